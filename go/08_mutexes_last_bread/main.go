// No data race, and still a race: the look and the taking are two visits to the lock.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var mu sync.Mutex
	breads := 1
	var bothLooked, shop sync.WaitGroup // the first: the unlucky schedule, every time
	bothLooked.Add(2)

	for range 2 {
		shop.Go(func() {
			mu.Lock()
			there := breads > 0
			mu.Unlock() // unlocked again

			bothLooked.Done()
			bothLooked.Wait()
			if there {
				mu.Lock()
				breads--
				mu.Unlock()
			}
		})
	}
	shop.Wait()
	fmt.Println("breads:", breads)
}
