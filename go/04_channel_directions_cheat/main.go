// The lines to know by heart: every question carries a channel for its answer.
package main

import "fmt"

// ANCHOR: cheat
type ask struct {
	page  int
	reply chan<- int // the answer goes here
}

// ANCHOR: sheet
func askDesk(desk chan<- ask, page int) int {
	reply := make(chan int, 1) // the reply never blocks
	desk <- ask{page, reply}
	return <-reply
}

// ANCHOR_END: sheet
func serve(desk <-chan ask, closed chan<- struct{}) {
	defer close(closed) // a chan<- may be closed
	for a := range desk {
		a.reply <- a.page * 100
	}
}

// ANCHOR_END: cheat

func main() {
	desk, closed := make(chan ask), make(chan struct{})
	go serve(desk, closed)
	for page := 1; page <= 2; page++ {
		fmt.Printf("page %d: %d\n", page, askDesk(desk, page))
	}
	close(desk)
	<-closed
	fmt.Println("closed")
}
