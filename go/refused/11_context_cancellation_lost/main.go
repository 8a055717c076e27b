//go:build refused

// Reported by go vet: on an error the function returns before it calls cancel.
package main

import (
	"context"
	"errors"
	"fmt"
)

// ANCHOR: main
func open(oven func(context.Context)) error {
	ctx, cancel := context.WithCancel(context.Background())
	go oven(ctx)
	if err := sell(); err != nil {
		return err // returns before cancel
	}
	cancel()
	return nil
}

func sell() error {
	return errors.New("no change left")
}

func main() {
	fmt.Println(open(func(ctx context.Context) { <-ctx.Done() }))
}
