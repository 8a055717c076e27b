// A race condition without a data race: the check and the change lock the mutex separately.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
func main() {
	var mu sync.Mutex
	breads := 1
	var bothLooked, shop sync.WaitGroup // bothLooked makes the bad schedule happen in every run
	bothLooked.Add(2)

	for range 2 {
		shop.Go(func() {
			mu.Lock()
			there := breads > 0
			mu.Unlock() // released before the change

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
