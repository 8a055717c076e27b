// At most two at once: the buffer of a channel is the limit.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	oven := make(chan struct{}, 2) // two slots
	meet := make(chan struct{})    // whoever is in waits for another
	var lock sync.Mutex
	var busy, most int

	bake := func() {
		oven <- struct{}{}        // a token in: waits while two are in
		defer func() { <-oven }() // a token out, on every way out

		lock.Lock()
		busy++
		most = max(most, busy)
		lock.Unlock()
		select { // goes on once a second baker is in
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
