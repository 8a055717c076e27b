// Three goroutines each sum the primes of one share. Main collects the sums in launch order.
package main

import (
	"fmt"
	"sync"
)

type share struct{ from, to int }

func sumOfPrimes(s share) (sum int) {
	for n := max(s.from, 2); n < s.to; n++ {
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

// ANCHOR: main
func main() {
	shares := []share{{20_000, 30_000}, {10_000, 20_000}, {0, 10_000}}

	// This loop starts all three goroutines before main waits for them.
	sums := make([]int, len(shares)) // each goroutine writes only its own element
	var units sync.WaitGroup
	for i, share := range shares {
		units.Go(func() { sums[i] = sumOfPrimes(share) })
	}
	units.Wait()

	total := 0
	for i, s := range shares {
		fmt.Printf("primes in %d..%d sum to %d\n", s.from, s.to, sums[i])
		total += sums[i]
	}
	fmt.Println("total", total)
}
