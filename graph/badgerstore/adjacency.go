package badgerstore

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"

	"concord/graph"
)

// adjacency is edges of a generation in one direction, of one predicate or of all, in compressed sparse rows: those of
// the i-th node are from starts[i] to starts[i+1], sorted by predicate, by where they lead, and by graph. It is immutable.
type adjacency struct {
	inlined    []graph.ID // nodes that are inlined literals, ascending: they come before all others
	nodes      []uint32   // the others' codes, ascending
	starts     []uint32
	rows       []half     // the other ends and the graphs
	predicates []uint16   // their places in names, of all predicates only
	names      []graph.ID // the predicates, ascending, or the one
	wide       []graph.ID
}

// half is an edge without its node and predicate, in short forms.
type half struct{ to, g uint32 }

// A short form is a code below wideMark, or above it the place of an id in wide. Codes of terms are always below, those
// of inlined literals mostly.
const (
	wideMark     = 1 << 31
	mostAdjacent = wideMark>>codeKindBits - 1 // terms of a generation with adjacencies
)

// size returns the bytes of an adjacency.
func (a *adjacency) size() int64 {
	return 4*int64(len(a.nodes)+len(a.starts)) + 8*int64(len(a.rows)) + 2*int64(len(a.predicates)) +
		8*int64(len(a.inlined)+len(a.names)+len(a.wide))
}

// edge returns an edge of a node.
func (a *adjacency) edge(n numbering, node graph.ID, at int) graph.Edge {
	p := a.names[0]
	if a.predicates != nil {
		p = a.names[a.predicates[at]]
	}
	row := a.rows[at]
	return graph.Edge{From: node, P: p, To: a.long(n, row.to), G: a.long(n, row.g)}
}

// edges sets dst to a node's edges from one of them on.
func (a *adjacency) edges(n numbering, dst []graph.Edge, node graph.ID, at int) {
	p := a.names[0]
	for i, row := range a.rows[at : at+len(dst)] {
		if a.predicates != nil {
			p = a.names[a.predicates[at+i]]
		}
		dst[i] = graph.Edge{From: node, P: p, To: a.long(n, row.to), G: a.long(n, row.g)}
	}
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

// errNoAdjacency says that a generation has more predicates than an adjacency of all can have.
var errNoAdjacency = errors.New("too many predicates")

// makeAdjacency reads an adjacency of so many edges.
func (g *generation) makeAdjacency(ctx context.Context, d direction, edges uint64) (*adjacency, error) {
	m := maker{g: g, adjacency: adjacency{rows: make([]half, 0, edges)}}
	var err error
	switch {
	case d.p == graph.Any:
		err = m.all(ctx, d.inverse, edges)
	case d.inverse:
		err = m.inverse(ctx, d.p)
	default:
		err = m.forward(ctx, d.p, edges)
	}
	if err != nil {
		return nil, err
	}
	m.starts = append(m.starts, uint32(len(m.rows)))
	return &m.adjacency, nil
}

// maker makes an adjacency.
type maker struct {
	g *generation
	adjacency
}

// inverse reads the edges of a predicate as they stand in POSG order.
func (m *maker) inverse(ctx context.Context, p graph.ID) error {
	m.names = []graph.ID{p}
	return m.g.rows(ctx, graph.POSG, tuple{p}, 1, func(b *batch, from, to int) error {
		for i := from; i < to; i++ {
			m.node(b.O[i])
			m.rows = append(m.rows, m.half(b.S[i], b.G[i]))
		}
		return nil
	})
}

// forward reads the edges of a predicate in POSG order too, where they are by object, subject and graph, and sorts them
// by subject.
func (m *maker) forward(ctx context.Context, p graph.ID, edges uint64) error {
	m.names = []graph.ID{p}
	sorted := make([]nodeHalf, 0, edges)
	err := m.g.rows(ctx, graph.POSG, tuple{p}, 1, func(b *batch, from, to int) error {
		for i := from; i < to; i++ {
			sorted = append(sorted, nodeHalf{uint32(m.g.code(b.S[i])), m.half(b.O[i], b.G[i])})
		}
		return nil
	})
	for _, h := range sortHalves(sorted) {
		m.code(h.node)
		m.rows = append(m.rows, h.half)
	}
	return err
}

// all reads the edges of all predicates. In SPOG order they stand as they are needed, in OSPG order those of one object
// have to be sorted by predicate.
func (m *maker) all(ctx context.Context, inverse bool, edges uint64) error {
	m.predicates = make([]uint16, 0, edges)
	places := map[graph.ID]uint16{}
	by := graph.SPOG
	if inverse {
		by = graph.OSPG
	}
	err := m.g.rows(ctx, by, tuple{}, 0, func(b *batch, from, to int) error {
		for i := from; i < to; i++ {
			place, ok := places[b.P[i]]
			if !ok {
				if len(m.names) == 1<<16 {
					return errNoAdjacency
				}
				place = uint16(len(m.names))
				places[b.P[i]], m.names = place, append(m.names, b.P[i])
			}
			node, other := b.S[i], b.O[i]
			if inverse {
				node, other = other, node
			}
			m.node(node)
			m.rows, m.predicates = append(m.rows, m.half(other, b.G[i])), append(m.predicates, place)
		}
		return nil
	})
	m.sortNames()
	if inverse {
		m.sortRows()
	}
	return err
}

// sortNames puts the predicates in order.
func (m *maker) sortNames() {
	sorted := slices.Sorted(slices.Values(m.names))
	places := make([]uint16, len(sorted))
	for from, p := range m.names {
		to, _ := slices.BinarySearch(sorted, p)
		places[from] = uint16(to)
	}
	m.names = sorted
	for i, from := range m.predicates {
		m.predicates[i] = places[from]
	}
}

// sortRows sorts the edges of each node by predicate and keeps their order otherwise.
func (m *maker) sortRows() {
	type row struct {
		p uint16
		half
	}
	var rows []row
	for i, from := range m.starts {
		to := len(m.rows)
		if i+1 < len(m.starts) {
			to = int(m.starts[i+1])
		}
		if slices.IsSorted(m.predicates[from:to]) {
			continue
		}
		rows = rows[:0]
		for at := int(from); at < to; at++ {
			rows = append(rows, row{m.predicates[at], m.rows[at]})
		}
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.p, b.p) })
		for k, r := range rows {
			m.predicates[int(from)+k], m.rows[int(from)+k] = r.p, r.half
		}
	}
}

