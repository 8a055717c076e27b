// One grant per tick. After a stall, Go's ticker has one tick ready and keeps its old grid.
package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
func requests(*testing.T) {
	open := time.Now()
	ticks := time.Tick(100 * time.Millisecond)
	for _, stall := range []time.Duration{0, 850 * time.Millisecond} {
		time.Sleep(time.Until(open.Add(stall)))
		for range 6 {
			<-ticks // the grant
			fmt.Print(time.Since(open).Milliseconds(), " ")
		}
	}
	fmt.Println()
}

func main() {
	synctest.Test(&testing.T{}, requests)
}
