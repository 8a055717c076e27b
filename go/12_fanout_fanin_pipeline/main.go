// A pipeline: one stage generates numbers, three workers square them, a merge restores the order.
package main

import (
	"fmt"
	"sync"
)

type tagged struct{ place, value int }

// ANCHOR: main
func main() {
	toSquare := make(chan tagged, 1)
	merged := make(chan tagged, 1)
	go func() {
		defer close(toSquare) // ends the workers' loops
		for place := range 9 {
			toSquare <- tagged{place, place + 1}
		}
	}()

	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			for number := range toSquare {
				merged <- tagged{number.place, number.value * number.value}
			}
		})
	}
	go func() {
		workers.Wait()
		close(merged) // only once, when no worker can still send
	}()

	early := map[int]int{} // waits for its turn
	next, sum := 0, 0
	for square := range merged {
		early[square.place] = square.value
		for value, ok := early[next]; ok; value, ok = early[next] {
			fmt.Println(value)
			sum += value
			delete(early, next)
			next++
		}
	}
	fmt.Println("sum", sum)
}
