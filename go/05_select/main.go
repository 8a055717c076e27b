// A desk takes orders from two sources until it is told to stop: one select with three cases.
package main

import "fmt"

// Source sends one order each time it is told to go on.
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
		next.goOn <- struct{}{} // lockstep: one case gets ready

		select {
		case order := <-counter.orders:
			fmt.Println("counter:", order)
			taken++
		case order := <-phone.orders:
			fmt.Println("phone:", order)
			taken++
		case <-closing.orders:
			fmt.Println("stop:", taken, "orders taken")
			break desk // a bare break would leave the select alone
		}
	}
}
