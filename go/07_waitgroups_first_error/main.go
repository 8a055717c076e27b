// The first error cancels the context, and the others leave when they see it: an errgroup by hand.
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
		<-delivered       // bread first, so that the output is one
		cancel(errStreet) // the first cause stays
	})
	vans.Go(func() {
		<-ctx.Done() // a unit must look: nobody can stop it
		fmt.Println("pies: turned back")
	})
	vans.Wait()
	fmt.Printf("all: Err(%q)\n", context.Cause(ctx))
}
