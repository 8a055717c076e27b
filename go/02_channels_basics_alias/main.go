// The sender of a slice still shares its array with the receiver, so both see the change.
package main

import (
	"fmt"
	"strings"
)

// ANCHOR: main
func main() {
	orders := make(chan []string)
	changed := make(chan struct{})
	go func() {
		order := []string{"bread", "cakes"}
		orders <- order
		order[0] = "stones" // changes what was already sent
		close(changed)
	}()

	order := <-orders
	<-changed // without this wait there would be a data race
	fmt.Println("consumer has", strings.Join(order, " "))
}
