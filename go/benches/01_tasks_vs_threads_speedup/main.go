// How long the same sum takes on one, two and four goroutines.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	from   = 2_000_000
	to     = 2_400_000
	rounds = 3
)

func main() {
	fmt.Printf("goroutines\t%d\t%d\t%d\n", best(1), best(2), best(4))
}

// best returns the nanoseconds that the sum takes on so many goroutines.
func best(units int) int64 {
	least := int64(1 << 62)
	for range rounds {
		began := time.Now()
		sumOn(units)
		least = min(least, time.Since(began).Nanoseconds())
	}
	return least
}

func sumOn(units int) int {
	share := (to - from) / units
	sums := make([]int, units)
	var wg sync.WaitGroup
	for unit := range units {
		wg.Go(func() {
			sums[unit] = sumOfPrimes(from+unit*share, from+(unit+1)*share)
		})
	}
	wg.Wait()
	total := 0
	for _, sum := range sums {
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
