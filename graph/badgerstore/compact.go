package badgerstore

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
)

// Compact writes a generation of what holds and begins a new log, so that the store takes the least space and reads
// fastest. Without a log it does nothing. Errors are those of Update, with which it is serialized.
func (s *Store) Compact(ctx context.Context) error {
	return s.alone(ctx, func(base *state) error {
		if base.log == 0 {
			return nil
		}
		next, err := s.rewrite(ctx, base)
		if err != nil {
			return err
		}
		return s.commit(ctx, base, next)
	})
}

// rewrite returns a state in a generation of its own, which does not hold yet, with a reference.
func (s *Store) rewrite(ctx context.Context, now *state) (*state, error) {
	return s.write(ctx, now.generation+1, newStateRun(ctx, now, nil))
}

// merge returns what follows a transaction's base by its calls, in a generation that does not hold yet, with a
// reference.
func (s *Store) merge(t *tx) (*state, error) {
	runs := []run{newStateRun(t.ctx, t.base, slices.Collect(maps.Values(t.dropped)))}
	for _, r := range t.spilled {
		runs = append(runs, r)
	}
	return s.write(t.ctx, t.base.generation+1, append(runs, t.sorted())...)
}

// write merges runs, the oldest first, into a generation and opens it.
func (s *Store) write(ctx context.Context, number uint64, runs ...run) (*state, error) {
	next := empty()
	next.generation = number
	c, seal, err := s.writeGeneration(ctx, filepath.Join(s.dir, next.folder()), runs)
	if err != nil {
		return nil, fmt.Errorf("commit to %s: %w", s.dir, err)
	}
	next.terms, next.quads, next.digest = c.terms, c.quads, c.digest
	next.state, next.seal = c.quads, seal
	return openState(s.dir, next, nil, s.opt.Logger)
}
