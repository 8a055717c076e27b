// Three stages in a row: each signature says what the stage may send and what it may receive.
package main

import (
	"fmt"
	"math"
)

// ANCHOR: main
// measure only sends, and closes its channel.
func measure(readings chan<- int) {
	defer close(readings)
	for _, fahrenheit := range []int{32, 212, 50} {
		readings <- fahrenheit
	}
}

// convert receives from one channel and sends to the other.
func convert(readings <-chan int, celsius chan<- int) {
	defer close(celsius)
	for fahrenheit := range readings {
		celsius <- (fahrenheit - 32) * 5 / 9
	}
}

// report only receives.
func report(celsius <-chan int) {
	highest := math.MinInt
	for reading := range celsius {
		fmt.Println(reading, "C")
		highest = max(highest, reading)
	}
	fmt.Println("closed: the highest was", highest, "C")
}

func main() {
	readings := make(chan int) // main may use both directions
	celsius := make(chan int)
	go measure(readings) // converts it to chan<- int
	go convert(readings, celsius)
	report(celsius)
}
