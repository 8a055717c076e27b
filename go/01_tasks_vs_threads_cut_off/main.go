// Main returns while a goroutine is still working: the process ends, and so does the goroutine.
package main

import (
	"fmt"
	"time"
)

// ANCHOR: main
func main() {
	started := make(chan struct{})
	go func() {
		defer fmt.Println("till locked")
		close(started)
		time.Sleep(time.Second) // stands for a slow disk
		fmt.Println("order saved")
	}()

	<-started
	fmt.Println("main returns")
}
