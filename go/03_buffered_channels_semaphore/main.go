// At most two bakers work at the same time, because the buffer holds two tokens.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	oven := make(chan struct{}, 2) // capacity: two tokens
	meet := make(chan struct{})    // a baker waits here for another one
	var lock sync.Mutex
	var busy, most int

	bake := func() {
		oven <- struct{}{}        // puts a token in, waits while full
		defer func() { <-oven }() // takes a token out on every return

		lock.Lock()
		busy++
		most = max(most, busy)
		lock.Unlock()
		select { // continues when a second baker is in
		case meet <- struct{}{}:
		case <-meet:
		}
		lock.Lock()
		busy--
		lock.Unlock()
	}
	var bakers sync.WaitGroup
	for range 6 {
		bakers.Go(bake)
	}
	bakers.Wait()

	fmt.Printf("6 cakes, at most %d at once\n", most)
	fmt.Printf("slots taken: %d\n", len(oven))
}
