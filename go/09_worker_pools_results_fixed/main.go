// A separate goroutine waits for all bakers and closes the results, while main reads them.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	jobs := make(chan int)
	results := make(chan int)

	var pool sync.WaitGroup
	for range 2 {
		pool.Go(func() {
			for loaves := range jobs {
				results <- 10 * loaves
			}
		})
	}
	go func() {
		for loaves := 1; loaves <= 9; loaves++ {
			jobs <- loaves
		}
		close(jobs)
		pool.Wait()
		close(results)
	}()

	baked := 0
	for range results {
		baked++
	}
	fmt.Println("baked:", baked)
	fmt.Println("closed")
}
