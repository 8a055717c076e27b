// Resident megabytes while nobody receives, after each number of messages that is given: a row of cells.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

func main() {
	before := resident()
	channel := make(chan [64]byte, 4_000_000) // Go has no unbounded one
	message := [64]byte{1}

	fmt.Print("Go `make(chan T, 4_000_000)`")
	for _, argument := range os.Args[1:] {
		offered, err := strconv.Atoi(argument)
		if err != nil {
			panic(err)
		}
		for len(channel) < offered {
			channel <- message
		}
		fmt.Printf("\t%.0f", float64(max(0, resident()-before))/1e6)
	}
	fmt.Println()
}

// resident is how many bytes of this process are in memory (Linux).
func resident() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kib, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		panic(err)
	}
	return 1024 * kib
}
