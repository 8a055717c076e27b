// Seven requests and a token bucket: three are granted at once, then one for each new token.
package main

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// ANCHOR: main
const (
	capacity = 3
	period   = 100 * time.Millisecond // one new token per period
)

type bucket struct {
	tokens int
	since  time.Time // when the newest token was added
}

// ask takes a token and returns 0, or it returns the time until the next token.
func (b *bucket) ask(now time.Time) time.Duration {
	for b.tokens < capacity && now.Sub(b.since) >= period {
		b.tokens++
		b.since = b.since.Add(period)
	}
	if b.tokens == capacity {
		b.since = now // a full bucket takes no more tokens
	}
	if b.tokens == 0 {
		return b.since.Add(period).Sub(now)
	}
	b.tokens--
	return 0
}

func requests(*testing.T) {
	open := time.Now()
	full := bucket{tokens: capacity, since: open}
	for request := 1; request <= 7; request++ {
		for wait := full.ask(time.Now()); wait > 0; wait = full.ask(time.Now()) {
			time.Sleep(wait)
		}
		fmt.Printf("%3d ms: request %d\n", time.Since(open).Milliseconds(), request)
	}
}

func main() {
	synctest.Test(&testing.T{}, requests) // virtual time; a test passes its own t
}
