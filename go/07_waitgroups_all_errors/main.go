// Each goroutine has its own slot for an error. main looks at all slots after the wait.
package main

import (
	"errors"
	"fmt"
	"sync"
)

// ANCHOR: main
func deliver(what string) error {
	if what == "bread" {
		return nil
	}
	return errors.New(what + ": no such street")
}

func main() {
	what := []string{"bread", "cakes", "pies"}
	errs := make([]error, len(what))
	var vans sync.WaitGroup
	for i := range what {
		vans.Go(func() { errs[i] = deliver(what[i]) })
	}
	vans.Wait()

	failed := 0
	for i, err := range errs { // errors.Join(errs...) makes one error of them
		if err != nil {
			fmt.Println(err)
			failed++
			continue
		}
		fmt.Printf("%s: delivered\n", what[i])
	}
	fmt.Println(failed, "of 3 failed")
}
