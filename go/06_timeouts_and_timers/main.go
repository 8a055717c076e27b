// A clock that ticks, a timeout that does not fire, and one that does, all in virtual time.
package main

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
func bake(ctx context.Context, baking time.Duration) error {
	select {
	case <-time.After(baking):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func bakery(*testing.T) {
	open := time.Now()
	say := func(what string) {
		fmt.Printf("%3.0f min: %s\n", time.Since(open).Minutes(), what)
	}

	ticker := time.NewTicker(20 * time.Minute) // the first tick comes after 20 minutes
	closed := make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				say("tick")
			case <-closed:
				return
			}
		}
	}()

	for _, order := range []struct {
		what   string
		baking time.Duration
	}{{"bread", 45 * time.Minute}, {"cakes", 90 * time.Minute}} {
		ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
		if err := bake(ctx, order.baking); err == nil {
			say(order.what + " in time")
		} else {
			say(order.what + " given up")
		}
		cancel()
	}
	close(closed)
}

func main() {
	synctest.Test(&testing.T{}, bakery) // virtual time; in a real test, pass its t
}
