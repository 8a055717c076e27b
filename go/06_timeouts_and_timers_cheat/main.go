// The lines to know by heart: a ticker, and a receive with a time limit.
package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func desk(*testing.T) {
	orders := make(chan int, 1)
	orders <- 1

	// ANCHOR: cheat
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	<-ticker.C // missed ticks are dropped
	fmt.Println("tick")

loop:
	for {
		// ANCHOR: sheet
		select {
		case order, ok := <-orders:
			if !ok {
				break loop
			}
			fmt.Println("order", order)
		case <-time.After(time.Second):
			fmt.Println("too late")
			break loop
		}
		// ANCHOR_END: sheet
	}
	// ANCHOR_END: cheat
}

func main() {
	synctest.Test(&testing.T{}, desk)
}
