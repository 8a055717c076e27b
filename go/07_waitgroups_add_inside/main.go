// The goroutine calls Add itself: if Wait runs first, it finds nothing to wait for.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var bakery sync.WaitGroup
	loaves := 0
	late := make(chan struct{}) // stands for a goroutine that starts late
	done := make(chan struct{})

	go func() {
		<-late
		bakery.Add(1) // too late
		defer bakery.Done()
		loaves = 10
		close(done)
	}()

	bakery.Wait() // the count is 0, so this returns at once
	fmt.Println("loaves:", loaves)

	close(late) // now the baker begins ...
	loaves = 0  // ... while main begins the next day
	<-done
}
