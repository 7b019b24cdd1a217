package memstore

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

type snapshot struct {
	state  *state
	closed atomic.Bool
}

// ready returns the error of a call that must not go on.
func (s *snapshot) ready(ctx context.Context) error {
	if s.closed.Load() {
		return fmt.Errorf("snapshot: %w", graph.ErrClosed)
	}
	return ctx.Err()
}

// Lookup implements graph.Dictionary.
func (s *snapshot) Lookup(ctx context.Context, terms []quad.Value) ([]graph.ID, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	ids := make([]graph.ID, len(terms))
	for i, v := range terms {
		ids[i] = graph.Unknown
		if v == nil {
			ids[i] = graph.DefaultGraph
		} else if v, err := graph.Normal(v); err == nil {
			if id, ok := s.state.ids[v]; ok {
				ids[i] = id
			}
		}
	}
	return ids, nil
}

// Resolve implements graph.Dictionary.
func (s *snapshot) Resolve(ctx context.Context, ids []graph.ID) ([]quad.Value, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	terms := make([]quad.Value, len(ids))
	for i, id := range ids {
		if id == graph.DefaultGraph {
			continue
		}
		if id < 2 || id-2 >= graph.ID(len(s.state.terms)) {
			return nil, fmt.Errorf("resolve %d: %w", id, graph.ErrUnknownID)
		}
		terms[i] = s.state.terms[id-2]
	}
	return terms, nil
}

// Scan implements graph.Snapshot.
func (s *snapshot) Scan(ctx context.Context, p graph.Pattern, by graph.Order) graph.Cursor {
	if err := s.ready(ctx); err != nil {
		return &cursor{err: err}
	}
	if by == graph.AnyOrder {
		by = graph.Best(p)
	}
	if by > graph.GOSP || !by.Serves(p) {
		return &cursor{err: fmt.Errorf("scan in order %v: %w", by, graph.ErrOrder)}
	}
	return &cursor{ctx: ctx, by: by, rest: s.state.matching(p, by)}
}

// Estimate implements graph.Snapshot; it is exact.
func (s *snapshot) Estimate(ctx context.Context, p graph.Pattern) (graph.Cardinality, error) {
	if err := s.ready(ctx); err != nil {
		return graph.Cardinality{}, err
	}
	n := len(s.state.matching(p, graph.Best(p)))
	return graph.Cardinality{Count: uint64(n), Exact: true}, nil
}

// Expand implements graph.Expander by one scan for each node of the frontier.
func (s *snapshot) Expand(ctx context.Context, frontier []graph.ID, p, g graph.ID, inverse bool, dst []graph.Edge) ([]graph.Edge, error) {
	if err := s.ready(ctx); err != nil {
		return dst, err
	}
	from := len(dst)
	for _, node := range frontier {
		if node == graph.Any {
			continue
		}
		pattern := graph.Pattern{S: node, P: p, G: g}
		if inverse {
			pattern = graph.Pattern{O: node, P: p, G: g}
		}
		for _, q := range s.state.matching(pattern, graph.Best(pattern)) {
			e := graph.Edge{From: q.S, P: q.P, To: q.O, G: q.G}
			if inverse {
				e.From, e.To = q.O, q.S
			}
			dst = append(dst, e)
		}
	}
	slices.SortFunc(dst[from:], func(a, b graph.Edge) int {
		return slices.Compare([]graph.ID{a.From, a.P, a.To, a.G}, []graph.ID{b.From, b.P, b.To, b.G})
	})
	return dst, ctx.Err()
}

// Close implements graph.Snapshot.
func (s *snapshot) Close() error {
	if s.closed.Swap(true) {
		return fmt.Errorf("close snapshot: %w", graph.ErrClosed)
	}
	return nil
}

// cursor walks a sorted slice.
type cursor struct {
	ctx     context.Context
	by      graph.Order
	rest    []graph.Quad // from the current quad on when started, else all
	started bool
	ended   bool
	err     error
}

// Next implements graph.Cursor.
func (c *cursor) Next() bool {
	if c.started && len(c.rest) > 0 {
		c.rest = c.rest[1:]
	}
	return c.settle()
}

// Seek implements graph.Cursor.
func (c *cursor) Seek(q graph.Quad) bool {
	n := sort.Search(len(c.rest), func(i int) bool { return compare(c.by, c.rest[i], q) >= 0 })
	c.rest = c.rest[n:]
	return c.settle()
}

// settle reports whether the cursor stands on a quad.
func (c *cursor) settle() bool {
	c.started = true
	if c.err == nil && c.ctx != nil && !c.ended {
		c.err = c.ctx.Err()
	}
	if c.err != nil || c.ended || len(c.rest) == 0 {
		c.ended = true
		return false
	}
	return true
}

// Quad implements graph.Cursor.
func (c *cursor) Quad() graph.Quad {
	if !c.started || len(c.rest) == 0 {
		return graph.Quad{}
	}
	return c.rest[0]
}

// Err implements graph.Cursor.
func (c *cursor) Err() error { return c.err }

// Close implements graph.Cursor.
func (c *cursor) Close() error {
	c.ended, c.rest = true, nil
	return c.err
}
