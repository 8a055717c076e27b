// WaitGroup.Go counts before it starts the goroutine: Wait cannot miss it.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var bakery sync.WaitGroup
	loaves := 0

	bakery.Go(func() { // Add(1) here, then the goroutine
		loaves = 10
	})

	bakery.Wait()
	fmt.Println("loaves:", loaves)
}
