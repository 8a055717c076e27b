// Closing a channel reaches every goroutine that receives from it. A message would reach only one.
package main

import "fmt"

// ANCHOR: main
func main() {
	orders := make(chan int) // no order ever comes
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
