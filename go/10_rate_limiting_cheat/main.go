// The lines to know by heart: a token bucket as one instant, and a ticker that does not catch up.
package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func requests(*testing.T) {
	open := time.Now()
	const period = 100 * time.Millisecond
	say := func(request int) {
		fmt.Printf("request %d after %d ms\n", request, time.Since(open).Milliseconds())
	}

	// ANCHOR: cheat
	// ANCHOR: sheet
	booked := time.Now() // three at once, then one a period
	for request := 1; request <= 5; request++ {
		if now := time.Now(); booked.Before(now) {
			booked = now
		}
		booked = booked.Add(period)
		time.Sleep(time.Until(booked.Add(-3 * period))) // past: at once
		say(request)
	}
	// ANCHOR_END: sheet

	ticks := time.NewTicker(period) // one a period; after a stall two may come close
	for request := 6; request <= 7; request++ {
		<-ticks.C
		say(request)
	}
	// ANCHOR_END: cheat
}

func main() {
	synctest.Test(&testing.T{}, requests)
}
