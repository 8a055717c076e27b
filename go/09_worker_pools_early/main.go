// main closes the results when all orders have been received, so a baker sends to a closed channel.
package main

import "fmt"

// ANCHOR: main
func main() {
	jobs := make(chan int)
	results := make(chan int)

	home := make(chan struct{})
	go func() {
		for loaves := range jobs {
			results <- 10 * loaves
		}
		close(home)
	}()
	jobs <- 1
	close(jobs)
	close(results) // the order is received, but not yet baked

	for price := range results {
		fmt.Println("price:", price)
	}
	<-home // never reached
}
