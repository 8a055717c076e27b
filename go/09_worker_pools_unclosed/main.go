// Nobody closes the results, so main waits for one more after the last.
package main

import "fmt"

// ANCHOR: main
func main() {
	jobs := make(chan int)
	results := make(chan int)

	for range 2 {
		go func() {
			for loaves := range jobs {
				results <- 10 * loaves
			}
		}()
	}
	go func() {
		for loaves := 1; loaves <= 9; loaves++ {
			jobs <- loaves
		}
		close(jobs)
	}()

	baked := 0
	for range results {
		baked++
		if baked == 9 {
			fmt.Println("baked: 9")
		}
	}
	fmt.Println("closed") // never printed
}
