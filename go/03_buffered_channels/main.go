// Fills a channel of capacity three until it is full, then receives one order and drains the rest.
package main

import (
	"fmt"
	"strings"
)

// ANCHOR: main
func offer(shelf chan string, order string) {
	says := "queued"
	select {
	case shelf <- order:
	default:
		says = fmt.Sprintf("full, %s is back", order)
	}
	fmt.Printf("%s: %s (%d of %d)\n", order, says, len(shelf), cap(shelf))
}

func main() {
	shelf := make(chan string, 3)
	for _, order := range []string{"bread", "cakes", "pies", "rolls"} {
		offer(shelf, order) // never waits
	}

	fmt.Println("took", <-shelf)
	offer(shelf, "rolls")

	close(shelf) // so the range below ends
	var rest []string
	for order := range shelf {
		rest = append(rest, order)
	}
	fmt.Println("drained:", strings.Join(rest, " "))
}
