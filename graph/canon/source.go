package canon

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// choice is the graphs whose quads are wanted.
type choice struct {
	all bool
	ids []graph.ID // ascending, each once; unless all
}

// choose returns the choice of graphs, of all without any. A graph that is not there is none.
func choose(ctx context.Context, snap graph.Snapshot, graphs []quad.Value) (choice, error) {
	if len(graphs) == 0 {
		return choice{all: true}, nil
	}
	ids, err := snap.Lookup(ctx, graphs)
	if err != nil {
		return choice{}, err
	}
	ids = slices.DeleteFunc(ids, func(id graph.ID) bool { return id == graph.Unknown })
	slices.Sort(ids)
	return choice{ids: slices.Compact(ids)}, nil
}

// patterns returns what to scan for the quads of the choice.
func (c choice) patterns() []graph.Pattern {
	if c.all {
		return []graph.Pattern{{}}
	}
	var all []graph.Pattern
	for _, id := range c.ids {
		all = append(all, graph.Pattern{G: id})
	}
	return all
}

// quads is a cursor that is not sought in.
type quads interface {
	Next() bool
	Quad() graph.Quad
	Err() error
	Close() error
}

// open returns the quads of the choice in the order SPOG.
func (c choice) open(ctx context.Context, snap graph.Snapshot) (quads, error) {
	switch {
	case c.all:
		return snap.Scan(ctx, graph.Pattern{}, graph.SPOG), nil
	case len(c.ids) == 1:
		return snap.Scan(ctx, graph.Pattern{G: c.ids[0]}, graph.GSPO), nil
	}
	few, err := areFew(ctx, snap, c.ids)
	if err != nil {
		return nil, err
	}
	if !few {
		return &filtered{snap.Scan(ctx, graph.Pattern{}, graph.SPOG), c.ids}, nil
	}
	m := &merged{}
	for _, p := range c.patterns() {
		m.waiting = append(m.waiting, snap.Scan(ctx, p, graph.GSPO))
	}
	return m, nil
}

// mostMerged bounds the cursors that are open at once.
const mostMerged = 64

// areFew reports whether merging the graphs reads less than leaving the others out: a merged quad costs about as
// much as two that are left out.
func areFew(ctx context.Context, snap graph.Snapshot, graphs []graph.ID) (bool, error) {
	if len(graphs) > mostMerged {
		return false, nil
	}
	all, err := snap.Estimate(ctx, graph.Pattern{})
	if err != nil {
		return false, err
	}
	var chosen uint64
	for _, g := range graphs {
		n, err := snap.Estimate(ctx, graph.Pattern{G: g})
		if err != nil {
			return false, err
		}
		chosen += n.Count
	}
	return 2*chosen < all.Count, nil
}

// filtered leaves out quads of other graphs.
type filtered struct {
	graph.Cursor
	graphs []graph.ID // ascending
}

func (f *filtered) Next() bool {
	for f.Cursor.Next() {
		if _, ok := slices.BinarySearch(f.graphs, f.Quad().G); ok {
			return true
		}
	}
	return false
}
