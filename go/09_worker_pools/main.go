// Three bakers share nine orders. The prices keep their order, and a counter shows how many work.
package main

import (
	"fmt"
	"sync"
)

// ANCHOR: main
const bakers = 3

type job struct{ index, loaves int }
type result struct{ index, price int }

func main() {
	loaves := []int{5, 3, 8, 1, 9, 2, 7, 4, 6}
	var mu sync.Mutex
	atWork, most := 0, 0
	meetings := make([]sync.WaitGroup, len(loaves)/3)
	for i := range meetings {
		meetings[i].Add(3)
	}
	bake := func(j job) result {
		mu.Lock()
		atWork++
		most = max(most, atWork)
		mu.Unlock()
		// No job ends before three are at work.
		meeting := &meetings[j.index/3]
		meeting.Done()
		meeting.Wait()
		mu.Lock()
		atWork--
		mu.Unlock()
		return result{j.index, 10 * j.loaves}
	}

	jobs := make(chan job, 1)
	results := make(chan result, 1)
	var pool sync.WaitGroup
	for range bakers {
		pool.Go(func() {
			for j := range jobs {
				results <- bake(j)
			}
		})
	}
	go func() {
		for i, n := range loaves {
			jobs <- job{i, n}
		}
		close(jobs)
		pool.Wait() // when the last baker has ended, ...
		close(results)
	}()
	prices := make([]int, len(loaves))
	for r := range results { // ... this loop ends
		prices[r.index] = r.price
	}
	fmt.Println("loaves:", list(loaves))
	fmt.Println("prices:", list(prices))
	fmt.Println("most at work at once:", most)
}

// ANCHOR_END: main

func list(numbers []int) string {
	text := "["
	for i, n := range numbers {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprint(n)
	}
	return text + "]"
}
