// The lines to know by heart: a token bucket stored as one instant, and a ticker.
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
	booked := time.Now() // 3 at once, then 1 per period
	for request := 1; request <= 5; request++ {
		if now := time.Now(); booked.Before(now) {
			booked = now
		}
		booked = booked.Add(period)
		time.Sleep(time.Until(booked.Add(-3 * period))) // no wait if past
		say(request)
	}
	// ANCHOR_END: sheet

	ticks := time.NewTicker(period) // one per period; after a stall two may be close
	for request := 6; request <= 7; request++ {
		<-ticks.C
		say(request)
	}
	// ANCHOR_END: cheat
}

func main() {
	synctest.Test(&testing.T{}, requests)
}
