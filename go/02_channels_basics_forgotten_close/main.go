// The producer returns without closing: the consumer's range waits for ever.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan string)
	go func() {
		for _, order := range []string{"bread", "cakes"} {
			orders <- order
		}
	}() // no close: returning closes nothing

	for order := range orders {
		fmt.Println("took", order)
	}
	fmt.Println("closed") // never printed
}
