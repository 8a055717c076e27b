// Broken: two goroutines change one number, and nothing orders them. It compiles, runs, and ends well.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	sales := 0
	var tills sync.WaitGroup
	for range 2 {
		tills.Go(func() {
			sales++ // read, add, write
		})
	}
	tills.Wait()
	fmt.Println("sales:", sales) // 2, on most days
}
