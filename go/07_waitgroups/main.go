// Three bakers work, each in a goroutine. main waits for all of them and then adds up their loaves.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var loaves [3]int // each baker has its own slot: no lock is needed

	var bakery sync.WaitGroup
	for i := range loaves {
		bakery.Go(func() { // Add, go and Done in one call, since Go 1.25
			loaves[i] = 10 * (i + 1)
		})
	}
	bakery.Wait() // without this line the slots may still be empty

	total := 0
	for i, n := range loaves {
		fmt.Printf("baker %d: %d loaves\n", i+1, n)
		total += n
	}
	fmt.Println("total:", total)
}
