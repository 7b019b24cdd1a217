package badgerstore

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"concord/graph"
)

// stateRun is a state as the oldest run of a merge: the generation with the log's changes, without the quads of graphs
// that are dropped. It holds no reference of its own. It implements run.
type stateRun struct {
	*state
	ctx     context.Context
	dropped []graph.ID // ascending
	brought []term     // what the log brought, ascending
	base    []graph.ID // new ids by rank
	fresh   []graph.ID // new ids of what the log brought
}

func newStateRun(ctx context.Context, s *state, dropped []graph.ID) *stateRun {
	r := &stateRun{state: s, ctx: ctx, dropped: slices.Clone(dropped)}
	slices.Sort(r.dropped)
	for _, t := range s.over.tiers {
		r.brought = append(r.brought, t.terms()...)
	}
	slices.SortFunc(r.brought, func(a, b term) int { return cmp.Compare(a.id, b.id) })
	return r
}

// size implements run. Dropped quads are counted.
func (r *stateRun) size() (terms, quads uint64) {
	return r.gen.terms + uint64(len(r.brought)), r.state.state
}

// bytes implements run.
func (r *stateRun) bytes() uint64 { return uint64(r.gen.size) + r.log }

// removes implements run: whether terms may be without quads now.
func (r *stateRun) removes() bool { return r.over.gone || len(r.dropped) > 0 }

// terms implements run.
func (r *stateRun) terms() (termCursor, error) { return &stateTerms{stateRun: r, rest: r.brought}, nil }

// stateTerms walks the terms of the generation and those that the log brought.
type stateTerms struct {
	*stateRun
	rank uint64
	form []byte // of rank; nil when it is to be read
	buf  []byte
	rest []term
}

func (t *stateTerms) next() ([]byte, error) {
	if t.form == nil && t.rank < t.gen.terms {
		if t.rank%(64*checkEvery) == 0 && t.ctx.Err() != nil {
			return nil, t.ctx.Err()
		}
		var err error
		if t.form, err = t.gen.appendForm(t.buf[:0], t.rank); err != nil {
			return nil, err
		}
		t.buf = t.form
	}
	if len(t.rest) > 0 && (t.form == nil || bytes.Compare(t.rest[0].form, t.form) < 0) {
		form := t.rest[0].form
		t.rest = t.rest[1:]
		return form, nil
	}
	form := t.form
	t.form, t.rank = nil, t.rank+1
	return form, nil
}

func (t *stateTerms) close() error { return nil }

// place implements run. A term that the log brought stands in the gap behind the terms of the generation that are less.
func (r *stateRun) place(ids []graph.ID) {
	if len(r.brought) == 0 {
		r.base = ids
		return
	}
	r.base, r.fresh = make([]graph.ID, 0, r.gen.terms), make([]graph.ID, 0, len(r.brought))
	for _, t := range r.brought {
		less := int(uint64(t.id) & kindMask >> r.gen.shift)
		n := less - len(r.base)
		r.base = append(r.base, ids[:n]...)
		r.fresh = append(r.fresh, ids[n])
		ids = ids[n+1:]
	}
	r.base = append(r.base, ids...)
}

// quads implements run.
func (r *stateRun) quads(by graph.Order) (quadCursor, error) {
	c := r.acquire().scan(r.ctx, graph.Pattern{}, by)
	if err := c.Err(); err != nil {
		return nil, err
	}
	return &stateQuads{r, c.(*cursor), slices.Index(positions[by][:], graphAt)}, nil
}

// stateQuads walks the batches of a cursor.
type stateQuads struct {
	*stateRun
	cursor *cursor
	graph  int // position of the graph
}

func (q *stateQuads) next(t *tuples) error {
	t.removes = false
	for t.n = 0; t.n == 0; {
		if !q.cursor.advance() {
			return q.cursor.err
		}
		from, to := q.cursor.at, q.cursor.end
		q.cursor.at = to - 1
		t.n = to - from
		for p, col := range q.cursor.keys {
			copy(t.id[p][:], col[from:to])
		}
		q.drop(t)
		for p := range t.id {
			q.translate(t.id[p][:t.n])
		}
	}
	return nil
}

// drop takes the quads of dropped graphs out.
func (q *stateQuads) drop(t *tuples) {
	if len(q.dropped) == 0 {
		return
	}
	kept, last, gone := 0, graph.Any, false
	for i := range t.n {
		if g := t.id[q.graph][i]; g != last {
			last = g
			_, gone = slices.BinarySearch(q.dropped, g)
		}
		if !gone {
			for p := range t.id {
				t.id[p][kept] = t.id[p][i]
			}
			kept++
		}
	}
	t.n = kept
}

// translate turns ids of the state into new ones.
func (q *stateQuads) translate(ids []graph.ID) {
	var last, to graph.ID
	for i, id := range ids {
		if id != last {
			last, to = id, q.new(id)
		}
		ids[i] = to
	}
}

func (r *stateRun) new(id graph.ID) graph.ID {
	if kind(id>>kindBits) == inlined {
		return id
	}
	if rank, ok := r.gen.rank(id); ok {
		return r.base[rank]
	}
	at, _ := slices.BinarySearchFunc(r.brought, id, func(t term, id graph.ID) int { return cmp.Compare(t.id, id) })
	return r.fresh[at]
}

func (q *stateQuads) close() error { return q.cursor.Close() }
