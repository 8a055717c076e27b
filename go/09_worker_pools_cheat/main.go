// The lines to know by heart: a queue, three workers, results with an index.
package main

import (
	"fmt"
	"sync"
)

type job struct{ index, order int }
type result struct{ index, price int }

func bake(loaves int) int { return 10 * loaves }

func main() {
	orders := []int{5, 3, 8, 1}

	// ANCHOR: cheat
	jobs := make(chan job)
	results := make(chan result)
	var pool sync.WaitGroup
	// ANCHOR: sheet
	for range 3 {
		pool.Go(func() {
			for j := range jobs {
				results <- result{j.index, bake(j.order)}
			}
		})
	}
	// ANCHOR_END: sheet
	go func() {
		for i, order := range orders {
			jobs <- job{i, order}
		}
		// ANCHOR: sheet
		close(jobs)
		pool.Wait()
		close(results) // after the last send, and only once
		// ANCHOR_END: sheet
	}()
	prices := make([]int, len(orders))
	for r := range results {
		prices[r.index] = r.price
	}
	fmt.Printf("prices: [%d, %d, %d, %d]\n",
		prices[0], prices[1], prices[2], prices[3])
	// ANCHOR_END: cheat
}
