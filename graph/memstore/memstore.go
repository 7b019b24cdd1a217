// Package memstore is the quad store that is meant to be obviously right: a set of quads, cloned by each
// Update and sorted when asked. It is the oracle the other stores are tested against, and good for tests
// and small graphs. It keeps nothing on disk. Start with New.
package memstore

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// New returns an empty store. It may be used by many goroutines.
func New() graph.Store {
	return &store{quads: map[quad.Quad]bool{}, writing: make(chan struct{}, 1)}
}

type store struct {
	writing chan struct{} // holds one element while an Update runs

	mu     sync.Mutex
	quads  map[quad.Quad]bool // never changed: an Update replaces it
	state  *state             // of quads, nil until a snapshot is asked for
	closed bool
}

// Snapshot implements graph.Store.
func (s *store) Snapshot(ctx context.Context) (graph.Snapshot, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("snapshot of store: %w", graph.ErrClosed)
	}
	if s.state == nil {
		s.state = newState(s.quads)
	}
	return &snapshot{state: s.state}, nil
}

// Update implements graph.Store.
func (s *store) Update(ctx context.Context, fn func(graph.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	before, err := s.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer before.Close()
	t := &tx{before: before, quads: maps.Clone(s.quads)}
	defer func() { t.done = true }()
	if err := fn(t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("update of store: %w", graph.ErrClosed)
	}
	if !maps.Equal(s.quads, t.quads) {
		s.quads, s.state = t.quads, nil
	}
	return nil
}

// Close implements graph.Store.
func (s *store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("close store: %w", graph.ErrClosed)
	}
	s.closed = true
	return nil
}

// tx is an Update at work on its own set of quads.
type tx struct {
	before graph.Snapshot
	quads  map[quad.Quad]bool
	done   bool
}

var errDone = errors.New("transaction used after its update")

// normal returns the quads as they are kept, or an error and none.
func (t *tx) normal(quads []quad.Quad) ([]quad.Quad, error) {
	if t.done {
		return nil, errDone
	}
	out := make([]quad.Quad, len(quads))
	for i, q := range quads {
		var err error
		if out[i], err = graph.NormalQuad(q); err != nil {
			return nil, fmt.Errorf("quad %d: %w", i, err)
		}
	}
	return out, nil
}

// WriteQuads implements graph.Tx.
func (t *tx) WriteQuads(quads []quad.Quad) (int, error) {
	quads, err := t.normal(quads)
	for _, q := range quads {
		t.quads[q] = true
	}
	return len(quads), err
}

// RemoveQuads implements graph.Tx.
func (t *tx) RemoveQuads(quads []quad.Quad) (int, error) {
	quads, err := t.normal(quads)
	before := len(t.quads)
	for _, q := range quads {
		delete(t.quads, q)
	}
	return before - len(t.quads), err
}

// DropGraph implements graph.Tx.
func (t *tx) DropGraph(g quad.Value) (int, error) {
	if t.done {
		return 0, errDone
	}
	before := len(t.quads)
	maps.DeleteFunc(t.quads, func(q quad.Quad, _ bool) bool { return q.Label == g })
	return before - len(t.quads), nil
}

// Snapshot implements graph.Tx.
func (t *tx) Snapshot() graph.Snapshot { return t.before }

// state is a set of quads with its terms numbered. It does not change.
type state struct {
	terms []quad.Value // terms[i] has the id i+2
	ids   map[quad.Value]graph.ID
	quads []graph.Quad

	sorted [graph.GOSP + 1]struct {
		once  sync.Once
		quads []graph.Quad
	}
}

// newState numbers the terms in the order of their canonical form, so that a scan in SPOG order is in
// canonical order.
func newState(quads map[quad.Quad]bool) *state {
	s := &state{ids: map[quad.Value]graph.ID{nil: graph.DefaultGraph}}
	form := map[quad.Value][]byte{}
	for q := range quads {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if v != nil && form[v] == nil {
				form[v] = graph.AppendTerm(nil, v)
			}
		}
	}
	s.terms = slices.SortedFunc(maps.Keys(form), func(a, b quad.Value) int {
		return bytes.Compare(form[a], form[b])
	})
	for i, v := range s.terms {
		s.ids[v] = graph.ID(i + 2)
	}
	for q := range quads {
		s.quads = append(s.quads, graph.Quad{S: s.ids[q.Subject], P: s.ids[q.Predicate], O: s.ids[q.Object], G: s.ids[q.Label]})
	}
	return s
}

// in returns the quads sorted by an order.
func (s *state) in(by graph.Order) []graph.Quad {
	o := &s.sorted[by]
	o.once.Do(func() {
		o.quads = slices.SortedFunc(slices.Values(s.quads), func(a, b graph.Quad) int { return compare(by, a, b) })
	})
	return o.quads
}

// compare compares two quads in an order.
func compare(by graph.Order, a, b graph.Quad) int {
	ka, kb := by.Key(a), by.Key(b)
	return slices.Compare(ka[:], kb[:])
}

// matching returns the quads that p selects, sorted by an order that serves p.
func (s *state) matching(p graph.Pattern, by graph.Order) []graph.Quad {
	want := by.Key(graph.Quad(p))
	constants := slices.Index(append(want[:], graph.Any), graph.Any)
	byConstants := func(q graph.Quad, _ graph.Pattern) int {
		k := by.Key(q)
		return slices.Compare(k[:constants], want[:constants])
	}
	quads := s.in(by)
	from, _ := slices.BinarySearchFunc(quads, p, byConstants)
	n, _ := slices.BinarySearchFunc(quads[from:], p, func(q graph.Quad, p graph.Pattern) int {
		return cmp.Compare(byConstants(q, p), 1) // the first quad that is greater
	})
	return quads[from : from+n]
}
