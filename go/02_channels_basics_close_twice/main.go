// Closing a closed channel panics: here the second close is a deferred one.
package main

import "fmt"

func main() {
	// ANCHOR: main
	orders := make(chan string, 1)
	defer close(orders) // to be sure

	orders <- "bread"
	close(orders) // no more today
	fmt.Println("closed")
	// ANCHOR_END: main
}
