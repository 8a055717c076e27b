// Fixed: each send is in a select, so that cancelling the context ends both stages.
package main

import (
	"context"
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	ctx, cancel := context.WithCancel(context.Background())
	numbers, squares := make(chan int), make(chan int)
	var stages sync.WaitGroup
	stages.Go(func() {
		defer close(numbers)
		for number := 1; ; number++ {
			select {
			case numbers <- number:
			case <-ctx.Done():
				return
			}
		}
	})
	stages.Go(func() {
		for number := range numbers {
			select {
			case squares <- number * number:
			case <-ctx.Done():
				return
			}
		}
	})

	for range 3 {
		fmt.Println("took", <-squares)
	}
	cancel()
	stages.Wait()
	fmt.Println("both stages have returned")
}
