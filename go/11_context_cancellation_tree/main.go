// Contexts form a tree: a cancel goes down to every descendant, never up, never to a sibling.
package main

import (
	"context"
	"fmt"
)

// ANCHOR: main
func main() {
	shop, closeShop := context.WithCancel(context.Background())
	defer closeShop()
	oven, ovenOff := context.WithCancel(shop)
	batch, batchOff := context.WithCancel(oven)
	defer batchOff()
	desk, deskOff := context.WithCancel(shop)
	defer deskOff()
	told := func(when string) {
		fmt.Printf("%s:\n", when)
		for _, unit := range []struct {
			name string
			ctx  context.Context
		}{{"shop", shop}, {"oven", oven}, {"batch", batch}, {"desk", desk}} {
			state := "go on"
			if unit.ctx.Err() != nil {
				state = "stop"
			}
			fmt.Printf("  %s: %s\n", unit.name, state)
		}
	}

	ovenOff()
	told("the oven is cancelled")

	closeShop()
	told("the shop is cancelled")

	late, lateOff := context.WithCancel(shop)
	defer lateOff()
	fmt.Println("a child born late is cancelled:", late.Err() != nil)
}
