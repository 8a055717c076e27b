// A closed channel is replaced by nil: its case is never ready again.
package main

import "fmt"

// ANCHOR: main
func main() {
	counter := make(chan string)
	phone := make(chan string) // open, but silent
	close(counter)

	turns := 0
loop:
	for turns < 1000 {
		turns++
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
			fmt.Println("no arm is ready")
			break loop
		}
	}
	fmt.Println("turns:", turns)
}
