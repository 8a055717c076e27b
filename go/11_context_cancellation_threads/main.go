// Closing one channel tells every goroutine that receives from it; a message would tell only one.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan int) // a quiet day
	stop := make(chan struct{})
	var ends []chan int

	for baker := 1; baker <= 3; baker++ {
		end := make(chan int)
		ends = append(ends, end)
		go func() {
			for {
				select {
				case order := <-orders:
					fmt.Println("order", order)
				case <-stop:
					end <- baker
					return
				}
			}
		}()
	}

	close(stop)
	for _, end := range ends {
		fmt.Println("baker", <-end, "has stopped")
	}
}
