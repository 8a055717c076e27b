// Messages per second from one producer to one consumer, at each capacity that is given: a row of cells.
package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"
)

const (
	round  = 100 * time.Millisecond // a round takes at least this long
	rounds = 7
)

func main() {
	fmt.Print("Go `chan`, goroutines")
	for _, argument := range os.Args[1:] {
		capacity, err := strconv.Atoi(argument)
		if err != nil {
			panic(err)
		}
		fmt.Printf("\t%.0f", rate(capacity))
	}
	fmt.Println()
}

// rate is the median of the rounds, each of as many messages as take long enough.
func rate(capacity int) float64 {
	messages := 1000
	for sendAndReceive(capacity, messages) < round {
		messages *= 2
	}
	var times []time.Duration
	for range rounds {
		times = append(times, sendAndReceive(capacity, messages))
	}
	slices.Sort(times)
	return float64(messages) / times[rounds/2].Seconds()
}

func sendAndReceive(capacity, messages int) time.Duration {
	begin := time.Now()
	channel := make(chan int, capacity)
	go func() {
		defer close(channel)
		for message := range messages {
			channel <- message
		}
	}()
	sum := 0
	for message := range channel {
		sum += message
	}
	if sum != messages*(messages-1)/2 {
		panic("a message is missing")
	}
	return time.Since(begin)
}
