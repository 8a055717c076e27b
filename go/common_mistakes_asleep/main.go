// Broken: main sleeps and hopes that the bread is baked by then.
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

// ANCHOR: main
func main() {
	slow := make(chan struct{}) // closed late, as on a slow machine
	done := make(chan struct{})
	var baked atomic.Bool
	look := func() {
		if baked.Load() {
			fmt.Println("bread")
		} else {
			fmt.Println("no bread yet")
		}
	}

	go func() {
		<-slow
		baked.Store(true)
		close(done)
	}()

	time.Sleep(10 * time.Millisecond) // a guess
	look()

	close(slow)
	<-done // the fix: wait for the event
	look()
}
