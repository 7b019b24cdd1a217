package badgerstore

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sort"
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
	// edgeBytes bounds what an edge takes in an adjacency: its two ends, its graph, the place of its node's first.
	edgeBytes = 16
)

// adjacencies are the adjacencies of a generation: those that were asked for often enough and fit in the budget.
// Those used last stay.
type adjacencies struct {
	mu    sync.Mutex
	known map[direction]*entry
	bytes int64 // of all that are kept
	clock uint64
}

// direction is what an adjacency is of: a predicate, from subjects to objects or inverse.
type direction struct {
	p       graph.ID
	inverse bool
}

type entry struct {
	adjacency *adjacency // nil while it is not kept
	making    bool
	counted   bool
	edges     uint64 // of the predicate, when counted
	asked     uint64 // nodes whose edges were found by cursors
	used      uint64 // the clock at the last use
}

// adjacency returns the adjacency of a direction for the edges of so many nodes, or nil when they are better found by
// a cursor: when making it takes longer than what cursors were used for so far, so that together it is never more than
// twice the least; when it does not fit in the budget; or when another goroutine is making it.
func (g *generation) adjacency(ctx context.Context, d direction, nodes int, budget int64) (*adjacency, error) {
	if g.db == nil || g.terms > mostAdjacent {
		return nil, nil
	}
	edges, have, err := g.ask(d, nodes, budget)
	if err != nil || have != nil || edges == 0 {
		return have, err
	}
	a, err := g.makeAdjacency(ctx, d, edges)
	g.adjacent.keep(d, a, budget)
	return a, err
}

