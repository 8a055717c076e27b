// Waits for a signal, tells everybody, and waits for them, but not longer than a limit.
package main

import (
	"context"
	"fmt"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"
)

// ANCHOR: main
func main() {
	stop, restore := signal.NotifyContext(context.Background(),
		syscall.SIGINT, syscall.SIGTERM)
	defer restore() // from then on a signal kills again
	var atWork atomic.Int32
	ended := make(chan struct{}, 2)
	start := func(task func(context.Context)) {
		atWork.Add(1)
		go func() {
			task(stop)
			atWork.Add(-1)
			ended <- struct{}{}
		}()
	}
	start(func(ctx context.Context) { // the oven
		<-ctx.Done()
		fmt.Println("oven: off")
	})
	start(func(context.Context) { select {} }) // the radio asks nobody

	fmt.Println("open")
	<-stop.Done() // 1. notice, 2. tell
	limit := time.After(500 * time.Millisecond)
	for atWork.Load() > 0 { // 3. wait, with a limit
		select {
		case <-ended:
		case <-limit:
			fmt.Println("still at work:", atWork.Load())
			return
		}
	}
}
