// The producer returns without closing the channel, so the consumer's range waits forever.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan string)
	go func() {
		for _, order := range []string{"bread", "cakes"} {
			orders <- order
		}
	}() // returning does not close the channel

	for order := range orders {
		fmt.Println("took", order)
	}
	fmt.Println("closed") // never printed
}
