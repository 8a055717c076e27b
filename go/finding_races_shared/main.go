// Broken: two goroutines change one number without a lock. The program compiles, and it usually prints the right number.
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
			sales++ // reads, adds and writes: another goroutine can come in between
		})
	}
	tills.Wait()
	fmt.Println("sales:", sales) // usually 2, sometimes 1
}
