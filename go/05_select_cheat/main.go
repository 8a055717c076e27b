// The lines to know by heart: a nil channel switches a case off when its channel is closed.
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
				orders = nil // switches the case off
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
