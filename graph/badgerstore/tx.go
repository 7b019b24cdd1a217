package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// tx implements graph.Tx: it keeps what is to quadCalls in memory, as ids of the state before; a term that is
// new there has an id from firstFresh on.
type tx struct {
	ctx    context.Context
	before *snapshot
	base   *generation1
	done   bool

	ids    map[quad.Value]graph.ID // of the terms met so far
	fresh  []quad.Value            // fresh[i] has the id firstFresh+i
	graphs map[graph.ID]*graphCalls
}

// graphCalls is what is known of one graph.
type graphCalls struct {
	dropped bool                     // its quads of the state before go unless quads has them
	quads   map[graph.Quad]quadCalls // the quads met so far
}

// quadCalls is what is known of one quad.
type quadCalls struct {
	present bool // after the calls so far
	base    bool // in the state before
}

const (
	firstFresh graph.ID = 1 << 62
	firstAsked graph.ID = 1 << 61 // of terms whose id is being looked up
)

var errDone = errors.New("transaction used after its update")

func newTx(ctx context.Context, before *snapshot, base *generation1) *tx {
	return &tx{
		ctx: ctx, before: before, base: base,
		ids:    map[quad.Value]graph.ID{nil: graph.DefaultGraph},
		graphs: map[graph.ID]*graphCalls{},
	}
}

// of returns the graphCalls of a graph.
func (t *tx) of(g graph.ID) *graphCalls {
	c := t.graphs[g]
	if c == nil {
		c = &graphCalls{quads: map[graph.Quad]quadCalls{}}
		t.graphs[g] = c
	}
	return c
}

// Snapshot implements graph.Tx.
func (t *tx) Snapshot() graph.Snapshot { return t.before }

// WriteQuads implements graph.Tx.
func (t *tx) WriteQuads(quads []quad.Quad) (int, error) {
	ids, err := t.resolve(quads, true)
	if err != nil {
		return 0, err
	}
	for _, q := range ids {
		quads := t.of(q.G).quads
		c := quads[q]
		c.present = true
		quads[q] = c
	}
	return len(quads), nil
}

// RemoveQuads implements graph.Tx.
func (t *tx) RemoveQuads(quads []quad.Quad) (int, error) {
	ids, err := t.resolve(quads, false)
	n := 0
	for _, q := range ids {
		quads := t.of(q.G).quads
		if c := quads[q]; c.present {
			n++
			c.present = false
			quads[q] = c
		}
	}
	return n, err
}

// DropGraph implements graph.Tx.
func (t *tx) DropGraph(name quad.Value) (int, error) {
	if t.done {
		return 0, errDone
	}
	id, err := t.graphID(name)
	if err != nil || id == graph.Unknown {
		return 0, err
	}
	n := 0
	g := t.of(id)
	if !g.dropped {
		if n, err = t.baseCount(id); err != nil {
			return 0, err
		}
	}
	for q, c := range g.quads {
		if c.base && !g.dropped {
			n-- // counted already
		}
		if c.present {
			n++
			c.present = false
			g.quads[q] = c
		}
	}
	g.dropped = true
	return n, nil
}

// baseCount returns how many quads of a graph the state before has.
func (t *tx) baseCount(g graph.ID) (int, error) {
	if g >= firstFresh {
		return 0, nil
	}
	n, err := t.base.count(graph.Pattern{G: g})
	return int(n), err
}

