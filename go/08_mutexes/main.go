// Four tills add their sales to shared totals. The mutex stands above the fields that it guards.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
type Totals struct {
	mu    sync.Mutex // guards sales and cents
	sales int
	cents int
}

func (t *Totals) Book(price int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sales++
	t.cents += price
}

func main() {
	var totals Totals

	var shop sync.WaitGroup
	for _, price := range []int{120, 250, 80, 310} {
		shop.Go(func() {
			for range 1000 {
				totals.Book(price)
			}
		})
	}
	shop.Wait()

	fmt.Printf("%d sales, %d cents\n", totals.sales, totals.cents)
}
