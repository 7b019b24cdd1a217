package badgerstore

import (
	"context"
	"errors"
	"math"
	"sync"

	"concord/graph"
)

// DefaultAdjacency is Options.Adjacency when it is 0: enough for 15 million edges of the predicates in use in both
// directions, and a quarter of the gigabyte that a path query may take.
const DefaultAdjacency = 256 << 20

const (
	// seekEdges is for how many edges an adjacency is made in the time in which one node's are found by a cursor,
	// which decodes a block for it: 10 us and 40 ns an edge.
	seekEdges = 250
	// edgeBytes bounds what an edge takes in an adjacency: its two ends, its graph, its predicate, the place of its
	// node's first.
	edgeBytes = 18
	// mostKnown bounds the directions that are counted, for terms that are no predicates are asked for too.
	mostKnown = 1 << 14
)

// adjacencies are the adjacencies of a generation: those that were asked for often enough and fit in the budget.
// Those used last stay.
type adjacencies struct {
	mu    sync.Mutex
	known map[direction]*entry
	bytes int64 // of all that are kept
	clock uint64
}

// direction is what an adjacency is of: a predicate or graph.Any, from subjects to objects or inverse.
type direction struct {
	p       graph.ID
	inverse bool
}

type entry struct {
	adjacency *adjacency // nil while it is not kept
	making    bool       // or cannot be made
	counted   bool
	edges     uint64 // of the predicate, when counted
	asked     uint64 // nodes whose edges were found by cursors
	used      uint64 // the clock at the last use
}

// adjacency returns the adjacency of a direction for the edges of so many nodes, or nil when they are better found by
// a cursor: when making it takes longer than what cursors were used for so far, so that together it is never more than
// twice the least; when it does not fit in the budget; or when another goroutine is making it.
func (g *generation) adjacency(ctx context.Context, d direction, nodes int, budget int64) (*adjacency, error) {
	if g.db == nil || g.terms > mostAdjacent || d.p == graph.Unknown {
		return nil, nil
	}
	edges, have, err := g.ask(d, nodes, budget)
	if err != nil || have != nil || edges == 0 {
		return have, err
	}
	a, err := g.makeAdjacency(ctx, d, edges)
	g.adjacent.keep(d, a, budget, errors.Is(err, errNoAdjacency))
	if errors.Is(err, errNoAdjacency) {
		return nil, nil
	}
	return a, err
}

// ask returns the adjacency of a direction if it is kept, or else how many edges it has if it is to be made now.
func (g *generation) ask(d direction, nodes int, budget int64) (edges uint64, have *adjacency, err error) {
	s := &g.adjacent
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.known[d]
	if e == nil {
		if len(s.known) == mostKnown {
			return 0, nil, nil
		}
		if s.known == nil {
			s.known = map[direction]*entry{}
		}
		e = &entry{}
		s.known[d] = e
	}
	s.clock++
	e.used = s.clock
	if e.adjacency != nil || e.making {
		return 0, e.adjacency, nil
	}
	if !e.counted {
		if e.edges = g.quads; d.p != graph.Any {
			e.edges, err = g.count(graph.POSG, tuple{d.p}, 1)
		}
		if err != nil {
			return 0, nil, err
		}
		e.counted = true
	}
	e.asked += uint64(nodes)
	if e.edges == 0 || e.asked < e.edges/seekEdges || e.edges > min(uint64(max(budget, 0))/edgeBytes, math.MaxUint32) {
		return 0, nil, nil
	}
	e.making = true
	return e.edges, nil, nil
}

// keep keeps an adjacency that was made, or notes that it was not when it is nil: never makes it final.
func (s *adjacencies) keep(d direction, a *adjacency, budget int64, never bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.known[d]
	if e.making = never; a == nil {
		return
	}
	e.adjacency = a
	for s.bytes += a.size(); s.bytes > budget; {
		var oldest *entry
		for _, e := range s.known {
			if e.adjacency != nil && (oldest == nil || e.used < oldest.used) {
				oldest = e
			}
		}
		s.bytes -= oldest.adjacency.size()
		oldest.adjacency, oldest.asked = nil, 0
	}
}
