// Nobody closes the results: main waits for one more when all are baked.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	jobs := make(chan int, 9)
	results := make(chan int, 9)
	for loaves := 1; loaves <= 9; loaves++ {
		jobs <- loaves
	}
	close(jobs)

	var pool sync.WaitGroup
	for range 2 {
		pool.Go(func() {
			for loaves := range jobs {
				results <- 10 * loaves
			}
		})
	}
	pool.Wait()
	fmt.Println("baked:", len(results))
	for range results {
	}
	fmt.Println("closed") // never printed
}
