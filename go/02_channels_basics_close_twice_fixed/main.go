// Two producers share one channel. A third goroutine closes it when both have returned.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	counts := make(chan int)
	var producers sync.WaitGroup
	for range 2 {
		producers.Go(func() {
			for _, pages := range []int{10, 20} {
				counts <- pages
			}
		})
	}
	go func() {
		producers.Wait()
		close(counts) // the only close
	}()

	total := 0
	for pages := range counts {
		total += pages
	}
	fmt.Printf("closed once, %d pages\n", total)
}
