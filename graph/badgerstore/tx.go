package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// tx implements graph.Tx: it keeps what is to change in memory, as ids of the state before; a term that is
// new there has an id from firstFresh on.
type tx struct {
	ctx    context.Context
	before *snapshot
	base   *generation
	done   bool

	ids     map[quad.Value]graph.ID // of the terms met so far
	fresh   []quad.Value            // fresh[i] has the id firstFresh+i
	quads   map[graph.Quad]change   // the quads met so far
	dropped map[graph.ID]bool       // graphs whose quads of base are removed unless quads has them
}

// change is what is known of one quad.
type change struct {
	present bool // after the calls so far
	base    bool // in the state before
}

const firstFresh graph.ID = 1 << 62

var errDone = errors.New("transaction used after its update")

func newTx(ctx context.Context, before *snapshot, base *generation) *tx {
	return &tx{
		ctx: ctx, before: before, base: base,
		ids:     map[quad.Value]graph.ID{nil: graph.DefaultGraph},
		quads:   map[graph.Quad]change{},
		dropped: map[graph.ID]bool{},
	}
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
		c := t.quads[q]
		c.present = true
		t.quads[q] = c
	}
	return len(quads), nil
}

// RemoveQuads implements graph.Tx.
func (t *tx) RemoveQuads(quads []quad.Quad) (int, error) {
	ids, err := t.resolve(quads, false)
	n := 0
	for _, q := range ids {
		c, known := t.quads[q]
		if known && c.present {
			n++
			c.present = false
			t.quads[q] = c
		}
	}
	return n, err
}

// DropGraph implements graph.Tx.
func (t *tx) DropGraph(g quad.Value) (int, error) {
	if t.done {
		return 0, errDone
	}
	id, err := t.graphID(g)
	if err != nil || id == graph.Unknown {
		return 0, err
	}
	n := 0
	if id < firstFresh && !t.dropped[id] {
		count, err := t.base.count(graph.Pattern{G: id})
		if err != nil {
			return 0, err
		}
		n = int(count)
	}
	for q, c := range t.quads {
		if q.G != id {
			continue
		}
		if c.base && !t.dropped[id] {
			n-- // counted above
		}
		if c.present {
			n++
			c.present = false
			t.quads[q] = c
		}
	}
	t.dropped[id] = true
	return n, nil
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

// resolve returns quads as ids, and sees to it that t.quads has each of those that are in the state before.
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
	if err := t.learn(normal, intern); err != nil {
		return nil, err
	}
	out := make([]graph.Quad, 0, len(quads))
	for _, q := range normal {
		s, okS := t.ids[q.Subject]
		p, okP := t.ids[q.Predicate]
		o, okO := t.ids[q.Object]
		g, okG := t.ids[q.Label]
		if okS && okP && okO && okG {
			out = append(out, graph.Quad{S: s, P: p, O: o, G: g})
		}
	}
	return out, t.compare(out)
}

// learn puts the terms of quads into t.ids: those of the state before and, with intern, all.
func (t *tx) learn(quads []quad.Quad, intern bool) error {
	var terms []quad.Value
	seen := map[quad.Value]bool{}
	for _, q := range quads {
		for _, v := range [...]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if _, known := t.ids[v]; !known && !seen[v] {
				seen[v] = true
				terms = append(terms, v)
			}
		}
	}
	ids, err := t.base.lookup(t.ctx, terms)
	if err != nil {
		return err
	}
	for i, v := range terms {
		switch {
		case ids[i] != graph.Unknown:
			t.ids[v] = ids[i]
		case intern:
			t.ids[v] = firstFresh + graph.ID(len(t.fresh))
			t.fresh = append(t.fresh, v)
		}
	}
	return nil
}

// compare puts those of quads that are in the state before into t.quads, in one walk over it.
func (t *tx) compare(quads []graph.Quad) error {
	var ask []graph.Quad
	for _, q := range quads {
		if _, known := t.quads[q]; !known && max(q.S, q.P, q.O, q.G) < firstFresh {
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
			t.quads[q] = change{present: !t.dropped[q.G], base: true}
		}
	}
	return c.Err()
}

// delta is what an Update changes. Its ids are those of its tx.
type delta struct {
	*tx
	added []graph.Quad // not in the state before
	gone  uint64       // how many quads of the state before go
}

func (d *delta) empty() bool { return len(d.added) == 0 && d.gone == 0 }

// delta sums up the calls. The last call counts.
func (t *tx) delta() (*delta, error) {
	d := &delta{tx: t}
	for g := range t.dropped {
		if g < firstFresh {
			n, err := t.base.count(graph.Pattern{G: g})
			if err != nil {
				return nil, err
			}
			d.gone += n
		}
	}
	for q, c := range t.quads {
		switch {
		case c.present && !c.base:
			d.added = append(d.added, q)
		case c.present && t.dropped[q.G]:
			d.gone--
		case !c.present && c.base && !t.dropped[q.G]:
			d.gone++
		}
	}
	return d, nil
}

// removes reports whether a quad of the state before goes.
func (d *delta) removes(q graph.Quad) bool {
	if len(d.quads) == 0 && len(d.dropped) == 0 {
		return false
	}
	c, known := d.quads[q]
	return known && !c.present || !known && d.dropped[q.G]
}
