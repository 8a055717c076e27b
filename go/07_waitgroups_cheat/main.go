// The lines to know by heart: start units with Go, then Wait.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

func main() {
	// ANCHOR: cheat
	// ANCHOR: sheet
	var units sync.WaitGroup
	var total atomic.Int64
	for n := int64(1); n <= 3; n++ {
		units.Go(func() { total.Add(n) })
	}
	units.Wait()
	// ANCHOR_END: sheet
	// before Go 1.25, in the loop:
	// units.Add(1) // here, not in the goroutine
	// go func() { defer units.Done(); total.Add(n) }()
	fmt.Println("total", total.Load())
	// ANCHOR_END: cheat
}
