// Main returns while a goroutine is at work: the process ends, and the goroutine with it.
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
