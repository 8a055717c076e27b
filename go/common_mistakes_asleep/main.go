// Broken: main sleeps until the bread is surely baked. It is a guess.
package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

// ANCHOR: main
func main() {
	slow := make(chan struct{}) // stands for a slow machine
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

	time.Sleep(10 * time.Millisecond) // surely long enough
	look()

	close(slow)
	<-done // the mend: wait for the event
	look()
}
