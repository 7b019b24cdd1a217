package badgerstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// tx implements graph.Tx. Writing collects quads in a segment and looks nothing up; what is there already is found
// when counts are asked for and at the end.
type tx struct {
	ctx    context.Context
	store  *Store
	before *snapshot // what fn sees
	base   *state    // what the calls are made on: the state of before, or a later one of this Update
	done   bool

	seg     *segment
	ready   *sortedSegment      // seg, which has no further calls then
	spilled []*spill            // segments that were full, oldest first
	called  map[string]bool     // graphs, by form, that the segments have quads of
	dropped map[string]graph.ID // graphs, by form, whose quads in base are removed
	last    map[row]bool        // whether a quad is there after its last call; nil until asked for
	known   []found             // by number in seg
	scratch []byte
}

// found is what base knows of a term of the segment.
type found struct {
	asked bool
	id    graph.ID // graph.Unknown when it has not the term
}

var errDone = errors.New("transaction used after its update")

func newTx(ctx context.Context, s *Store, before *snapshot, base *state) *tx {
	t := &tx{ctx: ctx, store: s, before: before, base: base.acquire()}
	t.reset()
	return t
}

// reset forgets all calls.
func (t *tx) reset() {
	t.seg, t.ready, t.last, t.known = newSegment(), nil, nil, nil
	t.called, t.dropped = map[string]bool{}, map[string]graph.ID{}
}

// Snapshot implements graph.Tx.
func (t *tx) Snapshot() graph.Snapshot { return t.before }

// WriteQuads implements graph.Tx.
func (t *tx) WriteQuads(quads []quad.Quad) (int, error) {
	rows, err := t.rows(quads)
	if err != nil {
		return 0, err
	}
	for _, r := range rows {
		t.seg.add(r)
		if t.last != nil {
			t.last[r] = true
		}
	}
	return len(quads), t.spill()
}

// rows returns quads as rows of the segment.
func (t *tx) rows(quads []quad.Quad) ([]row, error) {
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
	rows := make([]row, len(quads))
	var before [4]quad.Value
	for i, q := range normal {
		for at, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if i > 0 && v == before[at] {
				rows[i][at] = rows[i-1][at]
				continue
			}
			n, err := t.number(v)
			if err != nil {
				return nil, err
			}
			rows[i][at], before[at] = n, v
		}
		if i == 0 || rows[i][graphAt] != rows[i-1][graphAt] {
			t.called[string(t.seg.form(rows[i][graphAt]))] = true
		}
	}
	return rows, nil
}

// number returns the segment's number of a term.
func (t *tx) number(v quad.Value) (uint32, error) {
	t.scratch = graph.AppendTerm(t.scratch[:0], v)
	return t.seg.term(t.scratch)
}

// RemoveQuads implements graph.Tx.
func (t *tx) RemoveQuads(quads []quad.Quad) (int, error) {
	if err := t.remember(); err != nil {
		return 0, err
	}
	rows, err := t.rows(quads)
	if err != nil {
		return 0, err
	}
	if err := t.compare(rows); err != nil {
		return 0, err
	}
	n := 0
	for _, r := range rows {
		if t.last[r] {
			n++
			t.last[r] = false
			t.seg.remove(r)
		}
	}
	return n, t.spill()
}

// DropGraph implements graph.Tx.
func (t *tx) DropGraph(name quad.Value) (int, error) {
	if t.done {
		return 0, errDone
	}
	var form []byte
	if name != nil {
		name, err := graph.Normal(name)
		if err != nil {
			return 0, nil // no quad has it
		}
		form = graph.AppendTerm(nil, name)
	}
	key := string(form)
	n := 0
	if t.called[key] {
		var err error
		if n, err = t.undo(key); err != nil {
			return 0, err
		}
	}
	if _, ok := t.dropped[key]; ok {
		return n, nil
	}
	id := graph.DefaultGraph
	if name != nil {
		ids, err := t.base.find(t.ctx, [][]byte{form}, nil)
		if err != nil {
			return 0, err
		}
		id = ids[0]
	}
	there, err := t.base.count(graph.Pattern{G: id})
	t.dropped[key] = id
	return n + int(there), err
}

// undo removes the quads that calls put into a graph, and returns how many more quads that are than those which
// calls removed from base.
func (t *tx) undo(key string) (n int, err error) {
	if err := t.remember(); err != nil {
		return 0, err
	}
	var rows []row
	for r := range t.last {
		if string(t.seg.form(r[graphAt])) == key {
			rows = append(rows, r)
		}
	}
	inBase, err := t.inBase(rows)
	if err != nil {
		return 0, err
	}
	for i, r := range rows {
		if inBase[i] {
			n-- // base's count has it
		}
		if t.last[r] {
			n++
			t.last[r] = false
			t.seg.remove(r)
		}
	}
	return n, nil
}

