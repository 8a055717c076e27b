// Three stages in a row: the signature of each says what it may send and what it may receive.
package main

import (
	"fmt"
	"math"
)

// ANCHOR: main
// measure only sends, and closes.
func measure(readings chan<- int) {
	defer close(readings)
	for _, fahrenheit := range []int{32, 212, 50} {
		readings <- fahrenheit
	}
}

// convert receives on one channel, sends on the other.
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
	readings := make(chan int) // both directions: main may do all
	celsius := make(chan int)
	go measure(readings) // here it becomes a chan<- int
	go convert(readings, celsius)
	report(celsius)
}
