// Main closes the results as soon as all orders are taken: a baker sends into a closed channel.
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
	close(results) // the order is taken, and not yet baked

	for price := range results {
		fmt.Println("price:", price)
	}
	<-home // never comes
}
