// AfterFunc calls a function when the context ends. It can end a wait that does not know contexts.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
)

// ANCHOR: main
func readOrder(ctx context.Context, line net.Conn) error {
	stop := context.AfterFunc(ctx, func() { line.Close() })
	defer stop() // removes the function if it was not called
	_, err := line.Read(make([]byte, 64))
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx) // the reason, not only the fact
	}
	return err
}

func main() {
	line, silent := net.Pipe()
	defer silent.Close()
	shop, closeShop := context.WithCancelCause(context.Background())
	order, cancel := context.WithCancel(shop) // a child gets its parent's cause
	defer cancel()

	go closeShop(errors.New("the flour is gone"))
	fmt.Println("read:", readOrder(order, line))
	fmt.Println("Err:", order.Err())
}
