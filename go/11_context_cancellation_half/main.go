// Broken: the transfer stops at a timeout, between its two steps, and 60 coins are lost.
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
		return ctx.Err() // stops at the worst place
	}
	bank += coins
	return nil
}

func pay(*testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if transfer(ctx, 60) != nil {
		fmt.Println("given up")
	}
}

func main() {
	synctest.Test(&testing.T{}, pay)
	fmt.Printf("till %d + bank %d = %d\n", till, bank, till+bank)
}
