//go:build refused

// A method with a value receiver copies the mutex. The compiler accepts it, and go vet reports it.
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

func (t Totals) Book() { // a copy of the lock and of the sales
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
