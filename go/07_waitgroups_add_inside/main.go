// The goroutine counts itself in: Wait may come first, and finds nothing to wait for.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var bakery sync.WaitGroup
	loaves := 0
	late := make(chan struct{}) // stands for a slow start
	done := make(chan struct{})

	go func() {
		<-late
		bakery.Add(1) // too late
		defer bakery.Done()
		loaves = 10
		close(done)
	}()

	bakery.Wait() // the count is 0: this returns at once
	fmt.Println("loaves:", loaves)

	close(late) // now the baker begins,
	loaves = 0  // and main has begun the next day
	<-done
}