func (m *maker) half(to, g graph.ID) half {
	return half{m.short(m.g.numbering, to), m.short(m.g.numbering, g)}
}

// node begins the edges of a node, if it is not the last one.
func (m *maker) node(id graph.ID) {
	if kind(id>>kindBits) != inlined {
		m.code(uint32(m.g.code(id)))
	} else if n := len(m.inlined); n == 0 || m.inlined[n-1] != id {
		m.inlined, m.starts = append(m.inlined, id), append(m.starts, uint32(len(m.rows)))
	}
}

// code is node for one that is not inlined.
func (m *maker) code(code uint32) {
	if n := len(m.nodes); n == 0 || m.nodes[n-1] != code {
		m.nodes, m.starts = append(m.nodes, code), append(m.starts, uint32(len(m.rows)))
	}
}

// rows gives the rows of an order, with n 1 only those that begin with the first id of a tuple, to fn, block by block.
func (g *generation) rows(ctx context.Context, by graph.Order, first tuple, n int, fn func(b *batch, from, to int) error) error {
	b := g.blocks(by)
	defer b.close()
	keys := b.sorted(by)
	at, ok, err := b.seek(first)
	for ok && err == nil {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := b.n
		if n > 0 {
			to = at + sort.Search(b.n-at, func(i int) bool { return keys[0][at+i] != first[0] })
		}
		if err := fn(&b.batch, at, to); err != nil || to < b.n {
			return err
		}
		at = 0
		ok, err = b.next()
	}
	return err
}

// nodeHalf is an edge in short forms, its node a code.
type nodeHalf struct {
	node uint32
	half
}

// sortHalves sorts by node and keeps the order of each node's, by counting eleven bits at a time.
func sortHalves(halves []nodeHalf) []nodeHalf {
	if slices.IsSortedFunc(halves, func(a, b nodeHalf) int { return cmp.Compare(a.node, b.node) }) {
		return halves
	}
	const digit = 11
	other := make([]nodeHalf, len(halves))
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
