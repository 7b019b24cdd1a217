package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"concord/graph"
)

// The steps of an Update, in their order; after each of them a process may be killed.
const (
	stepFolderMade      = "store folder made"
	stepLocked          = "locked"
	stepBegun           = "first CURRENT written"
	stepChanged         = "fn returned"
	stepAppended        = "record appended to the log"
	stepLogSynced       = "log fsynced"
	stepGenerationMade  = "generation folder made"
	stepTermsWritten    = "terms written"
	stepQuadsWritten    = "quads of an order written"
	stepBadgerClosed    = "Badger closed"
	stepSealed          = "SEAL written"
	stepCurrentWritten  = "next CURRENT written"
	stepCurrentSwitched = "CURRENT switched"
	stepCommitted       = "committed"
	stepRemoved         = "old generations removed"
)

// Update implements graph.Store. When the disk would be full the error Is syscall.ENOSPC and tells the bytes
// needed.
func (s *Store) Update(ctx context.Context, fn func(graph.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	base, err := s.acquire() // refuses a closed store and a foreign folder before anything is written
	if err != nil {
		return err
	}
	_ = base.release()
	unlock, err := s.begin()
	if err != nil {
		return err
	}
	defer unlock()
	s.removeOld()
	if err := s.change(ctx, fn); err != nil {
		return err
	}
	s.removeOld()
	s.opt.step(stepRemoved)
	return nil
}

// begin makes the folder, takes its lock and writes the first CURRENT, as far as needed. The function it
// returns gives the lock back, and takes back the folder when nothing was committed to it.
func (s *Store) begin() (unlock func(), err error) {
	parent := filepath.Dir(s.dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, err
	}
	err = os.Mkdir(s.dir, 0o777)
	made := err == nil
	if made {
		err = syncDir(parent)
	} else if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	s.opt.step(stepFolderMade)
	f, err := lock(s.dir)
	if err != nil {
		return nil, err
	}
	s.opt.step(stepLocked)
	_, err = readCurrent(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		var c current
		if c, err = s.readCurrent(); err == nil {
			err = writeCurrent(s.dir, c, func(string) {})
		}
	}
	unlock = func() { s.end(f, made) }
	if err != nil {
		unlock()
		return nil, err
	}
	s.opt.step(stepBegun)
	return unlock, nil
}

// end gives the lock back. Of a store to which nothing was ever committed it leaves as much as was there.
func (s *Store) end(f *flock.Flock, made bool) {
	if c, err := readCurrent(s.dir); err == nil && c.generation == 0 {
		s.removeOld()
		_ = os.Remove(filepath.Join(s.dir, currentName))
		_ = os.Remove(filepath.Join(s.dir, lockName))
		if made {
			_ = os.Remove(s.dir)
		}
	}
	_ = f.Unlock()
}

// change runs fn and commits what it did.
func (s *Store) change(ctx context.Context, fn func(graph.Tx) error) error {
	g, err := s.acquire()
	if err != nil {
		return err
	}
	s.open.Add(1)
	before := &snapshot{store: s, gen: g}
	defer before.Close()
	t := newTx(ctx, before, g)
	defer func() { t.done = true }()
	if err := fn(t); err != nil {
		return err
	}
	t.done = true
	if err := ctx.Err(); err != nil {
		return err
	}
	s.opt.step(stepChanged)
	d, err := t.delta()
	if err != nil || d.empty() {
		return err
	}
	return s.commit(ctx, g, d)
}

// commit writes what follows base by d, and makes it hold.
func (s *Store) commit(ctx context.Context, base *generation1, d *delta) error {
	next := current{generation: base.generation + 1, seal: none, chain: none, quads: base.quads - d.gone + uint64(len(d.added))}
	next.state = next.quads
	gen := filepath.Join(s.dir, next.folder())
	if next.quads > 0 {
		if err := s.writeGeneration1(ctx, gen, base, d, &next); err != nil {
			_ = os.RemoveAll(gen) // what stays is removed by the next Update
			return fmt.Errorf("commit to %s: %w", s.dir, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return errors.Join(err, os.RemoveAll(gen))
	}
	if err := writeCurrent(s.dir, next, s.opt.step); err != nil {
		err = fmt.Errorf("commit to %s: %w", s.dir, err)
		if now, e := readCurrent(s.dir); e == nil && now == base.current {
			err = errors.Join(err, os.RemoveAll(gen))
		}
		return err
	}
	s.opt.step(stepCommitted)
	if s.opt.Logger != nil {
		s.opt.Logger.Info("committed", "store", s.dir, "generation", next.generation, "quads", next.quads,
			"added", len(d.added), "removed", d.gone)
	}
	return nil
}

// removeOld removes the generations that do not hold and are not read, and what killed writers left. Only who
// has the lock may call it.
func (s *Store) removeOld() {
	c, err := readCurrent(s.dir)
	if err != nil {
		return
	}
	s.mu.Lock()
	if s.latest != nil && s.latest.current != c {
		_ = s.latest.release()
		s.latest = nil
	}
	s.mu.Unlock()
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		path := filepath.Join(s.dir, e.Name())
		switch {
		case e.Name() == currentTemp:
			_ = os.Remove(path)
		case strings.HasPrefix(e.Name(), genPrefix) && e.IsDir() && e.Name() != c.folder():
			removeUnread(path)
		}
	}
}
