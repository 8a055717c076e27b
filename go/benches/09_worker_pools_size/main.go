// Jobs per second by the number of workers: jobs that compute for 10 ms, and jobs that wait for 10 ms.
package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

const (
	job      = 10 * time.Millisecond // how long one job takes alone
	jobs     = 64                    // jobs in a round, if they compute
	jobsEach = 8                     // jobs for each worker, if they wait
	rounds   = 3
)

// sink keeps the compiler from leaving the work out.
var sink atomic.Uint64

func main() {
	steps := stepsOfOneJob()
	fmt.Print("compute: Go goroutines")
	for _, argument := range os.Args[1:] {
		workers := number(argument)
		fmt.Printf("\t%.0f", median(workers, jobs, func() { compute(steps) }))
	}
	fmt.Print("\nwait: Go goroutines")
	for _, argument := range os.Args[1:] {
		workers := number(argument)
		fmt.Printf("\t%.0f", median(workers, jobsEach*workers, func() { time.Sleep(job) }))
	}
	fmt.Println()
}

func number(argument string) int {
	n, err := strconv.Atoi(argument)
	if err != nil {
		panic(err)
	}
	return n
}

func median(workers, jobs int, work func()) float64 {
	var rates []float64
	for range rounds {
		rates = append(rates, jobsPerSecond(workers, jobs, work))
	}
	slices.Sort(rates)
	return rates[rounds/2]
}

func jobsPerSecond(workers, jobs int, work func()) float64 {
	begin := time.Now()
	queue := make(chan struct{}, jobs)
	var pool sync.WaitGroup
	for range workers {
		pool.Go(func() {
			for range queue {
				work()
			}
		})
	}
	for range jobs {
		queue <- struct{}{}
	}
	close(queue)
	pool.Wait()
	return float64(jobs) / time.Since(begin).Seconds()
}

// compute uses only the processor: it computes so many random numbers.
func compute(steps int) {
	x := uint64(1)
	for range steps {
		x = x*6364136223846793005 + 1
	}
	sink.Store(x)
}

// stepsOfOneJob is how many steps take as long as one job should: by the fastest of several tries.
func stepsOfOneJob() int {
	const try = 1_000_000
	fastest := time.Hour
	for range 20 {
		begin := time.Now()
		compute(try)
		fastest = min(fastest, time.Since(begin))
	}
	return int(try * job.Seconds() / fastest.Seconds())
}