// graphID returns the id of a graph, Unknown when neither the state before nor this Update has the term.
func (t *tx) graphID(g quad.Value) (graph.ID, error) {
	if g != nil {
		var err error
		if g, err = graph.Normal(g); err != nil {
			return graph.Unknown, nil // no quad has it
		}
	}
	if id, ok := t.ids[g]; ok {
		return id, nil
	}
	ids, err := t.base.lookup(t.ctx, []quad.Value{g})
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// resolve returns quads as ids, and sees to it that t.graphs has each of those that are in the state before.
// Without intern, quads with terms that are met for the first time are left out: they are nowhere.
func (t *tx) resolve(quads []quad.Quad, intern bool) ([]graph.Quad, error) {
	if t.done {
		return nil, errDone
	}
	normal := make([]quad.Quad, len(quads))
	for i, q := range quads {
		var err error
		if normal[i], err = graph.NormalQuad(q); err != nil {
			return nil, fmt.Errorf("quad %d: %w", i, err)
		}
	}
	out := make([]graph.Quad, len(quads))
	var asked []quad.Value
	id := func(v quad.Value) graph.ID {
		id, known := t.ids[v]
		if !known {
			id = firstAsked + graph.ID(len(asked))
			asked = append(asked, v)
			t.ids[v] = id
		}
		return id
	}
	for i, q := range normal {
		out[i] = graph.Quad{S: id(q.Subject), P: id(q.Predicate), O: id(q.Object), G: id(q.Label)}
	}
	answers, err := t.learn(asked, intern)
	if err != nil {
		return nil, err
	}
	kept := out[:0]
	for _, q := range out {
		for _, id := range []*graph.ID{&q.S, &q.P, &q.O, &q.G} {
			if *id >= firstAsked && *id < firstFresh {
				*id = answers[*id-firstAsked]
			}
		}
		if max(q.S, q.P, q.O, q.G) != graph.Unknown {
			kept = append(kept, q)
		}
	}
	return kept, t.compare(kept)
}

// learn returns the ids of terms, which are those of the state before or, with intern, new ones; else Unknown.
// It puts those that are known now into t.ids, and takes the others out.
func (t *tx) learn(terms []quad.Value, intern bool) ([]graph.ID, error) {
	ids, err := t.base.lookup(t.ctx, terms)
	for i, v := range terms {
		switch {
		case err != nil || ids[i] == graph.Unknown && !intern:
			delete(t.ids, v)
			continue
		case ids[i] == graph.Unknown:
			ids[i] = firstFresh + graph.ID(len(t.fresh))
			t.fresh = append(t.fresh, v)
		}
		t.ids[v] = ids[i]
	}
	return ids, err
}

// compare puts those of quads that are in the state before into t.graphs, in one walk over it.
func (t *tx) compare(quads []graph.Quad) error {
	var ask []graph.Quad
	for _, q := range quads {
		if _, known := t.of(q.G).quads[q]; !known && max(q.S, q.P, q.O, q.G) < firstFresh {
			ask = append(ask, q)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	slices.SortFunc(ask, func(a, b graph.Quad) int {
		return compareTuples(graph.SPOG.Key(a), graph.SPOG.Key(b))
	})
	c := t.base.acquire().scan(t.ctx, graph.Pattern{}, graph.SPOG)
	defer c.Close()
	for _, q := range ask {
		if !c.Seek(q) {
			break
		}
		if c.Quad() == q {
			g := t.of(q.G)
			g.quads[q] = quadCalls{present: !g.dropped, base: true}
		}
	}
	return c.Err()
}

// delta is what an Update graphCalls. Its ids are those of its tx.
type delta struct {
	*tx
	added []graph.Quad // not in the state before
	gone  uint64       // how many quads of the state before go
}

func (d *delta) empty() bool { return len(d.added) == 0 && d.gone == 0 }

// delta sums up the calls. The last call counts.
func (t *tx) delta() (*delta, error) {
	d := &delta{tx: t}
	for id, g := range t.graphs {
		if g.dropped {
			n, err := t.baseCount(id)
			if err != nil {
				return nil, err
			}
			d.gone += uint64(n)
		}
		for q, c := range g.quads {
			switch {
			case c.present && !c.base:
				d.added = append(d.added, q)
			case c.present && g.dropped:
				d.gone--
			case !c.present && c.base && !g.dropped:
				d.gone++
			}
		}
	}
	return d, nil
}

// removes reports whether a quad of the state before goes.
func (d *delta) removes(q graph.Quad) bool {
	if d.gone == 0 {
		return false
	}
	g := d.graphs[q.G]
	if g == nil {
		return false
	}
	c, known := g.quads[q]
	return known && !c.present || !known && g.dropped
}
