// Each iteration of a loop has its own variable since Go 1.22, so each goroutine has its own page.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var own, shared [3]int
	var units sync.WaitGroup

	for page := range 3 { // a new variable in each iteration
		units.Go(func() { own[page] = page })
	}

	var page int
	var later []func() int
	for page = range 3 { // one variable for all iterations
		later = append(later, func() int { return page })
	}
	for i, read := range later { // the loop above has ended
		units.Go(func() { shared[i] = read() })
	}

	units.Wait()
	fmt.Println("a variable for each:", own[0], own[1], own[2])
	fmt.Println("a variable for all:", shared[0], shared[1], shared[2])
}
