// The lines to know by heart: start goroutines, collect their results, share a variable.
package main

import (
	"fmt"
	"sync"
)

func work(n int) int { return n * n }

func main() {
	// ANCHOR: cheat
	// ANCHOR: sheet
	one := make(chan int, 1) // capacity 1: the send never blocks
	go func() { one <- work(2) }()
	fmt.Println("one", <-one) // its panic would end the process
	// ANCHOR_END: sheet

	many := make([]int, 3) // each goroutine writes only its own element
	var units sync.WaitGroup
	for i := range many {
		units.Go(func() { many[i] = work(i + 1) })
	}
	units.Wait()
	for _, square := range many {
		fmt.Println("many", square) // in launch order
	}

	orders := []int{1, 2, 3}
	go func() { one <- orders[0] + orders[1] + orders[2] }() // shares orders
	fmt.Println("borrowed", <-one)
	// ANCHOR_END: cheat
}
