// A channel without a direction: the stage receives its own question as the answer.
package main

import "fmt"

// ANCHOR: main
func measure(readings chan int) {
	readings <- 32
	fmt.Println("32 F is", <-readings, "C") // its own 32
}

func convert(readings chan int) {
	for fahrenheit := range readings {
		readings <- (fahrenheit - 32) * 5 / 9
	}
}

func main() {
	readings := make(chan int, 1)
	measure(readings) // before the converter starts
	go convert(readings)
}
