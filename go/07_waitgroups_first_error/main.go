// An errgroup by hand: the first error cancels the context, and the others end when they see it.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

var errStreet = errors.New("cakes: no such street")

// ANCHOR: main
func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	var vans sync.WaitGroup
	delivered := make(chan struct{})

	vans.Go(func() {
		fmt.Println("bread: delivered")
		close(delivered)
	})
	vans.Go(func() {
		<-delivered       // so that the output has one order
		cancel(errStreet) // only the first cause is kept
	})
	vans.Go(func() {
		<-ctx.Done() // a goroutine must check: nobody can stop it
		fmt.Println("pies: turned back")
	})
	vans.Wait()
	fmt.Printf("all: Err(%q)\n", context.Cause(ctx))
}
