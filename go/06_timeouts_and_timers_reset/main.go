// The desk closes five minutes after the last order, because each order resets the same timer.
package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func phone(orders chan<- string) {
	for _, call := range []struct {
		pause time.Duration
		order string
	}{{2, "bread"}, {4, "cakes"}, {3, "pies"}} {
		time.Sleep(call.pause * time.Minute)
		orders <- call.order
	} // the channel stays open
}

// ANCHOR: main
func desk(*testing.T) {
	open := time.Now()
	minutes := func() float64 { return time.Since(open).Minutes() }
	orders := make(chan string)
	go phone(orders)

	idle := time.NewTimer(5 * time.Minute)
	for {
		select {
		case order := <-orders:
			fmt.Printf("%2.0f min: %s\n", minutes(), order)
			idle.Reset(5 * time.Minute)
		case <-idle.C:
			fmt.Printf("%2.0f min: closed\n", minutes())
			return
		}
	}
}

func main() {
	synctest.Test(&testing.T{}, desk)
}
