// The report of a deadlock is not a panic: it runs no deferred call and cannot be recovered.
package main

import "fmt"

// ANCHOR: main
func main() {
	defer fmt.Println("shop closed") // never printed
	defer func() {
		fmt.Println("recovered:", recover()) // never printed
	}()

	orders := make(chan string)
	fmt.Println("waiting")
	<-orders
}
