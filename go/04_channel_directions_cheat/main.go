// The lines to know by heart: one side may only ask, the other only answer, and each question carries its reply.
package main

import "fmt"

// ANCHOR: cheat
type ask struct {
	page  int
	reply chan<- int // and where to answer
}

// ANCHOR: sheet
func askDesk(desk chan<- ask, page int) int {
	reply := make(chan int, 1) // 1: the answer never blocks
	desk <- ask{page, reply}
	return <-reply
}

// ANCHOR_END: sheet
func serve(desk <-chan ask, closed chan<- struct{}) {
	defer close(closed) // only the sending end may close
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
