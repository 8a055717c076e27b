// What go vet says of a method that copies a mutex: this program writes that one down, and asks.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const source = `package main

import (
	"fmt"
	"sync"
)

// ANCHOR: copied
type Totals struct {
	mu    sync.Mutex
	sales int
}

func (t Totals) Book() { // no pointer: a copy of the lock, and of the sales
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sales++
}

func main() {
	var totals Totals
	totals.Book()
	fmt.Println(totals.sales, "sales")
}
// ANCHOR_END: copied
`

func main() {
	folder, err := os.MkdirTemp("", "copied")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "totals.go")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		panic(err)
	}
	for _, command := range []string{"run", "vet"} {
		cmd := exec.Command("go", command, "totals.go")
		cmd.Dir = folder
		said, _ := cmd.CombinedOutput() // vet's findings are an exit code, too
		fmt.Printf("$ go %s totals.go\n%s", command, said)
	}
}
