//go:build refused

// Refused by go vet: an error leaves the function before it cancels.
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
		return err // the oven is never told
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
