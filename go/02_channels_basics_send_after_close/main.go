// A receive from a closed channel is harmless. A send on a closed channel panics.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan string, 1)
	close(orders)

	order, open := <-orders
	fmt.Printf("received %q, open: %t\n", order, open)
	orders <- "bread"
}
