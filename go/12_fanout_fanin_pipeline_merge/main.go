// merge: many channels become one, which is closed after the last of them.
package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

func branch(orders ...string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, order := range orders {
			out <- order
		}
	}()
	return out
}

// ANCHOR: main
func merge[T any](inputs ...<-chan T) <-chan T {
	merged := make(chan T)
	var forwarders sync.WaitGroup
	for _, input := range inputs {
		forwarders.Go(func() {
			for item := range input {
				merged <- item
			}
		})
	}
	go func() {
		forwarders.Wait() // not in merge itself, because nobody receives yet
		close(merged)
	}()
	return merged
}

func main() {
	var orders []string
	for order := range merge(branch("bread", "pies"), branch("rolls")) {
		orders = append(orders, order)
	}
	slices.Sort(orders) // they arrive in any order
	fmt.Println(strings.Join(orders, " "))
}
