// Contexts form a tree. A cancel reaches all descendants, but no ancestor and no sibling.
package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
func work(ctx context.Context, name string, ends chan<- string) {
	for hours := 0; ; hours++ {
		select {
		case <-ctx.Done():
			ends <- fmt.Sprintf("%s %d h", name, hours)
			return
		case <-time.After(time.Hour):
		}
	}
}

func day(ovenBreaks bool) {
	shop, closeShop := context.WithCancel(context.Background())
	defer closeShop()
	oven, ovenOff := context.WithCancel(shop)
	defer ovenOff()
	batch, batchOff := context.WithCancel(oven)
	defer batchOff()
	desk, deskOff := context.WithCancel(shop)
	defer deskOff()

	ends, atWork := make(chan string, 4), 4
	go work(shop, "shop", ends)
	go work(oven, "oven", ends)
	go work(batch, "batch", ends)
	go work(desk, "desk", ends)
	ended := func() string {
		time.Sleep(time.Hour) // every cancelled goroutine has ended by then
		var names []string
		for len(ends) > 0 {
			names = append(names, <-ends)
			atWork--
		}
		slices.Sort(names)
		return fmt.Sprintf("%s; %d go on", strings.Join(names, ", "), atWork)
	}

	time.Sleep(time.Hour * 3 / 2)
	if ovenBreaks {
		ovenOff()
		fmt.Println("oven cancelled:", ended())
	}
	closeShop()
	fmt.Println("shop cancelled:", ended())
	late, lateOff := context.WithCancel(shop)
	defer lateOff()
	<-late.Done() // a new child is already cancelled
}

func days(*testing.T) {
	day(true)
	fmt.Println("the next day")
	day(false)
}

func main() {
	synctest.Test(&testing.T{}, days)
}
