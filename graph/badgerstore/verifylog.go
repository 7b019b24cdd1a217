package badgerstore

import (
	"bytes"
	"fmt"

	"concord/graph"
)

// overlay verifies the records of the log, and the quads of the state that they make of the generation.
func (v *verifier) overlay() {
	if v.state.log == 0 {
		return
	}
	w := &logVerifier{verifier: v, hashes: map[graph.ID]uint64{}, quads: v.state.quads, digest: v.digest, sum: v.sums[0]}
	for _, t := range v.state.over.tiers {
		for _, rec := range t.records {
			v.found.Records++
			if err := w.record(rec); err != nil {
				v.inLog("commit %d: %w", v.found.Records, err)
			}
		}
	}
	if c := v.state.current; w.quads != c.state || w.digest != c.digest {
		v.inCurrent("its count or digest is not that of the log's last commit")
	}
	if len(v.problems) > 0 {
		return
	}
	inOrders(func(by graph.Order) {
		if err := v.merged(by, w.sum); err != nil {
			v.inLog("quads in order %v: %w", by, err)
		}
	})
}

// logVerifier walks the records of a log.
type logVerifier struct {
	*verifier
	hashes map[graph.ID]uint64 // of the terms that the log brought
	quads  uint64              // of the state before the record
	digest digest              // of these quads
	sum    digest              // of their ids
}

func (w *logVerifier) record(rec *record) error {
	if err := w.brought(rec.terms); err != nil {
		return err
	}
	var all [orders]digest
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		c, err := rec.changes(by)
		if err != nil {
			return err
		}
		if all[by-1], err = w.changes(c, by, rec); err != nil {
			return fmt.Errorf("quads in order %v: %w", by, err)
		}
		if all[by-1] != all[0] {
			return fmt.Errorf("the quads in order %v are not those in order %v", by, graph.SPOG)
		}
	}
	w.sum = w.sum.add(all[0])
	w.quads += rec.added - rec.removed
	for _, g := range rec.graphs {
		w.digest = w.digest.add(g.digest)
	}
	if w.quads != rec.state || w.digest != rec.digest {
		return fmt.Errorf("its count or digest of the state is not what it made")
	}
	return nil
}

// brought verifies the terms that a record brings.
func (w *logVerifier) brought(terms []term) error {
	var forms [][]byte
	for i, t := range terms {
		if err := canonical(t.form); err != nil {
			return err
		}
		_, inline := inlineID(t.form)
		_, known := w.state.gen.rank(t.id)
		if inline || known || kind(t.id>>kindBits) != kindOf(t.form) || i > 0 && bytes.Compare(terms[i-1].form, t.form) >= 0 {
			return fmt.Errorf("term %.80q cannot have the id %#x", t.form, uint64(t.id))
		}
		w.hashes[t.id] = termHash(t.form)
		forms = append(forms, t.form)
	}
	w.found.Terms += uint64(len(terms))
	ids, err := w.state.find(w.ctx, forms, nil)
	if err != nil {
		return err
	}
	for i, t := range terms {
		if ids[i] != t.id {
			return fmt.Errorf("a look-up of %.80q gives id %#x, not %#x", t.form, uint64(ids[i]), uint64(t.id))
		}
	}
	return nil
}

// changes verifies the quads that a record adds and removes in one order, and returns the sum of their ids.
func (w *logVerifier) changes(c *changes, by graph.Order, rec *record) (sum digest, err error) {
	var added, removed uint64
	var graphs []graphChange
	for i, t := range c.tuples {
		if i > 0 && compareTuples(c.tuples[i-1], t) >= 0 {
			return sum, fmt.Errorf("quad %d does not come after the one before", i)
		}
		q := by.Quad(t)
		ids := quadDigest(uint64(q.S), uint64(q.P), uint64(q.O), uint64(q.G))
		d, err := w.digestOf(q)
		if err != nil {
			return sum, fmt.Errorf("quad %d: %w", i, err)
		}
		if n := len(graphs); by == graph.GSPO && (n == 0 || graphs[n-1].id != q.G) {
			graphs = append(graphs, graphChange{id: q.G})
		}
		change := graphChange{quads: 1, digest: d}
		if c.gone(i) {
			removed++
			sum = sum.sub(ids)
			change = graphChange{quads: -1, digest: digest{}.sub(d)}
		} else {
			added++
			sum = sum.add(ids)
		}
		if by == graph.GSPO {
			g := &graphs[len(graphs)-1]
			g.quads, g.digest = g.quads+change.quads, g.digest.add(change.digest)
		}
	}
	if added != rec.added || removed != rec.removed {
		return sum, fmt.Errorf("%d are added and %d removed, %d and %d expected", added, removed, rec.added, rec.removed)
	}
	if by != graph.GSPO {
		return sum, nil
	}
	if len(graphs) != len(rec.graphs) {
		return sum, fmt.Errorf("%d graphs are changed, %d expected", len(graphs), len(rec.graphs))
	}
	for i, g := range graphs {
		if g != rec.graphs[i] {
			return sum, fmt.Errorf("the count or digest of graph %#x is another", uint64(g.id))
		}
	}
	return sum, nil
}

// digestOf returns the digest of a quad of the log.
func (w *logVerifier) digestOf(q graph.Quad) (digest, error) {
	var hashes [4]uint64
	for i, id := range [4]graph.ID{q.S, q.P, q.O, q.G} {
		if h, ok := w.hashes[id]; ok && mayBe[i][kind(id>>kindBits)] {
			hashes[i] = h
			continue
		}
		var err error
		if hashes[i], err = w.verifier.hash(id, i); err != nil {
			return digest{}, err
		}
	}
	return quadDigest(hashes[0], hashes[1], hashes[2], hashes[3]), nil
}

// merged reads the quads of the state in one order, as any reader does. The sum of their ids must be that of the
// generation's quads and of the log's changes: so each of these added what was not there and removed what was.
func (v *verifier) merged(by graph.Order, want digest) error {
	c := v.state.acquire().scan(v.ctx, graph.Pattern{}, by)
	defer c.Close()
	var sum digest
	var last tuple
	n := uint64(0)
	for c.Next() {
		q := c.Quad()
		t := tuple(by.Key(q))
		if n > 0 && compareTuples(last, t) >= 0 {
			return fmt.Errorf("quad %d does not come after the one before", n)
		}
		last = t
		sum = sum.add(quadDigest(uint64(q.S), uint64(q.P), uint64(q.O), uint64(q.G)))
		if n++; n%(1<<16) == 0 {
			v.advance(1 << 16)
		}
	}
	v.advance(int(n % (1 << 16)))
	if err := c.Err(); err != nil {
		return err
	}
	if n != v.state.current.state || sum != want {
		return fmt.Errorf("%d are read, %d expected, or they are others than the log's commits leave", n, v.state.current.state)
	}
	return nil
}
