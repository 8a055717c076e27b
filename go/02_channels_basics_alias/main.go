// A slice sent over a channel is still in the sender's hands: both sides see the change.
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
		order[0] = "stones" // sent, and still ours to change
		close(changed)
	}()

	order := <-orders
	<-changed // without this wait it would be a data race
	fmt.Println("consumer has", strings.Join(order, " "))
}
