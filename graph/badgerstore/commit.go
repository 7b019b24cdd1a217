package badgerstore

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"concord/graph"
)

// writeGeneration1 writes the generation that follows base by d to a new folder, durably, and tells next of it.
func (s *Store) writeGeneration1(ctx context.Context, gen string, base *generation1, d *delta, next *current) error {
	if err := os.Mkdir(gen, 0o777); err != nil {
		return err
	}
	s.opt.step(stepGenerationMade)
	b, err := newBuilder1(ctx, gen, s.opt, expectedSize(base, d))
	if err != nil {
		return err
	}
	err = b.write(base, d, next)
	if e := b.close(err != nil); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	s.opt.step(stepBadgerClosed)
	text, _, err := seal(gen, true)
	if err != nil {
		return err
	}
	next.seal = digestOf(text)
	for _, f := range []struct {
		name string
		text []byte
	}{{readersName, nil}, {sealName, text}} {
		if err := writeFile(filepath.Join(gen, f.name), f.text); err != nil {
			return err
		}
	}
	if err := syncDir(gen); err != nil {
		return err
	}
	s.opt.step(stepSealed)
	return syncDir(s.dir)
}

// expectedSize tells how many bytes the generation that follows base by d will have, rather too many.
func expectedSize(base *generation1, d *delta) uint64 {
	n := uint64(base.size) + 60*uint64(len(d.added)) // six orders of at most ten bytes
	for _, v := range d.fresh {
		n += uint64(len(v.String())) + 16
	}
	return n
}

// write writes all keys, in their order within each stream.
func (b *builder1) write(base *generation1, d *delta, next *current) error {
	ids, err := b.writeTerms(base, d, next)
	if err != nil {
		return err
	}
	b.step(stepTermsWritten)
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		if err := b.writeQuads(base, d, by, ids, next.quads); err != nil {
			return err
		}
		b.step(stepQuadsWritten)
	}
	return nil
}

// renumbering maps the ids of a delta to those of the next generation.
type renumbering struct {
	base  []graph.ID // by id of the state before
	fresh []graph.ID // by id - firstFresh
}

func (n *renumbering) of(id graph.ID) graph.ID {
	if id >= firstFresh {
		return n.fresh[id-firstFresh]
	}
	return n.base[id]
}

func (n *renumbering) tuple(by graph.Order, q graph.Quad) tuple {
	t := tuple(by.Key(q))
	for i, id := range t {
		t[i] = n.of(id)
	}
	return t
}

// used marks the terms that the next generation's quads have: 1 for used. Fresh terms are used by added quads
// only; of the terms of base those of removed quads may be unused.
func (d *delta) used(ctx context.Context, base *generation1) (*renumbering, error) {
	n := &renumbering{base: make([]graph.ID, base.terms+firstID), fresh: make([]graph.ID, len(d.fresh))}
	mark := func(id graph.ID) {
		if id >= firstFresh {
			n.fresh[id-firstFresh] = 1
		} else {
			n.base[id] = 1
		}
	}
	for _, q := range d.added {
		mark(q.S)
		mark(q.P)
		mark(q.O)
		mark(q.G)
	}
	if d.gone == 0 {
		for i := range n.base {
			n.base[i] = 1
		}
		return n, nil
	}
	for q, err := range graph.All(base.acquire().scan(ctx, graph.Pattern{}, graph.SPOG)) {
		if err != nil {
			return nil, err
		}
		if !d.removes(q) {
			n.base[q.S], n.base[q.P], n.base[q.O], n.base[q.G] = 1, 1, 1, 1
		}
	}
	return n, nil
}

// writeTerms merges the terms of base with the fresh ones, without those that are not used any more, and
// returns their new ids.
func (b *builder1) writeTerms(base *generation1, d *delta, next *current) (*renumbering, error) {
	ids, err := d.used(b.ctx, base)
	if err != nil {
		return nil, err
	}
	type freshTerm struct {
		form []byte
		at   int
	}
	var fresh []freshTerm
	for i, used := range ids.fresh {
		if used == 1 {
			fresh = append(fresh, freshTerm{graph.AppendTerm(nil, d.fresh[i]), i})
		}
	}
	slices.SortFunc(fresh, func(a, b freshTerm) int { return bytes.Compare(a.form, b.form) })

	w := termWriter1{b: b}
	add := func(f freshTerm) error {
		ids.fresh[f.at] = w.next()
		return w.add(f.form)
	}
	dict := dictionary1{g: base}
	for id := graph.ID(firstID); id < firstID+graph.ID(base.terms); id++ {
		if ids.base[id] == 0 {
			continue
		}
		form, err := dict.form(id)
		if err != nil {
			return nil, err
		}
		for len(fresh) > 0 && bytes.Compare(fresh[0].form, form) < 0 {
			if err := add(fresh[0]); err != nil {
				return nil, err
			}
			fresh = fresh[1:]
		}
		ids.base[id] = w.next()
		if err := w.add(form); err != nil {
			return nil, err
		}
	}
	for _, f := range fresh {
		if err := add(f); err != nil {
			return nil, err
		}
	}
	ids.base[graph.DefaultGraph] = graph.DefaultGraph
	next.terms = w.n
	return ids, w.close()
}

// writeQuads merges the quads of base that stay with the added ones. The renumbering keeps the order of base.
func (b *builder1) writeQuads(base *generation1, d *delta, by graph.Order, ids *renumbering, total uint64) error {
	added := make([]tuple, len(d.added))
	for i, q := range d.added {
		added[i] = ids.tuple(by, q)
	}
	slices.SortFunc(added, compareTuples)
	w := quadWriter1{b: b, by: by}
	for q, err := range graph.All(base.acquire().scan(b.ctx, graph.Pattern{}, by)) {
		if err != nil {
			return err
		}
		if d.removes(q) {
			continue
		}
		t := ids.tuple(by, q)
		for len(added) > 0 && compareTuples(added[0], t) < 0 {
			if err := w.add(added[0]); err != nil {
				return err
			}
			added = added[1:]
		}
		if err := w.add(t); err != nil {
			return err
		}
	}
	for _, t := range added {
		if err := w.add(t); err != nil {
			return err
		}
	}
	if err := w.close(); err != nil {
		return err
	}
	if w.rank != total {
		return fmt.Errorf("%d quads in order %v, %d expected", w.rank, by, total)
	}
	return nil
}
