// The caller gives up in time, but the goroutine that blocks continues.
package main

import (
	"fmt"
	"time"
)

// ANCHOR: main
func countStock(goOn <-chan struct{}) int {
	<-goOn // blocks until main closes goOn
	return 120
}

func main() {
	goOn := make(chan struct{})
	counted := make(chan int, 1) // capacity 1, or a late sender waits forever
	go func() { counted <- countStock(goOn) }()

	select {
	case stock := <-counted:
		fmt.Println("counted", stock)
	case <-time.After(10 * time.Millisecond):
		fmt.Println("given up")
	}
	if len(counted) == 0 {
		fmt.Println("still at work")
	}
	close(goOn)
	fmt.Println("counted", <-counted)
}
