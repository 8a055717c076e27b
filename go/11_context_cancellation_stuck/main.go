// Broken: the caller gives up, so nobody receives, and the goroutine waits forever in its send.
package main

import (
	"context"
	"fmt"
	"runtime"
)

// ANCHOR: main
func price(ctx context.Context, bank chan int) (int, error) {
	answer := make(chan int)
	go func() {
		answer <- <-bank // blocks if the caller has left
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
	fmt.Println(runtime.NumGoroutine()-1, "goroutines left")
}
