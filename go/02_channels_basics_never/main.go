// A nil channel is never ready and never closed.
package main

import "fmt"

// ANCHOR: main
func main() {
	var returns chan string // nil
	select {
	case <-returns:
		fmt.Println("a return")
	default:
		fmt.Println("no return: never ready")
	}

	orders := make(chan string, 1)
	orders <- "bread"
	select {
	case <-returns:
		fmt.Println("a return")
	case order := <-orders:
		fmt.Println("took", order)
	}
}
