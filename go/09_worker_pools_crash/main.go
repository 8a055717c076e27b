// A panic in one goroutine ends the whole process, and so all other goroutines.
package main

import "fmt"

// ANCHOR: main
func bake(order string) string {
	if order == "burnt" {
		panic("the oven is on fire")
	}
	return order + " baked"
}

func main() {
	jobs := make(chan string)
	home := make(chan struct{})
	go func() {
		for order := range jobs {
			fmt.Println(bake(order))
		}
		close(home)
	}()
	for _, order := range []string{"bread", "burnt", "cakes"} {
		jobs <- order
	}
	close(jobs)
	<-home
	fmt.Println("closed") // never printed
}
