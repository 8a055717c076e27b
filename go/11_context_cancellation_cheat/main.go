// The lines to know by heart: a context, a loop that hears it, a deadline, a deferred cancel.
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
	defer cancel() // on every way out
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
	<-stopped // told is not yet stopped
	fmt.Println("stopped")
	// ANCHOR_END: cheat
}

func main() {
	synctest.Test(&testing.T{}, day)
}
