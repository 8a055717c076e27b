// WaitGroup.Go counts before it starts the goroutine, so Wait cannot miss it.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var bakery sync.WaitGroup
	loaves := 0

	bakery.Go(func() { // first Add(1), then the goroutine
		loaves = 10
	})

	bakery.Wait()
	fmt.Println("loaves:", loaves)
}
