//go:build refused

// Each stage uses its channel in the direction that its type does not allow.
package main

import "fmt"

// ANCHOR: main
func measure(readings chan<- int) {
	readings <- 32
	fmt.Println("32 F is", <-readings, "C")
}

func report(celsius <-chan int) {
	celsius <- 100
	close(celsius)
}

// ANCHOR_END: main

func main() {
	readings := make(chan int, 1)
	measure(readings)
	report(readings)
}
