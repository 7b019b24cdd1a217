package badgerstore

import (
	"context"
	"slices"

	"concord/graph"
)

// Expand implements graph.Expander: from the adjacency of the predicate where there is one, else by one walk in an
// order that groups the quads by node.
func (s *snapshot) Expand(ctx context.Context, frontier []graph.ID, p, g graph.ID, inverse bool, dst []graph.Edge) ([]graph.Edge, error) {
	now, err := s.enter(ctx)
	if err != nil {
		return dst, err
	}
	defer now.release()
	a, err := now.gen.adjacency(ctx, direction{p, inverse}, len(frontier), s.store.opt.Adjacency)
	if err != nil {
		return dst, err
	}
	if a != nil {
		x := expansion{state: now, adjacency: a, p: p, g: g, inverse: inverse, dst: dst}
		err := x.run(ctx, frontier)
		return x.dst, err
	}
	return now.expand(ctx, frontier, p, g, inverse, dst)
}

// expansion expands a frontier by an adjacency, with the changes of the log.
type expansion struct {
	*state
	*adjacency
	p, g    graph.ID
	inverse bool
	changes *merged
	ofNode  []edgeChange
	dst     []graph.Edge
}

// edgeChange is an edge that the log adds or removes.
type edgeChange struct {
	graph.Edge
	gone bool
}

func (x *expansion) run(ctx context.Context, frontier []graph.ID) (err error) {
	switch {
	case !x.inverse:
		x.changes, err = x.over.walk(graph.SPOG, tuple{}, 0)
	case x.p != graph.Any:
		x.changes, err = x.over.walk(graph.POSG, tuple{x.p}, 1)
	default:
		x.changes, err = x.over.walk(graph.OSPG, tuple{}, 0)
	}
	if err != nil {
		return x.state.damaged(err)
	}
	at := 0
	for i, node := range frontier {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if node == graph.Any || node == graph.Unknown {
			continue
		}
		var ok bool
		from, to := 0, 0
		if at, ok = x.adjacency.find(x.gen.numbering, at, node); ok {
			from, to = int(x.starts[at]), int(x.starts[at+1])
		}
		if err := x.node(node, from, to); err != nil {
			return err
		}
	}
	return nil
}

// node appends the edges of a node, of which the generation has those in a range.
func (x *expansion) node(node graph.ID, from, to int) error {
	n := x.gen.numbering
	for _, change := range x.changesOf(node) {
		for ; from < to && compareEdges(x.edge(n, node, from), change.Edge) < 0; from++ {
			x.add(x.edge(n, node, from))
		}
		there := from < to && x.edge(n, node, from) == change.Edge
		if there != change.gone {
			return x.state.damaged(errChange)
		}
		if there {
			from++
		} else {
			x.add(change.Edge)
		}
	}
	if x.g != graph.Any {
		for ; from < to; from++ {
			x.add(x.edge(n, node, from))
		}
		return nil
	}
	at := len(x.dst)
	x.dst = slices.Grow(x.dst, to-from)[:at+to-from]
	x.adjacency.edges(n, x.dst[at:], node, from)
	return nil
}

func (x *expansion) add(e graph.Edge) {
	if x.g == graph.Any || x.g == e.G {
		x.dst = append(x.dst, e)
	}
}

// changesOf returns what the log changes in the edges of a node, in their order, until the next call.
func (x *expansion) changesOf(node graph.ID) []edgeChange {
	x.ofNode = x.ofNode[:0]
	if !x.changes.ok {
		return nil
	}
	by, start, n := graph.SPOG, tuple{node, x.p}, 2
	switch {
	case x.p == graph.Any && x.inverse:
		by, n = graph.OSPG, 1
	case x.p == graph.Any:
		n = 1
	case x.inverse:
		by, start = graph.POSG, tuple{x.p, node}
	}
	for x.changes.seek(start); x.changes.ok && slices.Equal(x.changes.tuple[:n], start[:n]); x.changes.next() {
		x.ofNode = append(x.ofNode, edgeChange{edge(by.Quad(x.changes.tuple), x.inverse), x.changes.gone})
	}
	if by == graph.OSPG {
		slices.SortFunc(x.ofNode, func(a, b edgeChange) int { return compareEdges(a.Edge, b.Edge) })
	}
	return x.ofNode
}

// expand is Expand by a cursor, which seeks from node to node of the sorted frontier.
func (s *state) expand(ctx context.Context, frontier []graph.ID, p, g graph.ID, inverse bool, dst []graph.Edge) ([]graph.Edge, error) {
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
	c := s.acquire().scan(ctx, within, by)
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
