// The lines to know by heart: a mutex, many readers, a counter, a value that is set once.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

// ANCHOR: cheat
var menu = sync.OnceValue(func() []string { return []string{"bread", "cakes"} })
var tickets atomic.Int32

// Shop contains locks, so it must not be copied: pass a pointer.
type Shop struct {
	mu     sync.Mutex // guards orders
	orders []string
	priceM sync.RWMutex // guards price
	price  int
}

func (s *Shop) last() string {
	s.mu.Lock()
	defer s.mu.Unlock() // also on a panic
	return s.orders[len(s.orders)-1]
}

func main() {
	shop := &Shop{orders: []string{menu()[0]}, price: 120}
	var tills sync.WaitGroup
	tills.Go(func() {
		shop.mu.Lock()
		defer shop.mu.Unlock()
		shop.orders = append(shop.orders, menu()[1])
	})
	tills.Wait()
	fmt.Println("last order", shop.last())

	// ANCHOR: sheet
	shop.priceM.Lock() // alone
	shop.price += 10
	shop.priceM.Unlock()
	shop.priceM.RLock() // together with other readers
	fmt.Println("price", shop.price)
	shop.priceM.RUnlock()
	// ANCHOR_END: sheet

	fmt.Println("ticket", tickets.Add(1))
}
