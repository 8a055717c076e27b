// One deadline is passed through three calls. An inner call can shorten it, but never lengthen it.
package main

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
func order(ctx context.Context, bankNeeds time.Duration) error {
	if err := wait(ctx, 2*time.Second); err != nil { // checks the stock
		return err
	}
	return pay(ctx, bankNeeds)
}

func pay(ctx context.Context, bankNeeds time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return askBank(ctx, bankNeeds)
}

func askBank(ctx context.Context, needs time.Duration) error {
	deadline, _ := ctx.Deadline() // the earlier of the two
	fmt.Printf("  bank: %.0f s left\n", time.Until(deadline).Seconds())
	return wait(ctx, needs)
}

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func orders(*testing.T) {
	for _, o := range [][2]time.Duration{{5, 2}, {5, 9}, {60, 11}, {1, 2}} {
		limit, bankNeeds := o[0]*time.Second, o[1]*time.Second
		fmt.Printf("order: %.0f s, bank: %.0f s\n", limit.Seconds(), bankNeeds.Seconds())
		start := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		end := "paid"
		if order(ctx, bankNeeds) != nil {
			end = "given up"
		}
		cancel()
		fmt.Printf("  %s after %.0f s\n", end, time.Since(start).Seconds())
	}
}

func main() {
	synctest.Test(&testing.T{}, orders)
}
