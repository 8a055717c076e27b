// Fixed: a lock protects the number.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var mu sync.Mutex
	sales := 0
	var tills sync.WaitGroup
	for range 2 {
		tills.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			sales++
		})
	}
	tills.Wait()
	fmt.Println("sales:", sales)
}
