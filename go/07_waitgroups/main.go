// Three bakers bake, each in a goroutine; main waits for all of them, then adds up their loaves.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var loaves [3]int // a slot for each baker: no lock

	var bakery sync.WaitGroup
	for i := range loaves {
		bakery.Go(func() { // Add, go and Done in one, since 1.25
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
