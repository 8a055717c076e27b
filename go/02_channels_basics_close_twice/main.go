// Closing a closed channel panics: here the second close is a deferred one.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan string, 1)
	defer close(orders) // to be sure

	orders <- "bread"
	close(orders) // no more today
	fmt.Println("closed")
}
