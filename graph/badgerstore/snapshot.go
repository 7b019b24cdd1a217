package badgerstore

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// snapshot implements graph.Snapshot, graph.Canonical, graph.Expander and graph.Stamped.
type snapshot struct {
	store *Store

	mu    sync.Mutex
	state *state // nil when closed
}

// enter returns the state with a reference of its own for one call.
func (s *snapshot) enter(ctx context.Context) (*state, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == nil {
		return nil, fmt.Errorf("snapshot of %s: %w", s.store.dir, graph.ErrClosed)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.state.acquire(), nil
}

// Lookup implements graph.Dictionary.
func (s *snapshot) Lookup(ctx context.Context, terms []quad.Value) ([]graph.ID, error) {
	now, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer now.release()
	return now.lookup(ctx, terms)
}

// Resolve implements graph.Dictionary.
func (s *snapshot) Resolve(ctx context.Context, ids []graph.ID) ([]quad.Value, error) {
	now, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer now.release()
	return now.resolve(ctx, ids)
}

// AppendForms implements graph.Canonical.
func (s *snapshot) AppendForms(ctx context.Context, ids []graph.ID, dst []byte, ends []int) ([]byte, []int, error) {
	now, err := s.enter(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer now.release()
	return now.appendForms(ctx, ids, dst, ends)
}

// Scan implements graph.Snapshot.
func (s *snapshot) Scan(ctx context.Context, p graph.Pattern, by graph.Order) graph.Cursor {
	now, err := s.enter(ctx)
	if err != nil {
		return &cursor{err: err}
	}
	return now.scan(ctx, p, by)
}

// Estimate implements graph.Snapshot. It is exact and costs two seeks in the generation and in each tier of the log.
func (s *snapshot) Estimate(ctx context.Context, p graph.Pattern) (graph.Cardinality, error) {
	now, err := s.enter(ctx)
	if err != nil {
		return graph.Cardinality{}, err
	}
	defer now.release()
	n, err := now.count(p)
	if err != nil {
		return graph.Cardinality{}, err
	}
	return graph.Cardinality{Count: n, Exact: true}, nil
}

// Expand implements graph.Expander: one walk in an order that groups the quads by node, seeking from node to
// node of the sorted frontier.
func (s *snapshot) Expand(ctx context.Context, frontier []graph.ID, p, g graph.ID, inverse bool, dst []graph.Edge) ([]graph.Edge, error) {
	by, within := graph.SPOG, graph.Pattern{}
	switch {
	case inverse && p != graph.Any:
		by, within.P = graph.POSG, p
	case inverse && g != graph.Any:
		by, within.G = graph.GOSP, g
	case inverse:
		by = graph.OSPG
	case g != graph.Any:
		by, within.G = graph.GSPO, g
	}
	c := s.Scan(ctx, within, by)
	defer c.Close()
	for _, node := range frontier {
		if node == graph.Any || node == graph.Unknown {
			continue
		}
		start := graph.Quad(within)
		if inverse {
			start.O = node
		} else {
			start.S, start.P = node, p
		}
		from := len(dst)
		for ok := c.Seek(start); ok; ok = c.Next() {
			e := edge(c.Quad(), inverse)
			if e.From != node || !inverse && p != graph.Any && e.P != p {
				break
			}
			if (p == graph.Any || e.P == p) && (g == graph.Any || e.G == g) {
				dst = append(dst, e)
			}
		}
		slices.SortFunc(dst[from:], compareEdges)
	}
	return dst, c.Err()
}

func edge(q graph.Quad, inverse bool) graph.Edge {
	if inverse {
		return graph.Edge{From: q.O, P: q.P, To: q.S, G: q.G}
	}
	return graph.Edge{From: q.S, P: q.P, To: q.O, G: q.G}
}

func compareEdges(a, b graph.Edge) int {
	return compareTuples(tuple{a.From, a.P, a.To, a.G}, tuple{b.From, b.P, b.To, b.G})
}

// Close implements graph.Snapshot.
func (s *snapshot) Close() error {
	s.mu.Lock()
	was := s.state
	s.state = nil
	s.mu.Unlock()
	if was == nil {
		return fmt.Errorf("close snapshot of %s: %w", s.store.dir, graph.ErrClosed)
	}
	s.store.open.Add(-1)
	return was.release()
}

// Stamp implements graph.Stamped: the digest of the quads, the generation's seal and the end of the log's chain.
// That of a closed snapshot is "".
func (s *snapshot) Stamp() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state == nil {
		return ""
	}
	return digestOf(s.state.encode())
}
