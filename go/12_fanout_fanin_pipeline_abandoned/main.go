// Broken: the consumer leaves early, and both stages wait forever in their sends.
package main

import (
	"fmt"
	"runtime"
)

// ANCHOR: main
func main() {
	numbers, squares := make(chan int), make(chan int)
	go func() {
		for number := 1; ; number++ {
			numbers <- number
		}
	}()
	go func() {
		for number := range numbers {
			squares <- number * number
		}
	}()

	for range 3 {
		fmt.Println("took", <-squares)
	}
	fmt.Println(runtime.NumGoroutine()-1, "goroutines left")
}
