// A panic in any goroutine ends the whole program. A recover in another goroutine does not help.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	defer func() {
		fmt.Println("recovered:", recover()) // never reached
	}()
	var bakery sync.WaitGroup
	bakery.Go(func() { panic("no flour") })
	bakery.Wait()
}
