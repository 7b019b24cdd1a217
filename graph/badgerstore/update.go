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
	stepSpilled         = "segment spilled" // of a load
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
	return s.alone(ctx, func(base *state) error { return s.change(ctx, base, fn) })
}

// alone runs fn with the state that holds, while no other process or goroutine writes.
func (s *Store) alone(ctx context.Context, fn func(base *state) error) (err error) {
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
	if base, err = s.acquire(); err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, base.release())
		s.removeOld()
		s.opt.step(stepRemoved)
	}()
	return fn(base)
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
func (s *Store) change(ctx context.Context, base *state, fn func(graph.Tx) error) (err error) {
	s.open.Add(1)
	before := &snapshot{store: s, state: base.acquire()}
	defer before.Close()
	t := newTx(ctx, s, before, base)
	defer func() { err = errors.Join(err, t.close()) }()
	if err := fn(t); err != nil {
		return err
	}
	t.done = true
	if err := ctx.Err(); err != nil {
		return err
	}
	s.opt.step(stepChanged)
	next, err := s.next(t)
	if err != nil {
		return err
	}
	rewritten := next.generation != base.generation
	if next.current == base.current || rewritten && next.state == base.state && next.digest == base.digest {
		return next.release() // a generation that was written in vain is removed with the old ones
	}
	return s.commit(ctx, base, next)
}

// next writes what follows a transaction's base by its calls, and returns it with a reference.
func (s *Store) next(t *tx) (*state, error) {
	large, err := t.large()
	if err != nil {
		return nil, err
	}
	if large || t.base.quads == 0 {
		return s.merge(t)
	}
	c, err := t.commit()
	if err != nil {
		return nil, err
	}
	if len(c.added)+len(c.removed) == 0 {
		return t.base.acquire(), nil
	}
	return s.log(c)
}

// commit makes next the state that holds, and takes over the reference to it.
func (s *Store) commit(ctx context.Context, base, next *state) error {
	if err := ctx.Err(); err != nil {
		return errors.Join(err, next.release())
	}
	if err := writeCurrent(s.dir, next.current, s.opt.step); err != nil {
		return errors.Join(fmt.Errorf("commit to %s: %w", s.dir, err), next.release())
	}
	s.mu.Lock()
	if s.closed {
		_ = next.release()
	} else {
		s.replaceLatest(next)
	}
	s.mu.Unlock()
	s.opt.step(stepCommitted)
	if s.opt.Logger != nil {
		s.opt.Logger.Info("committed", "store", s.dir, "generation", next.generation, "log", next.log, "quads", next.state,
			"before", base.state)
	}
	return nil
}

// mostLog is how many bytes the log of a generation may have before the next generation is written.
func (g *generation) mostLog() uint64 { return max(leastLog, uint64(g.size)/4) }

const leastLog = 16 << 20

// log appends a commit to the log and returns the state that follows. When the log would be too long, or there are no
// ids for its terms, it writes a generation.
func (s *Store) log(c *commit) (*state, error) {
	rec, payload, err := c.record()
	if errors.Is(err, errGap) {
		return s.merge(c.tx)
	}
	if err != nil {
		return nil, err
	}
	base := c.base
	over, err := base.over.with(rec)
	if err != nil {
		return nil, base.damaged(err)
	}
	next := &state{current: base.current, gen: base.gen, over: over}
	next.state, next.digest = rec.state, rec.digest
	text, chain := appendFrame(nil, base.chain, payload)
	next.log, next.chain = base.log+uint64(len(text)), chain
	if next.log > base.gen.mostLog() || next.state == 0 {
		return s.rewrite(c.ctx, next)
	}
	if err := checkSpace(s.opt, s.dir, uint64(len(text))+slack); err != nil {
		return nil, fmt.Errorf("commit to %s: %w", s.dir, err)
	}
	if err := appendLog(filepath.Join(s.dir, base.logName()), base.log, text, s.opt.step); err != nil {
		return nil, fmt.Errorf("commit to %s: %w", s.dir, err)
	}
	return next.acquire(), nil
}

// removeOld removes what does not hold and is not read, and what killed writers left. Only who has the lock may call
// it.
func (s *Store) removeOld() {
	c, err := readCurrent(s.dir)
	if err != nil {
		return
	}
	s.mu.Lock()
	if s.latest != nil && s.latest.current != c {
		s.replaceLatest(nil)
	}
	s.mu.Unlock()
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		path := filepath.Join(s.dir, e.Name())
		switch {
		case e.Name() == currentTemp, strings.HasPrefix(e.Name(), spillPrefix):
			_ = os.Remove(path)
		case strings.HasPrefix(e.Name(), genPrefix) && e.IsDir() && e.Name() != c.folder():
			removeUnread(path)
		}
	}
	for _, e := range entries { // a log is read as long as its generation is
		number, ok := strings.CutPrefix(e.Name(), logPrefix)
		if _, err := os.Lstat(filepath.Join(s.dir, genPrefix+number)); ok && e.Name() != c.logName() && err != nil {
			_ = os.Remove(filepath.Join(s.dir, e.Name()))
		}
	}
}
