// Operations per second on one number, given the numbers of threads and of writes in ten: a row of cells for each guard.
package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	round  = 40 * time.Millisecond // a round takes at least this long
	rounds = 5
)

type guarded interface {
	read() int64
	write()
}

type mutex struct {
	mu     sync.Mutex
	number int64
}

func (m *mutex) read() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.number
}

func (m *mutex) write() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.number++
}

type rwMutex struct {
	mu     sync.RWMutex
	number int64
}

func (m *rwMutex) read() int64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.number
}

func (m *rwMutex) write() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.number++
}

type atomicInt struct{ number atomic.Int64 }

func (a *atomicInt) read() int64 { return a.number.Load() }
func (a *atomicInt) write()      { a.number.Add(1) }

func main() {
	threads, writes := numbers(os.Args[1]), numbers(os.Args[2])
	row("Go `sync.Mutex`", threads, writes, func() guarded { return new(mutex) })
	row("Go `sync.RWMutex`", threads, writes, func() guarded { return new(rwMutex) })
	row("Go `atomic.Int64`", threads, writes, func() guarded { return new(atomicInt) })
}

func numbers(argument string) []int {
	var found []int
	for _, word := range strings.Split(argument, ",") {
		number, err := strconv.Atoi(word)
		if err != nil {
			panic(err)
		}
		found = append(found, number)
	}
	return found
}

func row(name string, threads, writes []int, make func() guarded) {
	fmt.Print(name)
	for _, t := range threads {
		for i, w := range writes {
			fmt.Print([]string{"\t", " "}[min(i, 1)], int64(rate(make(), t, w)))
		}
	}
	fmt.Println()
}

// rate is the median of the rounds, each of as many operations as take long enough.
func rate(shared guarded, threads, writes int) float64 {
	operations := 1000
	for work(shared, threads, operations, writes) < round {
		operations *= 2
	}
	var times []time.Duration
	for range rounds {
		times = append(times, work(shared, threads, operations, writes))
	}
	slices.Sort(times)
	return float64(threads*operations) / times[rounds/2].Seconds()
}

func work(shared guarded, threads, operations, writes int) time.Duration {
	begin := time.Now()
	var group sync.WaitGroup
	for range threads {
		group.Go(func() {
			var sum int64
			for n := range operations {
				if n%10 < writes {
					shared.write()
				} else {
					sum += shared.read()
				}
			}
			if sum < 0 {
				panic("a number is negative") // and so the reads are needed
			}
		})
	}
	group.Wait()
	return time.Since(begin)
}
