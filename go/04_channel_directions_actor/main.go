// An actor owns its state; a command that wants an answer carries a channel for it.
package main

import (
	"fmt"
	"math"
)

// ANCHOR: main
type command struct {
	reading int
	highest chan<- int // the reply goes here; nil means: record
}

func station(commands <-chan command, closed chan<- struct{}) {
	highest := math.MinInt // only this goroutine uses it
	for c := range commands {
		if c.highest != nil {
			c.highest <- highest
		} else {
			highest = max(highest, c.reading)
		}
	}
	fmt.Println("station closed")
	close(closed)
}

func highest(handle chan<- command) int {
	// Capacity 1: if the asker leaves, the reply does not block the station.
	reply := make(chan int, 1)
	handle <- command{highest: reply}
	return <-reply // waits forever if no answer comes
}

func main() {
	handle, closed := make(chan command, 8), make(chan struct{})
	go station(handle, closed)

	for _, reading := range []int{19, 23, 21} {
		handle <- command{reading: reading}
	}
	fmt.Println("highest:", highest(handle))
	close(handle)
	<-closed
}
