// One goroutine wants to send first and receive afterwards. The runtime reports the deadlock.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan string)

	for _, order := range []string{"bread", "cakes"} {
		fmt.Println("offering", order)
		orders <- order // waits for a receive ...
	}
	close(orders)

	for order := range orders {
		fmt.Println("took", order) // ... which is down here
	}
}
