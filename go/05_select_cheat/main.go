// The lines to know by heart: two cases, one of them switched off when its channel is closed.
package main

import "fmt"

func main() {
	orders := make(chan int, 2)
	stop := make(chan struct{})
	for order := 1; order <= 2; order++ {
		orders <- order
	}
	close(orders)

	// ANCHOR: cheat
loop:
	for {
		// ANCHOR: sheet
		select {
		case order, ok := <-orders:
			if !ok {
				fmt.Println("closed")
				orders = nil // the case is switched off
				close(stop)
				continue
			}
			fmt.Println("order", order)
		case <-stop:
			break loop
		}
		// ANCHOR_END: sheet
	}
	fmt.Println("stopped")
	// ANCHOR_END: cheat
}
