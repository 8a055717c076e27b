// How long a pipeline takes if its slow stage has one, two or four workers.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	from   = 2_000_000
	shared = 2_080_000
	to     = 2_400_000
	item   = 10_000
	rounds = 10
	room   = 4
)

func main() {
	alone, one := best(1)
	_, two := best(2)
	_, four := best(4)
	fmt.Printf("goroutines, capacity 4\t%d\t%d\t%d\t%d\n", alone, one, two, four)
}

// best returns the nanoseconds of the serial part and of the whole.
func best(workers int) (alone, whole int64) {
	whole = 1 << 62
	for range rounds {
		began := time.Now()
		sum := sumOfPrimes(from, shared)
		first := time.Since(began).Nanoseconds()
		sum += sumOn(workers)
		if all := time.Since(began).Nanoseconds(); all < whole && sum > 0 {
			alone, whole = first, all
		}
	}
	return alone, whole
}

// sumOn fans the items out to the workers, and their sums in.
func sumOn(count int) int {
	items, sums := make(chan int, room), make(chan int, room)
	go func() {
		defer close(items)
		for first := shared; first < to; first += item {
			items <- first
		}
	}()
	var workers sync.WaitGroup
	for range count {
		workers.Go(func() {
			for first := range items {
				sums <- sumOfPrimes(first, first+item)
			}
		})
	}
	go func() {
		workers.Wait()
		close(sums)
	}()
	total := 0
	for sum := range sums {
		total += sum
	}
	return total
}

func sumOfPrimes(from, to int) int {
	sum := 0
	for n := from; n < to; n++ {
		divisor := 2
		for divisor*divisor <= n && n%divisor != 0 {
			divisor++
		}
		if divisor*divisor > n {
			sum += n
		}
	}
	return sum
}
