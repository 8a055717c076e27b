// A goroutine that never yields: the runtime interrupts it, so main can run.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

// ANCHOR: main
func main() {
	runtime.GOMAXPROCS(1) // one goroutine runs at a time
	var stop atomic.Bool
	started, ended := make(chan struct{}), make(chan struct{})

	go func() {
		defer close(ended)
		fmt.Println("spinning")
		close(started)
		for !stop.Load() {
		}
	}()

	<-started
	stop.Store(true)
	<-ended
	fmt.Println("stopped")
}
