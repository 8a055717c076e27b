// A deferred recover catches the panic of a job and turns it into the result of this order.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func bake(order string) string {
	if order == "burnt" {
		panic("the oven is on fire")
	}
	return order + " baked"
}

func try(order string) (result string) {
	defer func() {
		if recover() != nil {
			result = "failed"
		}
	}()
	return bake(order)
}

func main() {
	orders := []string{"burnt", "burnt", "bread", "cakes", "rolls"}
	results := make([]string, len(orders))
	jobs := make(chan int)
	var pool sync.WaitGroup
	for range 2 {
		pool.Go(func() {
			for i := range jobs {
				results[i] = try(orders[i]) // each job has its own slot: no lock is needed
			}
		})
	}
	for i := range orders {
		jobs <- i
	}
	close(jobs)
	pool.Wait()
	for i, result := range results {
		fmt.Printf("%d: %s\n", i, result)
	}
}
