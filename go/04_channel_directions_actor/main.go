// An actor owns its state. A command that wants an answer carries a channel for it.
package main

import (
	"fmt"
	"math"
)

// ANCHOR: main
type command struct {
	reading int
	highest chan<- int // where to answer; nil: record
}

func station(commands <-chan command, closed chan<- struct{}) {
	highest := math.MinInt // nobody else can touch it
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
	// Room for one: an asker who leaves does not block the station.
	reply := make(chan int, 1)
	handle <- command{highest: reply}
	return <-reply // waits for ever if nobody answers
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
