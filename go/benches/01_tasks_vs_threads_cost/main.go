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

// wait prints the count, and for each goroutine the bytes resident, the bytes of address space and the nanoseconds, from
// before the first start until the last one waits.
func wait(count int) {
	gate := make(chan struct{})
	var ready, ended sync.WaitGroup
	ready.Add(count)

	resident, addressSpace := memory()
	began := time.Now()
	for range count {
		ended.Go(func() {
			ready.Done()
			<-gate
		})
	}
	ready.Wait()
	took := time.Since(began)
	residentAfter, addressSpaceAfter := memory()

	close(gate)
	ended.Wait()
	fmt.Printf("%d\t%d\t%d\t%d\n", count, (residentAfter-resident)/count,
		(addressSpaceAfter-addressSpace)/count, took.Nanoseconds()/int64(count))
}

// memory returns this process's VmRSS and VmSize in bytes, as Linux tells them.
func memory() (resident, addressSpace int) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		kib, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
		switch name {
		case "VmRSS":
			resident = kib * 1024
		case "VmSize":
			addressSpace = kib * 1024
		}
	}
	return resident, addressSpace
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
