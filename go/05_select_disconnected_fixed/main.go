// A nil channel replaces the closed one, so its case is never ready again.
package main

import "fmt"

// ANCHOR: main
func main() {
	counter := make(chan string)
	phone := make(chan string) // open, but no message comes
	close(counter)

	iterations := 0
loop:
	for iterations < 1000 {
		iterations++
		select {
		case order, ok := <-counter:
			if !ok {
				counter = nil // switches the case off
				continue
			}
			fmt.Println("counter:", order)
		case order := <-phone:
			fmt.Println("phone:", order)
		default:
			fmt.Println("no branch is ready")
			break loop
		}
	}
	fmt.Println("iterations:", iterations)
}
