package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"path/filepath"
	"strings"
	"sync"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/gofrs/flock"

	"concord/graph"
)

// generation is a state opened for reading. It is closed when its last holder releases it.
type generation1 struct {
	current
	path string
	size int64       // bytes of its files
	db   *badger.DB  // nil when there are no quads
	txn  *badger.Txn // reads everything; its Get and its iterators may be used by many goroutines at once
	lock *flock.Flock

	mu         sync.Mutex
	refs       int
	idle       []*badger.Iterator
	blocksRead map[uint64][]entry // blocks of terms, at most mostBlocks
}

// errGone says that a generation was removed before it could be opened.
var errGone = errors.New("generation is gone")

// openGeneration1 opens a state with one reference. The error Is errGone when another process is removing it.
func openGeneration1(dir string, c current, log *slog.Logger) (*generation1, error) {
	g := &generation1{current: c, path: filepath.Join(dir, c.folder()), refs: 1}
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

// badgerOptions are the options for writing and reading a generation.
func badgerOptions(path string, log *slog.Logger) badger.Options {
	opt := badger.DefaultOptions(path)
	opt.Logger = logger{log}
	// Blocks are packed already. Without compression Badger needs no block cache and reads from the mapped file.
	opt.Compression = options.None
	opt.BlockCacheSize = 0
	opt.BlockSize = 16 << 10
	// The memtable and the value log stay empty, but Badger maps them: values are below ValueThreshold, which
	// has to be below a seventh of the memtable.
	opt.ValueThreshold = 512 << 10
	opt.MemTableSize = 4 << 20
	opt.ValueLogFileSize = 1 << 20
	opt.NumMemtables = 1
	opt.NumCompactors = 0 // one write in order leaves nothing to compact
	opt.MetricsEnabled = false
	opt.DetectConflicts = false
	// LOCK and READERS keep writers and readers apart, also where the folder cannot be written.
	opt.BypassLockGuard = true
	return opt
}

// acquire adds a reference. Its caller holds one already.
func (g *generation1) acquire() *generation1 {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refs++
	return g
}

// release gives a reference back.
func (g *generation1) release() error {
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
func (g *generation1) iterator() *badger.Iterator {
	g.mu.Lock()
	defer g.mu.Unlock()
	if n := len(g.idle); n > 0 {
		it := g.idle[n-1]
		g.idle = g.idle[:n-1]
		return it
	}
	return g.txn.NewIterator(badger.IteratorOptions{})
}

func (g *generation1) put(it *badger.Iterator) {
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
func (g *generation1) damaged(what string, err error) error {
	return fmt.Errorf("%s: %s: %w: %w", g.path, what, graph.ErrDamaged, err)
}

// logger gives Badger's messages to a slog.Logger: what Badger tells of itself is of interest when debugging.
type logger struct{ log *slog.Logger }

func (l logger) Errorf(format string, args ...any)   { l.print(slog.LevelError, format, args) }
func (l logger) Warningf(format string, args ...any) { l.print(slog.LevelWarn, format, args) }
func (l logger) Infof(format string, args ...any)    { l.print(slog.LevelDebug, format, args) }
func (l logger) Debugf(format string, args ...any)   { l.print(slog.LevelDebug, format, args) }

func (l logger) print(level slog.Level, format string, args []any) {
	if l.log != nil {
		l.log.Log(context.Background(), level, "badger", "message", strings.TrimSpace(fmt.Sprintf(format, args...)))
	}
}
