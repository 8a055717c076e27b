// Broken: a loop that only computes never checks its context, so nothing can stop it.
package main

import (
	"context"
	"fmt"
)

// ANCHOR: main
func countGrains(ctx context.Context) (int, error) {
	grains := 0
	for grains < 1_000_000 {
		grains++ // fix: every 1000 iterations, return ctx.Err() if it is not nil
	}
	return grains, nil
}

func main() {
	shop, closeShop := context.WithCancel(context.Background())
	closeShop() // cancelled before the loop starts

	grains, err := countGrains(shop)
	if err != nil {
		fmt.Println("stopped")
		return
	}
	fmt.Println("counted to", grains)
}
