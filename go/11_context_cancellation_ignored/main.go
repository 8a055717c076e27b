// Broken: a loop that computes never looks at its context, so nothing can stop it.
package main

import (
	"context"
	"fmt"
)

// ANCHOR: main
func countGrains(ctx context.Context) (int, error) {
	grains := 0
	for grains < 1_000_000 {
		grains++ // the mend: now and then, if ctx.Err() != nil, return it
	}
	return grains, nil
}

func main() {
	shop, closeShop := context.WithCancel(context.Background())
	closeShop() // it has not even begun

	grains, err := countGrains(shop)
	if err != nil {
		fmt.Println("stopped")
		return
	}
	fmt.Println("counted to", grains)
}
