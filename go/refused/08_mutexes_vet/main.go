//go:build refused

// A method without a pointer copies the mutex: the compiler takes that, and go vet does not.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: copied
type Totals struct {
	mu    sync.Mutex
	sales int
}

func (t Totals) Book() { // no pointer: a copy of the lock, and of the sales
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sales++
}

func main() {
	var totals Totals
	totals.Book()
	fmt.Println(totals.sales, "sales")
}

// ANCHOR_END: copied
