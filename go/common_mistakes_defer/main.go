// Broken: defer unlocks at the end of the function and not at the end of the iteration.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var mu sync.Mutex
	for _, order := range []string{"bread", "cakes"} {
		mu.Lock()
		defer mu.Unlock() // runs only when main returns
		fmt.Println("took", order)
	}
}
