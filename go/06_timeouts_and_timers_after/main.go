// time.After in a loop: since Go 1.23 a timer without references is collected before it fires.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func objects() int64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapObjects)
}

// ANCHOR: main
func main() {
	const iterations = 100_000
	orders := make(chan int, 1)
	before := objects()

	for order := range iterations {
		orders <- order
		select {
		case <-orders:
		case <-time.After(time.Hour): // a new timer each time
		}
	}

	fmt.Println("an object kept for each:", objects()-before >= iterations)
}
