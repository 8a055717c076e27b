// The consumer leaves after one order: nobody tells the producer, who waits for ever.
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

	fmt.Println("took", <-orders) // one, and no more
	<-finished                    // never
}
