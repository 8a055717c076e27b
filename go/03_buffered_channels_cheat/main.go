// The lines to know by heart: a capacity, a send that does not wait, the length, a drained channel.
package main

import "fmt"

func main() {
	// ANCHOR: cheat
	// ANCHOR: sheet
	pages := make(chan int, 2) // cap(pages) is 2, len(pages) are in
	// ANCHOR_END: sheet
	pages <- 1 // waits while full
	pages <- 2
	// ANCHOR: sheet
	select {
	case pages <- 3:
		fmt.Println("queued")
	default:
		fmt.Println("full,", 3, "is back")
	}
	// ANCHOR_END: sheet

	close(pages)
	for page := range pages {
		fmt.Println("page", page)
	}
	// ANCHOR_END: cheat
}
