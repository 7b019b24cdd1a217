package badgerstore

import (
	"bytes"
	"fmt"
	"math/bits"

	"concord/graph"
)

// generation verifies the quads of the generation and what is counted of its graphs.
func (v *verifier) generation() {
	g := v.state.gen
	if g.db == nil {
		return
	}
	inOrders(func(by graph.Order) {
		w := &orderVerifier{verifier: v, by: by}
		w.walk()
		v.sums[by-1] = w.sum
		if by == graph.GSPO {
			v.digest = w.digest
			w.graphs()
		}
		v.mu.Lock()
		v.found.Blocks += w.blocks
		v.mu.Unlock()
	})
	for by := graph.POSG; by <= graph.GOSP; by++ {
		if v.sums[by-1] != v.sums[0] {
			v.inGeneration("quads", "those in order %v are not those in order %v", by, graph.SPOG)
		}
	}
	unused := g.terms
	for i := range v.used {
		unused -= uint64(bits.OnesCount64(v.used[i].Load()))
	}
	if unused > 0 {
		v.inGeneration("terms", "no quad has %d of them", unused)
	}
}

// orderVerifier walks the blocks of an order.
type orderVerifier struct {
	*verifier
	by     graph.Order
	cols   columns
	blocks uint64
	rank   uint64 // quads read
	last   tuple
	sum    digest // of the ids, which is the same in all orders
	bad    int    // problems told of this order

	// In order GSPO also:
	digest digest // of the terms
	counts []graphCount
}

// mostOfOrder is how many problems of one order are told.
const mostOfOrder = 10

func (w *orderVerifier) wrong(format string, args ...any) {
	if w.bad++; w.bad <= mostOfOrder {
		w.inGeneration(fmt.Sprintf("quads in order %v", w.by), format, args...)
	}
}

func (w *orderVerifier) walk() {
	g := w.state.gen
	it := g.iterator()
	defer g.put(it)
	for it.Seek([]byte{byte(w.by)}); it.Valid() && w.ctx.Err() == nil; it.Next() {
		item := it.Item()
		key := item.Key()
		if key[0] != byte(w.by) {
			break
		}
		if err := item.Value(func(value []byte) error { return w.block(key, value) }); err != nil {
			w.wrong("block %d: %w", w.blocks, err)
		}
		w.blocks++
		w.advance(w.cols.n)
	}
	if w.rank != g.quads && w.ctx.Err() == nil {
		w.wrong("there are %d, %d expected", w.rank, g.quads)
	}
}

// block verifies a block of quads.
func (w *orderVerifier) block(key, value []byte) error {
	g := w.state.gen
	rank, err := w.cols.decode(value)
	if err != nil {
		w.cols.n = 0
		return err
	}
	if rank != w.rank {
		err = fmt.Errorf("%d quads come before it, %d expected", w.rank, rank)
	}
	w.rank += uint64(w.cols.n)
	for i := range w.cols.n {
		row := w.cols.row(i)
		var t tuple
		for p, code := range row {
			t[p] = g.idOf(code)
			if g.code(t[p]) != code {
				return fmt.Errorf("quad %d: %#x is no code of a term", i, code)
			}
		}
		if w.last[0] != 0 && compareTuples(w.last, t) >= 0 {
			return fmt.Errorf("quad %d does not come after the one before", i)
		}
		w.last = t
		if err := w.quad(w.by.Quad(t)); err != nil {
			return fmt.Errorf("quad %d: %w", i, err)
		}
	}
	if !bytes.Equal(key, quadKey(nil, w.by, w.last)) {
		return fmt.Errorf("its key is not its last quad")
	}
	return err
}

// quad takes a quad into account.
func (w *orderVerifier) quad(q graph.Quad) error {
	w.sum = w.sum.add(quadDigest(uint64(q.S), uint64(q.P), uint64(q.O), uint64(q.G)))
	if w.by != graph.SPOG && w.by != graph.GSPO {
		return nil // the sums tell whether they are the quads of these two
	}
	var hashes [4]uint64
	for i, id := range [4]graph.ID{q.S, q.P, q.O, q.G} {
		var err error
		if hashes[i], err = w.hash(id, i); err != nil {
			return err
		}
	}
	if w.by == graph.GSPO {
		d := quadDigest(hashes[0], hashes[1], hashes[2], hashes[3])
		w.digest = w.digest.add(d)
		if n := len(w.counts); n == 0 || w.counts[n-1].id != q.G {
			w.counts = append(w.counts, graphCount{id: q.G})
		}
		c := &w.counts[len(w.counts)-1]
		c.quads++
		c.digest = c.digest.add(d)
	}
	return nil
}

// mayBe tells which kinds of terms may stand in S, P, O and G.
var mayBe = [4][blank + 1]bool{{iri: true, blank: true}, {iri: true}, {true, true, true, true}, {iri: true, blank: true}}

// hash returns the hash of a term in a position of a quad, and marks the term as used.
func (v *verifier) hash(id graph.ID, position int) (uint64, error) {
	if id == graph.DefaultGraph && position == 3 {
		return termHash(nil), nil
	}
	k := kind(id >> kindBits)
	if !mayBe[position][k] {
		return 0, fmt.Errorf("a term of kind %d cannot be its %s", k, [...]string{"subject", "predicate", "object", "graph"}[position])
	}
	if k == inlined {
		form, ok := appendInline(nil, id)
		if !ok {
			return 0, fmt.Errorf("id %#x is no term's", uint64(id))
		}
		return termHash(form), nil
	}
	rank, ok := v.state.gen.rank(id)
	if !ok || rank < v.first[k] || rank >= v.first[k+1] {
		return 0, fmt.Errorf("id %#x is no term's", uint64(id))
	}
	if word, bit := &v.used[rank/64], uint64(1)<<(rank%64); word.Load()&bit == 0 {
		word.Or(bit)
	}
	return v.hashes[rank], nil
}

// graphs compares what was counted with what the generation says of its graphs.
func (w *orderVerifier) graphs() {
	said, err := w.state.gen.graphs()
	if err != nil {
		w.inGeneration("graphs", "%w", err)
		return
	}
	w.found.Graphs = len(w.counts)
	if len(said) != len(w.counts) {
		w.inGeneration("graphs", "%d are counted, and there are %d", len(said), len(w.counts))
		return
	}
	for i, c := range w.counts {
		if said[i] != c {
			w.inGeneration("graphs", "that with id %#x has %d quads and digest %x, and %d and %x are counted of id %#x",
				uint64(c.id), c.quads, c.digest.append(nil), said[i].quads, said[i].digest.append(nil), uint64(said[i].id))
		}
	}
}
