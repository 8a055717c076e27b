// A parent and two children. Each child stops at its own deadline or the parent's, and says why.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
var (
	errClosing = errors.New("the shop closes")
	errOver    = errors.New("my time is over")
)

func station(ctx context.Context, name string, limit time.Duration) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errOver)
	defer cancel()
	start := time.Now()
	batches := 0
	for {
		select {
		case <-ctx.Done():
			now := time.Since(start).Minutes()
			fmt.Printf("%.0f min, %s: %v; %d batches\n", now, name, context.Cause(ctx), batches)
			return
		case <-time.After(20 * time.Minute):
			batches++
		}
	}
}

func day(*testing.T) {
	shop, closeShop := context.WithCancelCause(context.Background())
	var stations sync.WaitGroup
	stations.Go(func() { station(shop, "bread", 120*time.Minute) })
	stations.Go(func() { station(shop, "cakes", 50*time.Minute) })

	time.Sleep(70 * time.Minute)
	closeShop(errClosing) // cancels both children
	stations.Wait()
}

func main() {
	synctest.Test(&testing.T{}, day) // panics if a goroutine is still blocked
	fmt.Println("nothing is left")
}
