package badgerstore

import (
	"context"
	"runtime"
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
	chosen  bool // m.places tells which terms are used
	hashes  hashes
	content content
}

// mergeRuns writes a generation. step is told of the terms, then of each order.
func (b *builder) mergeRuns(runs []run, step func(string)) (content, error) {
	m := &merge{b: b, runs: runs, places: make([][]graph.ID, len(runs))}
	for i, r := range runs {
		terms, _ := r.size()
		m.places[i] = make([]graph.ID, 0, terms)
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
	err := m.writeOrders(step)
	return m.content, err
}

// dropUnused leaves in m.places the terms that some quad of the result has; the others are graph.Any.
func (m *merge) dropUnused() error {
	n := uint64(0)
	err := m.eachTerm(func(form []byte, from []int) error {
		n++
		for _, i := range from {
			m.places[i] = append(m.places[i], graph.ID(n))
		}
		m.kinds[kindOf(form)]++
		return nil
	})
	if err != nil {
		return err
	}
	m.numbering = newNumbering(n)
	m.place()
	used := make(bitset, n/64+1)
	err = mergeQuads(m.b.ctx, m.runs, graph.SPOG, false, func(t *tuples, from, to int) error {
		for p := range t.id {
			for _, id := range t.id[p][from:to] {
				if rank, ok := m.rank(id); ok {
					used.set(rank)
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, places := range m.places {
		for i, id := range places {
			if rank, _ := m.rank(id); !used.has(rank) {
				places[i] = graph.Any
			}
		}
	}
	m.chosen = true
	return nil
}

type bitset []uint64

func (b bitset) set(i uint64)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) has(i uint64) bool { return b[i/64]>>(i%64)&1 == 1 }

// writeTerms writes the terms, or those that dropUnused left, and leaves their ranks plus 1 in m.places.
func (m *merge) writeTerms() error {
	w := newDictionaryWriter(m.b)
	defer w.release()
	next := make([]int, len(m.runs))
	m.kinds = [4]uint64{}
	err := m.eachTerm(func(form []byte, from []int) error {
		if m.chosen {
			used := m.places[from[0]][next[from[0]]] != graph.Any
			for _, i := range from {
				if used {
					m.places[i][next[i]] = graph.ID(w.n + 1)
				}
				next[i]++
			}
			if !used {
				return nil
			}
		} else {
			for _, i := range from {
				m.places[i] = append(m.places[i], graph.ID(w.n+1))
			}
		}
		m.kinds[kindOf(form)]++
		m.hashes.add(w.n, termHash(form))
		return w.add(form)
	})
	if err != nil {
		return err
	}
	m.content.terms = w.n
	m.numbering = newNumbering(w.n)
	return w.end()
}

// place makes ids of the ranks in m.places and tells the runs.
func (m *merge) place() {
	iris := graph.ID(m.kinds[literal])
	blanks := iris + graph.ID(m.kinds[iri])
	for i, places := range m.places {
		for j, next := range places { // a rank plus 1
			k := literal
			switch {
			case next == graph.Any:
				continue
			case next > blanks:
				k = blank
			case next > iris:
				k = iri
			}
			places[j] = m.id(k, uint64(next-1))
		}
		m.runs[i].place(places)
	}
}

// writeOrders writes the six orders, as many at once as there are cores.
func (m *merge) writeOrders(step func(string)) error {
	ctx, cancel := context.WithCancel(m.b.ctx)
	defer cancel()
	todo := make(chan graph.Order, orders)
	for _, by := range []graph.Order{graph.GSPO, graph.SPOG, graph.POSG, graph.OSPG, graph.GPOS, graph.GOSP} {
		todo <- by
	}
	close(todo)
	done := make(chan error, orders)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), orders) {
		wg.Go(func() {
			for by := range todo {
				if err := ctx.Err(); err != nil {
					return
				}
				done <- m.writeOrder(ctx, by)
			}
		})
	}
	go func() { wg.Wait(); close(done) }()
	var failed error
	for err := range done {
		if err != nil && failed == nil {
			failed = err
			cancel()
		}
		if failed == nil {
			step(stepQuadsWritten)
		}
	}
	if failed == nil {
		failed = m.b.ctx.Err()
	}
	return failed
}

func (m *merge) writeOrder(ctx context.Context, by graph.Order) error {
	if by == graph.GSPO {
		return m.writeGraphs(ctx)
	}
	w := newOrderWriter(m.b, by, m.numbering)
	defer w.release()
	if err := mergeQuads(ctx, m.runs, by, m.chosen, w.add); err != nil {
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
	err := mergeQuads(ctx, m.runs, graph.GSPO, m.chosen, func(t *tuples, from, to int) error {
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

// hashes is the hashes of terms by rank, in pieces: it grows to hundreds of megabytes and is never copied.
type hashes []*[hashPiece]uint64

const hashPiece = 1 << 16

// add adds the hash of the next rank.
func (h *hashes) add(rank, hash uint64) {
	if rank%hashPiece == 0 {
		*h = append(*h, new([hashPiece]uint64))
	}
	(*h)[rank/hashPiece][rank%hashPiece] = hash
}

func (h hashes) of(rank uint64) uint64 { return h[rank/hashPiece][rank%hashPiece] }

// hasher tells the hashes of terms by id.
type hasher struct {
	*merge
	g    uint64
	form []byte
}

func (h *hasher) of(id graph.ID) uint64 {
	if rank, ok := h.rank(id); ok {
		return h.hashes.of(rank)
	}
	h.form, _ = appendInline(h.form[:0], id) // nothing for the default graph
	return termHash(h.form)
}