// remember makes t.last know the calls so far.
func (t *tx) remember() error {
	if t.done {
		return errDone
	}
	if len(t.spilled) > 0 {
		if err := t.settle(); err != nil {
			return err
		}
	}
	if t.last == nil {
		t.last = make(map[row]bool, len(t.seg.rows))
		for _, r := range t.seg.rows {
			gone := r[graphAt]&removal != 0
			r[graphAt] &^= removal
			t.last[r] = !gone
		}
	}
	return nil
}

// settle makes what the calls did so far the state that further calls are made on, in a generation that does not
// hold yet. Spilled segments cannot be asked; who removes after writing millions of quads pays for it.
func (t *tx) settle() error {
	next, err := t.store.merge(t)
	if err != nil {
		return err
	}
	was := t.base
	t.base = next
	err = errors.Join(was.release(), t.closeSpilled())
	t.reset()
	return err
}

// spill writes the segment to a file when it has grown.
func (t *tx) spill() error {
	if t.seg.size() < t.store.opt.segment {
		return nil
	}
	look := func(need uint64) error { return checkSpace(t.store.opt, t.store.dir, need) }
	s, err := t.seg.sort().spillTo(t.store.dir, look)
	if err != nil {
		return err
	}
	t.spilled = append(t.spilled, s)
	t.seg.reset()
	t.known, t.last = nil, nil
	return nil
}

// sorted returns the segment, which has no further calls, as a run.
func (t *tx) sorted() *sortedSegment {
	if t.ready == nil {
		t.ready = t.seg.sort()
	}
	return t.ready
}

func (t *tx) closeSpilled() (err error) {
	for _, s := range t.spilled {
		err = errors.Join(err, s.close())
	}
	t.spilled = nil
	return err
}

// close releases what the transaction holds.
func (t *tx) close() error {
	t.done = true
	return errors.Join(t.closeSpilled(), t.base.release())
}

// compare makes t.last know rows.
func (t *tx) compare(rows []row) error {
	var ask []row
	for _, r := range rows {
		if _, ok := t.last[r]; !ok {
			ask = append(ask, r)
		}
	}
	inBase, err := t.inBase(ask)
	for i, r := range ask {
		t.last[r] = err == nil && inBase[i]
	}
	return err
}

// inBase reports for each of some rows whether it is in base and its graph was not dropped.
func (t *tx) inBase(rows []row) ([]bool, error) {
	if err := t.learn(rows); err != nil {
		return nil, err
	}
	there := make([]bool, len(rows))
	var order []int
	for i, r := range rows {
		if _, ok := t.dropped[string(t.seg.form(r[graphAt]))]; !ok && t.quad(r) != unknownQuad {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return there, nil
	}
	slices.SortFunc(order, func(a, b int) int {
		return compareTuples(graph.SPOG.Key(t.quad(rows[a])), graph.SPOG.Key(t.quad(rows[b])))
	})
	c := t.base.acquire().scan(t.ctx, graph.Pattern{}, graph.SPOG)
	defer c.Close()
	for _, i := range order {
		q := t.quad(rows[i])
		if !c.Seek(q) {
			break
		}
		there[i] = c.Quad() == q
	}
	return there, c.Err()
}

// unknownQuad stands for a quad of which base does not have all terms.
var unknownQuad = graph.Quad{S: graph.Unknown, P: graph.Unknown, O: graph.Unknown, G: graph.Unknown}

// quad returns a row that was learnt as ids of base.
func (t *tx) quad(r row) graph.Quad {
	q := graph.Quad{S: t.known[r[0]].id, P: t.known[r[1]].id, O: t.known[r[2]].id, G: t.known[r[3]].id}
	if max(q.S, q.P, q.O, q.G) == graph.Unknown {
		return unknownQuad
	}
	return q
}

// learn makes t.known know the terms of rows.
func (t *tx) learn(rows []row) error {
	for len(t.known) < len(t.seg.ends) {
		t.known = append(t.known, found{})
	}
	t.known[0] = found{asked: true, id: graph.DefaultGraph}
	var ask []uint32
	for _, r := range rows {
		for _, n := range r {
			if f := &t.known[n]; !f.asked {
				f.asked = true
				if id, ok := inlineID(t.seg.form(n)); ok {
					f.id = id
				} else {
					ask = append(ask, n)
				}
			}
		}
	}
	slices.SortFunc(ask, func(a, b uint32) int { return bytes.Compare(t.seg.form(a), t.seg.form(b)) })
	forms := make([][]byte, len(ask))
	for i, n := range ask {
		forms[i] = t.seg.form(n)
	}
	ids, err := t.base.find(t.ctx, forms, nil)
	if err != nil {
		t.known = nil
		return err
	}
	for i, n := range ask {
		t.known[n].id = ids[i]
	}
	return nil
}
