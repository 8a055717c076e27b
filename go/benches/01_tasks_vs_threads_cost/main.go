// What one waiting goroutine costs: memory, the time to start it, the time to hand over to it.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const handOvers = 100_000

func main() {
	if what := os.Args[2]; what == "hand-over" {
		fmt.Println(handOver())
	} else {
		count, err := strconv.Atoi(what)
		if err != nil {
			panic(err)
		}
		wait(count)
	}
}

// wait prints the count, and for each goroutine the three kinds of bytes and the nanoseconds, from before the first start
// until the last one waits.
func wait(count int) {
	gate := make(chan struct{})
	var ready, ended sync.WaitGroup
	ready.Add(count)

	before := memory()
	began := time.Now()
	for range count {
		ended.Go(func() {
			ready.Done()
			<-gate
		})
	}
	ready.Wait()
	took := time.Since(began)
	after := memory()

	close(gate)
	ended.Wait()
	fmt.Print(count)
	for kind := range after {
		fmt.Printf("\t%d", max(0, after[kind]-before[kind])/count)
	}
	fmt.Printf("\t%d\n", took.Nanoseconds()/int64(count))
}

// memory returns bytes, as Linux tells them: what of this process is resident, the kernel's stacks for all threads of the
// machine, and the address space of this process.
func memory() [3]int {
	return [3]int{
		bytes("/proc/self/status", "VmRSS:"),
		bytes("/proc/meminfo", "KernelStack:"),
		bytes("/proc/self/status", "VmSize:"),
	}
}

func bytes(file, name string) int {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	_, rest, _ := strings.Cut(string(text), name)
	kib, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		panic(err)
	}
	return kib * 1024
}

// handOver returns the nanoseconds for one hand-over between two goroutines.
func handOver() int64 {
	ping, pong := make(chan struct{}), make(chan struct{})
	go func() {
		for range ping {
			pong <- struct{}{}
		}
	}()
	began := time.Now()
	for range handOvers / 2 {
		ping <- struct{}{}
		<-pong
	}
	took := time.Since(began)
	close(ping)
	return took.Nanoseconds() / handOvers
}
