package badgerstore

import (
	"context"
	"fmt"
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
