// Contexts form a tree: a cancel goes down to every descendant, never up, never to a sibling.
package main

import (
	"context"
	"fmt"
	"strings"
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
	who := func() string {
		var told []string
		names := []string{"shop", "oven", "batch", "desk"}
		for i, ctx := range []context.Context{shop, oven, batch, desk} {
			if ctx.Err() != nil {
				told = append(told, names[i])
			}
		}
		return strings.Join(told, ", ")
	}

	ovenOff()
	fmt.Println("oven cancelled:", who(), "stop")

	closeShop()
	fmt.Println("shop cancelled:", who(), "stop")

	late, lateOff := context.WithCancel(shop)
	defer lateOff()
	fmt.Println("a child born late: cancelled", late.Err() != nil)
}
