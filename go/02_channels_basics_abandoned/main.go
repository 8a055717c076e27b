// The consumer leaves after one order. The producer does not learn this and waits forever.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan string)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for _, order := range []string{"bread", "cakes", "pies"} {
			orders <- order
		}
	}()

	fmt.Println("took", <-orders) // receives once, then stops
	<-finished                    // never closed
}
