// Closing a closed channel panics. Here the second close is deferred.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan string, 1)
	defer close(orders) // "to be sure"

	orders <- "bread"
	close(orders) // the first close
	fmt.Println("closed")
}
