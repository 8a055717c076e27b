// A goroutine that never gives way: the runtime takes the core from it.
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
