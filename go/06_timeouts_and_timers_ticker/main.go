// The work takes 350 ms, the period is 100 ms: Go's ticker keeps one tick, drops the rest, and keeps its rhythm.
package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
func bakery(*testing.T) {
	start := time.Now()
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()

	time.Sleep(350 * time.Millisecond) // the work

	var ticks []int64
	for range 5 {
		<-ticker.C
		ticks = append(ticks, time.Since(start).Milliseconds())
	}
	fmt.Println("Go:", ticks)
}

func main() {
	synctest.Test(&testing.T{}, bakery)
}
