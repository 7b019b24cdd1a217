package badgerstore

import (
	"context"
	"slices"
	"sync"

	"concord/graph"
)

// content is what a generation holds.
type content struct {
	terms, quads uint64
	digest       digest
}

// merge writes the quads of runs, the oldest run first, as a generation: the terms that they use, the six orders and
// what is known of each graph.
type merge struct {
	b      *builder
	runs   []run
	places [][]graph.ID // of each run's terms: rank plus 1, then id
	kinds  [4]uint64    // terms of each kind
	numbering
	sparse  bool // some places are graph.Any: no quad of the result has the term
	hashes  hashes
	content content
}

// mergeRuns writes a generation. step is told of the terms, then of each order.
func (b *builder) mergeRuns(runs []run, step func(string)) (content, error) {
	m := &merge{b: b, runs: runs, places: make([][]graph.ID, len(runs))}
	for i, r := range runs {
		terms, _ := r.size()
		m.places[i] = make([]graph.ID, terms)
	}
	if slices.ContainsFunc(runs, run.removes) {
		if err := m.dropUnused(); err != nil {
			return content{}, err
		}
	}
	if err := m.writeTerms(); err != nil {
		return content{}, err
	}
	step(stepTermsWritten)
	m.place()
	m.places = nil // the runs have theirs
	err := m.writeOrders(step)
	return m.content, err
}

// writeOrders writes the six orders, as many at once as there are cores.
func (m *merge) writeOrders(step func(string)) error {
	ctx, cancel := context.WithCancelCause(m.b.ctx)
	defer cancel(nil)
	var mu sync.Mutex // of step
	err := inParallel(orders, func(i int) error {
		err := m.writeOrder(ctx, graph.Order(orders-i)) // GSPO, the longest, not last
		if err != nil {
			cancel(err)
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		step(stepQuadsWritten)
		return nil
	})
	if err != nil {
		return context.Cause(ctx) // the first, without those of the orders that were cancelled for it
	}
	return nil
}

func (m *merge) writeOrder(ctx context.Context, by graph.Order) error {
	if by == graph.GSPO {
		return m.writeGraphs(ctx)
	}
	w := newOrderWriter(m.b, by, m.numbering)
	defer w.release()
	if err := mergeQuads(ctx, m.runs, by, m.sparse, w.add); err != nil {
		return err
	}
	return w.end()
}

// writeGraphs writes GSPO, and counts and digests of the graphs.
func (m *merge) writeGraphs(ctx context.Context) error {
	w := newOrderWriter(m.b, graph.GSPO, m.numbering)
	defer w.release()
	graphs := newGraphsWriter(m.b, m.numbering)
	defer graphs.release()
	var now graphCount
	finish := func() error {
		if now.quads == 0 {
			return nil
		}
		m.content.quads += now.quads
		m.content.digest = m.content.digest.add(now.digest)
		return graphs.add(now)
	}
	h := hasher{merge: m}
	err := mergeQuads(ctx, m.runs, graph.GSPO, m.sparse, func(t *tuples, from, to int) error {
		for i := from; i < to; i++ {
			if id := t.id[0][i]; id != now.id {
				if err := finish(); err != nil {
					return err
				}
				now = graphCount{id: id}
				h.g = h.of(id)
			}
			now.quads++
			now.digest = now.digest.add(quadDigest(h.of(t.id[1][i]), h.of(t.id[2][i]), h.of(t.id[3][i]), h.g))
		}
		return w.add(t, from, to)
	})
	if err != nil {
		return err
	}
	if err := finish(); err != nil {
		return err
	}
	if err := graphs.end(); err != nil {
		return err
	}
	return w.end()
}
