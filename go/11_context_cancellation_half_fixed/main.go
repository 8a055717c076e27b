// Fixed: the transfer's context is never cancelled, so the timeout ends only the wait for it.
package main

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
var till, bank = 100, 0

func transfer(ctx context.Context, coins int) error {
	till -= coins
	select {
	case <-time.After(10 * time.Second): // on the way to the bank
	case <-ctx.Done():
		return ctx.Err()
	}
	bank += coins
	return nil
}

func pay(*testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	whole := context.WithoutCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		transfer(whole, 60)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		fmt.Println("given up")
	}
	<-done // otherwise the end of main would cut it off
}

func main() {
	synctest.Test(&testing.T{}, pay)
	fmt.Printf("till %d + bank %d = %d\n", till, bank, till+bank)
}
