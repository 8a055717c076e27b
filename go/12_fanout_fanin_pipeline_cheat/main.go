// The lines to know by heart: fan out to three workers, fan in, close when all have returned.
package main

import (
	"fmt"
	"sync"
)

func main() {
	// ANCHOR: cheat
	numbers, squares := make(chan int), make(chan int)
	go func() {
		defer close(numbers)
		for number := range 9 {
			numbers <- number + 1
		}
	}()
	var workers sync.WaitGroup
	// ANCHOR: sheet
	for range 3 {
		workers.Go(func() {
			for number := range numbers {
				squares <- number * number
			}
		})
	}
	go func() {
		workers.Wait()
		close(squares) // otherwise the sum never ends
	}()
	// ANCHOR_END: sheet
	sum := 0
	for square := range squares {
		sum += square
	}
	fmt.Println("sum", sum)
	// ANCHOR_END: cheat
}
