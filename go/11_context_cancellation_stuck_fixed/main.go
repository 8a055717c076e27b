// Fixed: the channel has a free slot for the answer, so the goroutine always ends.
package main

import (
	"context"
	"fmt"
	"runtime"
)

// ANCHOR: main
func price(ctx context.Context, bank chan int) (int, error) {
	answer := make(chan int, 1) // one free slot, so the send never blocks
	go func() {
		answer <- <-bank
	}()
	select {
	case price := <-answer:
		return price, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // the customer has left
	bank := make(chan int)
	for range 3 {
		_, err := price(ctx, bank)
		fmt.Println(err)
	}
	for range 3 {
		bank <- 7 // each goroutine gets its answer
	}
	for runtime.NumGoroutine() > 1 {
		runtime.Gosched() // each goroutine is about to end
	}
	fmt.Println(runtime.NumGoroutine()-1, "goroutines left")
}
