// One select with three cases takes orders from two sources until a third source says stop.
package main

import "fmt"

// Source is a goroutine that sends one order for each message on goOn.
type Source struct {
	goOn   chan struct{}
	orders chan string
}

func source(menu ...string) Source {
	s := Source{make(chan struct{}), make(chan string)}
	go func() {
		for _, order := range menu {
			<-s.goOn
			s.orders <- order
		}
	}()
	return s
}

// ANCHOR: main
func main() {
	counter := source("bread", "pies")
	phone := source("cakes", "rolls")
	closing := source("stop")

	taken := 0
	turns := []Source{counter, phone, phone, counter, closing, counter}
desk:
	for _, next := range turns {
		next.goOn <- struct{}{} // lockstep: exactly one case becomes ready

		select {
		case order := <-counter.orders:
			fmt.Println("counter:", order)
			taken++
		case order := <-phone.orders:
			fmt.Println("phone:", order)
			taken++
		case <-closing.orders:
			fmt.Println("stop:", taken, "orders taken")
			break desk // a bare break would leave only the select
		}
	}
}
