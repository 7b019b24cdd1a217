package badgerstore

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"path/filepath"
	"sync"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/gofrs/flock"

	"concord/graph"
)

// generation is a generation opened for reading. It is closed when its last holder releases it.
type generation struct {
	numbering
	path    string
	quads   uint64
	size    int64       // bytes of its files
	db      *badger.DB  // nil when there are no quads
	txn     *badger.Txn // reads everything; its Get and its iterators may be used by many goroutines at once
	lock    *flock.Flock
	cache   termCache
	scratch sync.Pool // of *[]byte, for appendAlone

	adjacent adjacencies

	mu   sync.Mutex
	refs int
	idle []*badger.Iterator
}

// errGone says that a generation was removed before it could be opened.
var errGone = errors.New("generation is gone")

// openGeneration opens the generation of a state with one reference. The error Is errGone when another process is
// removing it.
func openGeneration(dir string, c current, log *slog.Logger) (*generation, error) {
	g := &generation{numbering: newNumbering(c.terms), path: filepath.Join(dir, c.folder()), quads: c.quads, refs: 1}
	if c.quads == 0 {
		return g, nil
	}
	lock, ok, err := lockReaders(g.path)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: %w: %w", g.path, graph.ErrDamaged, errGone)
	}
	g.lock = lock
	if g.size, err = checkSeal(g.path, c.seal); err == nil {
		g.db, err = badger.OpenManaged(badgerOptions(g.path, log).WithReadOnly(true))
	}
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	g.txn = g.db.NewTransactionAt(math.MaxUint64, false)
	return g, nil
}

// acquire adds a reference. Its caller holds one already.
func (g *generation) acquire() *generation {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refs++
	return g
}

// release gives a reference back.
func (g *generation) release() error {
	g.mu.Lock()
	g.refs--
	last := g.refs == 0
	g.mu.Unlock()
	if !last || g.db == nil {
		return nil
	}
	for _, it := range g.idle {
		it.Close()
	}
	g.txn.Discard()
	return errors.Join(g.db.Close(), g.lock.Unlock())
}

// maxIdle is how many iterators are kept: making one costs more than a seek.
const maxIdle = 16

// iterator returns an iterator over all keys, to be given back with put by a holder of a reference.
func (g *generation) iterator() *badger.Iterator {
	g.mu.Lock()
	defer g.mu.Unlock()
	if n := len(g.idle); n > 0 {
		it := g.idle[n-1]
		g.idle = g.idle[:n-1]
		return it
	}
	return g.txn.NewIterator(badger.IteratorOptions{})
}

func (g *generation) put(it *badger.Iterator) {
	g.mu.Lock()
	if len(g.idle) < maxIdle {
		g.idle = append(g.idle, it)
		it = nil
	}
	g.mu.Unlock()
	if it != nil {
		it.Close()
	}
}

// damaged adds to an error found while reading what was read. Such an error means that the files changed
// after the seal was checked, or that this program wrote them wrongly.
func (g *generation) damaged(what string, err error) error {
	return fmt.Errorf("%s: %s: %w: %w", g.path, what, graph.ErrDamaged, err)
}