// ask returns the adjacency of a direction if it is kept, or else how many edges it has if it is to be made now.
func (g *generation) ask(d direction, nodes int, budget int64) (edges uint64, have *adjacency, err error) {
	s := &g.adjacent
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.known[d]
	if e == nil {
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
		if e.edges, err = g.count(graph.POSG, tuple{d.p}, 1); err != nil {
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

// keep keeps an adjacency that was made, or notes that it was not when it is nil.
func (s *adjacencies) keep(d direction, a *adjacency, budget int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.known[d]
	e.making = false
	if a == nil {
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

// adjacency is the edges of one predicate of a generation in one direction, in compressed sparse rows: those of the i-th
// node are from starts[i] to starts[i+1], sorted by where they lead and by graph. It is immutable.
type adjacency struct {
	inlined []graph.ID // nodes that are inlined literals, ascending: they come before all others
	nodes   []uint32   // the others' codes, ascending
	starts  []uint32
	to      []uint32 // short forms of the other ends
	graphs  []uint32 // and of the graphs
	wide    []graph.ID
}

// A short form is a code below wideMark, or above it the place of an id in wide. Codes of terms are always below, those
// of inlined literals mostly.
const (
	wideMark     = 1 << 31
	mostAdjacent = wideMark>>codeKindBits - 1 // terms of a generation with adjacencies
)

// size returns the bytes of an adjacency.
func (a *adjacency) size() int64 {
	return 4*int64(len(a.nodes)+len(a.starts)+len(a.to)+len(a.graphs)) + 8*int64(len(a.inlined)+len(a.wide))
}

// short returns the short form of an id of the generation.
func (a *adjacency) short(n numbering, id graph.ID) uint32 {
	if code := n.code(id); code < wideMark {
		return uint32(code)
	}
	a.wide = append(a.wide, id)
	return wideMark | uint32(len(a.wide)-1)
}

// long is the inverse of short.
func (a *adjacency) long(n numbering, short uint32) graph.ID {
	if short < wideMark {
		return n.idOf(uint64(short))
	}
	return a.wide[short&^wideMark]
}

// find returns the place of a node at or after a place, and whether it is there. The place is that of a node that is
// not greater than the last one asked for, so that a sorted frontier is found in one walk.
func (a *adjacency) find(n numbering, from int, node graph.ID) (at int, ok bool) {
	if kind(node>>kindBits) == inlined {
		return slices.BinarySearch(a.inlined, node)
	}
	if rank, ok := n.rank(node); !ok || rank >= mostAdjacent {
		return from, false
	}
	code, first := uint32(n.code(node)), len(a.inlined)
	low := max(from-first, 0)
	step := 1
	for low+step < len(a.nodes) && a.nodes[low+step] <= code {
		low += step
		step *= 2
	}
	at, ok = slices.BinarySearch(a.nodes[low:min(low+step, len(a.nodes))], code)
	return first + low + at, ok
}

// halfEdge is an edge about to be put into an adjacency, in short forms but for the node.
type halfEdge struct{ node, to, g uint32 }

// makeAdjacency reads an adjacency from the blocks of the predicate, where the inverse edges stand as they are needed:
// by object, subject, graph. The others are these sorted by subject.
func (g *generation) makeAdjacency(ctx context.Context, d direction, edges uint64) (*adjacency, error) {
	a := &adjacency{to: make([]uint32, 0, edges), graphs: make([]uint32, 0, edges)}
	var halves []halfEdge
	if !d.inverse {
		halves = make([]halfEdge, 0, edges)
	}
	err := g.blocksOf(ctx, d.p, func(b *batch, from, to int) {
		for i := from; i < to; i++ {
			if d.inverse {
				a.node(g.numbering, b.O[i])
				a.add(a.short(g.numbering, b.S[i]), a.short(g.numbering, b.G[i]))
				continue
			}
			subject := uint32(g.code(b.S[i]))
			halves = append(halves, halfEdge{subject, a.short(g.numbering, b.O[i]), a.short(g.numbering, b.G[i])})
		}
	})
	if err != nil {
		return nil, err
	}
	for _, h := range sortHalves(halves) {
		if n := len(a.nodes); n == 0 || a.nodes[n-1] != h.node {
			a.nodes, a.starts = append(a.nodes, h.node), append(a.starts, uint32(len(a.to)))
		}
		a.add(h.to, h.g)
	}
	a.starts = append(a.starts, uint32(len(a.to)))
	return a, nil
}

// blocksOf gives the rows with a predicate in POSG order to fn, block by block.
func (g *generation) blocksOf(ctx context.Context, p graph.ID, fn func(b *batch, from, to int)) error {
	b := g.blocks(graph.POSG)
	defer b.close()
	at, ok, err := b.seek(tuple{p})
	for ok && err == nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := at + sort.Search(b.n-at, func(i int) bool { return b.P[at+i] != p })
		if fn(&b.batch, at, to); to < b.n {
			return nil
		}
		at = 0
		ok, err = b.next()
	}
	return err
}

// node begins the edges of a node, if it is not the last one.
func (a *adjacency) node(n numbering, id graph.ID) {
	if kind(id>>kindBits) == inlined {
		if k := len(a.inlined); k == 0 || a.inlined[k-1] != id {
			a.inlined, a.starts = append(a.inlined, id), append(a.starts, uint32(len(a.to)))
		}
		return
	}
	if k, code := len(a.nodes), uint32(n.code(id)); k == 0 || a.nodes[k-1] != code {
		a.nodes, a.starts = append(a.nodes, code), append(a.starts, uint32(len(a.to)))
	}
}

func (a *adjacency) add(to, g uint32) { a.to, a.graphs = append(a.to, to), append(a.graphs, g) }

// sortHalves sorts by node and keeps the order of each node's, by counting eleven bits at a time.
func sortHalves(halves []halfEdge) []halfEdge {
	if slices.IsSortedFunc(halves, func(a, b halfEdge) int { return cmp.Compare(a.node, b.node) }) {
		return halves
	}
	const digit = 11
	other := make([]halfEdge, len(halves))
	for shift := 0; shift < 32; shift += digit {
		var starts [1 << digit]int
		for i := range halves {
			starts[halves[i].node>>shift%(1<<digit)]++
		}
		sum := 0
		for i, n := range starts {
			starts[i], sum = sum, sum+n
		}
		for _, h := range halves {
			place := &starts[h.node>>shift%(1<<digit)]
			other[*place] = h
			*place++
		}
		halves, other = other, halves
	}
	return halves
}
