// The lines to know by heart: a context with a deadline, a deferred cancel, and a loop that stops.
package main

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func day(*testing.T) {
	// ANCHOR: cheat
	deadline := time.Now().Add(50 * time.Minute)
	// ANCHOR: sheet
	ctx, cancel := context.WithDeadline(context.Background(), deadline)
	defer cancel() // at every exit
	// ANCHOR_END: sheet
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			// ANCHOR: sheet
			select {
			case <-ctx.Done():
				return // clean up here
			case <-time.After(20 * time.Minute):
				fmt.Println("bread")
			}
			// ANCHOR_END: sheet
		}
	}()
	<-ctx.Done() // context.Cause(ctx) says why
	fmt.Println("time is over")
	<-stopped // it may still be running
	fmt.Println("stopped")
	// ANCHOR_END: cheat
}

func main() {
	synctest.Test(&testing.T{}, day)
}
