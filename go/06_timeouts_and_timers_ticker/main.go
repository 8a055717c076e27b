// What Go's ticker does when the work takes 350 ms and the period is 100 ms.
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
