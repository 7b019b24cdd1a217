// Package badgerstore is the quad store on disk: a folder with a generation, which is a Badger written once and
// sealed, the log of the commits since, and a file that names what of both holds. Start with Open.
//
// An Update is all or nothing whatever its size and durable when it returns. It costs what it changes: a record in the
// log. When the log has grown, or the Update is large, the next generation is written instead, and made to hold by one
// rename. Readers, of any process, take the state that holds and keep it: they never wait for a writer and never see
// a part of an update. A writer that is killed leaves the old state or the new one and needs no manual step.
//
// Badger cannot open read-only on Windows, so stores are not read there. The on-disk format is the comment
// at the head of format.go.
package badgerstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"concord/graph"
)

// Options are how a store is opened. A nil *Options is the zero value.
type Options struct {
	// Create lets Open take a folder that does not exist or is empty as an empty store. Nothing is written
	// before the first Update that changes something.
	Create bool
	// Logger gets what Badger tells and what is committed; nil is silent.
	Logger *slog.Logger
	// Adjacency bounds the bytes in memory of the edges that Expand keeps ready, by predicate, of each generation that
	// is open; 0 is DefaultAdjacency, less than 0 keeps none. What does not fit is read from the blocks each time.
	Adjacency int64

	step    func(name string)                // called at each step of an Update; for tests
	free    func(dir string) (uint64, error) // in place of freeSpace; for tests
	segment int                              // bytes of memory for a segment; 0: segmentBytes
	logged  int                              // quads that an Update of the log may touch; 0: mostLogged
}

// mostLogged is how many quads an Update of the log may touch: what it does is held in memory.
const mostLogged = 1 << 19

// Store implements graph.Store. It may be used by many goroutines.
type Store struct {
	dir     string
	opt     Options
	writing chan struct{} // holds one element while an Update runs
	open    atomic.Int64  // snapshots

	mu     sync.Mutex
	latest *state // the one opened last, or nil
	closed bool
}

var _ graph.Store = (*Store)(nil)

// Open opens the store in a folder. Without Options.Create an error Is graph.ErrNotFound when the folder does
// not exist or nothing was ever written to it. Always, an error Is graph.ErrForeign when the folder holds
// something else, graph.ErrVersion when a newer program wrote it, and graph.ErrDamaged when its files are not
// what was written. Opening locks nobody out.
func Open(dir string, opt *Options) (*Store, error) {
	s := &Store{dir: dir, writing: make(chan struct{}, 1)}
	if opt != nil {
		s.opt = *opt
	}
	if s.opt.step == nil {
		s.opt.step = func(string) {}
	}
	if s.opt.free == nil {
		s.opt.free = freeSpace
	}
	s.opt.Adjacency = cmp.Or(s.opt.Adjacency, DefaultAdjacency)
	s.opt.segment = cmp.Or(s.opt.segment, segmentBytes)
	s.opt.logged = cmp.Or(s.opt.logged, mostLogged)
	c, err := s.readCurrent()
	if err != nil {
		return nil, err
	}
	if c.generation == 0 && !s.opt.Create {
		return nil, fmt.Errorf("open %s: %w: nothing was written to it yet", dir, graph.ErrNotFound)
	}
	now, err := s.acquire()
	if err != nil {
		return nil, err
	}
	return s, now.release()
}

// readCurrent reads CURRENT. A store that was never written is its zero value.
func (s *Store) readCurrent() (current, error) {
	c, err := readCurrent(s.dir)
	if err == nil {
		return c, nil
	}
	if info, e := os.Stat(s.dir); e == nil && !info.IsDir() {
		return c, fmt.Errorf("open %s: %w: it is a file", s.dir, graph.ErrForeign)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return c, fmt.Errorf("open store: %w", err)
	}
	none := empty()
	entries, err := os.ReadDir(s.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && s.opt.Create:
		return none, nil
	case errors.Is(err, fs.ErrNotExist):
		return c, fmt.Errorf("open %s: %w", s.dir, graph.ErrNotFound)
	case err != nil:
		return c, err
	case len(entries) == 0 && !s.opt.Create:
		return c, fmt.Errorf("open %s: %w: the folder is empty", s.dir, graph.ErrForeign)
	}
	return none, s.checkBegun(entries)
}

// checkBegun tests that a folder without CURRENT holds nothing but what a first Update leaves that was
// killed before it wrote CURRENT.
func (s *Store) checkBegun(entries []os.DirEntry) error {
	for _, e := range entries {
		switch name := e.Name(); {
		case name == currentName: // written since we looked for it
		case name == currentTemp:
		case name == lockName && isLock(filepath.Join(s.dir, name)):
		case strings.HasPrefix(name, genPrefix) && e.IsDir():
			return fmt.Errorf("open %s: %w: it has %s but no %s", s.dir, graph.ErrDamaged, name, currentName)
		default:
			return fmt.Errorf("open %s: %w: it holds %q", s.dir, graph.ErrForeign, name)
		}
	}
	return nil
}

// acquire returns the state that holds now, with a reference for the caller.
func (s *Store) acquire() (*state, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("store %s: %w", s.dir, graph.ErrClosed)
	}
	for {
		c, err := s.readCurrent()
		if err != nil {
			return nil, err
		}
		if s.latest != nil && s.latest.current == c {
			return s.latest.acquire(), nil
		}
		now, err := openState(s.dir, c, s.latest, s.opt.Logger)
		if err != nil {
			// The generation may have been removed since CURRENT was read: then CURRENT names another.
			if again, e := s.readCurrent(); e != nil || again != c {
				continue
			}
			return nil, err
		}
		s.replaceLatest(now)
		return now.acquire(), nil
	}
}

// replaceLatest takes over a reference to a state. s.mu is held.
func (s *Store) replaceLatest(now *state) {
	if s.latest != nil {
		_ = s.latest.release()
	}
	s.latest = now
}

// Snapshot implements graph.Store.
func (s *Store) Snapshot(ctx context.Context) (graph.Snapshot, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	now, err := s.acquire()
	if err != nil {
		return nil, err
	}
	s.open.Add(1)
	return &snapshot{store: s, state: now}, nil
}

// Close implements graph.Store. Snapshots that are still open are an error; they stay usable.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("close store %s: %w", s.dir, graph.ErrClosed)
	}
	s.closed = true
	var err error
	if s.latest != nil {
		err = s.latest.release()
		s.latest = nil
	}
	if n := s.open.Load(); n > 0 {
		err = errors.Join(err, fmt.Errorf("close store %s: %d snapshots are open", s.dir, n))
	}
	return err
}
