// Go evaluates the message of a send case before it knows whether the case is chosen.
package main

import "fmt"

func bake(what string) string {
	fmt.Println("baking", what)
	return what
}

// ANCHOR: main
func main() {
	shelf := make(chan string, 1)

	for _, what := range []string{"bread", "cakes"} {
		select {
		case shelf <- bake(what):
			fmt.Println(what + ": sent")
		default:
			fmt.Println(what + ": the shelf is full")
		}
	}
}
