// The case of a closed channel is ready in every iteration, so the loop never waits.
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
			if ok {
				fmt.Println("counter:", order)
			}
		case order := <-phone:
			fmt.Println("phone:", order)
		default:
			fmt.Println("no branch is ready")
			break loop
		}
	}
	fmt.Println("iterations:", iterations)
}
