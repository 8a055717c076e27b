// The lines to know by heart: create, send, close, drain, and receive after the end.
package main

import "fmt"

func main() {
	// ANCHOR: cheat
	// ANCHOR: sheet
	pages := make(chan int) // unbuffered
	go func() {
		defer close(pages) // the sender closes
		for page := 1; page <= 3; page++ {
			pages <- page // waits until taken
		}
	}()

	for page := range pages {
		fmt.Println("page", page) // until closed
	}
	// ANCHOR_END: sheet
	if _, open := <-pages; !open {
		fmt.Println("closed") // returns at once
	}
	// ANCHOR_END: cheat
}
