// A producer sends three orders on an unbuffered channel and closes it. The consumer drains it.
package main

import (
	"fmt"
	"sync/atomic"
)

// ANCHOR: main
func main() {
	orders := make(chan string)
	var returned atomic.Int64 // how many sends have returned

	go func() {
		defer close(orders)
		for _, order := range []string{"bread", "cakes", "pies"} {
			orders <- order
			returned.Add(1)
		}
	}()

	var taken int64
	for order := range orders {
		taken++
		ahead := max(0, returned.Load()-taken)
		fmt.Printf("took %s, sends ahead: %d\n", order, ahead)
	}

	fmt.Printf("closed: %d taken, %d sends returned\n", taken, returned.Load())
}
