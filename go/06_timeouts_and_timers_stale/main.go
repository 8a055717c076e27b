// Since Go 1.23 a timer's channel has capacity 0, so no old tick is left in it after Stop.
package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
func desk(*testing.T) {
	timer := time.NewTimer(time.Minute)
	fmt.Println("capacity:", cap(timer.C))

	time.Sleep(time.Hour) // the timer fires meanwhile
	timer.Stop()
	select {
	case <-timer.C:
		fmt.Println("an old tick")
	default:
		fmt.Println("no old tick")
	}
}

func main() {
	synctest.Test(&testing.T{}, desk)
}
