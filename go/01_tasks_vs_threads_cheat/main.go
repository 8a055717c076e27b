// The lines to know by heart: launch, collect, share.
package main

import (
	"fmt"
	"sync"
)

func work(n int) int { return n * n }

func main() {
	// ANCHOR: cheat
	// ANCHOR: sheet
	one := make(chan int, 1) // room for the result: the unit can end
	go func() { one <- work(2) }()
	fmt.Println("one", <-one) // a panic in it ends the process
	// ANCHOR_END: sheet

	many := make([]int, 3) // each unit writes its own element
	var units sync.WaitGroup
	for i := range many {
		units.Go(func() { many[i] = work(i + 1) })
	}
	units.Wait()
	for _, square := range many {
		fmt.Println("many", square) // in launch order
	}

	orders := []int{1, 2, 3}
	go func() { one <- orders[0] + orders[1] + orders[2] }() // shares
	fmt.Println("borrowed", <-one)
	// ANCHOR_END: cheat
}
