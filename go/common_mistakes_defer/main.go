// Broken: defer unlocks at the end of the function, not of the loop's body.
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
		defer mu.Unlock() // not before main returns
		fmt.Println("took", order)
	}
}
