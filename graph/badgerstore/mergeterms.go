package badgerstore

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"concord/graph"
)

// dropUnused leaves in m.places the terms that some quad of the result has; the others are graph.Any.
func (m *merge) dropUnused() error {
	n := uint64(0)
	err := m.eachTerm(func(form []byte, from []*termSource) error {
		m.number(form, from, n)
		n++
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
	m.sparse = true
	return nil
}

type bitset []uint64

func (b bitset) set(i uint64)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) has(i uint64) bool { return b[i/64]>>(i%64)&1 == 1 }

// number notes the rank of a term, plus 1, at its places in the runs.
func (m *merge) number(form []byte, from []*termSource, rank uint64) {
	for _, s := range from {
		m.places[s.run][s.at] = graph.ID(rank + 1)
	}
	m.kinds[kindOf(form)]++
}

// writeTerms writes the terms, without those that dropUnused found, and numbers them.
func (m *merge) writeTerms() error {
	w := newDictionaryWriter(m.b)
	defer w.release()
	m.kinds = [4]uint64{}
	err := m.eachTerm(func(form []byte, from []*termSource) error {
		if first := from[0]; m.sparse && m.places[first.run][first.at] == graph.Any {
			return nil
		}
		m.number(form, from, w.n)
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

// termSource is where one run is in a merge of terms.
type termSource struct {
	cursor termCursor
	run    int
	at     int // how many terms of the run come before form
	form   []byte
}

// eachTerm calls visit with each form of the runs, ascending, and the sources that bring it.
func (m *merge) eachTerm(visit func(form []byte, from []*termSource) error) (err error) {
	var all []*termSource
	defer func() {
		for _, s := range all {
			err = errors.Join(err, s.cursor.close())
		}
	}()
	for i, r := range m.runs {
		c, err := r.terms()
		if err != nil {
			return err
		}
		s := &termSource{cursor: c, run: i}
		all = append(all, s)
		if s.form, err = c.next(); err != nil {
			return err
		}
	}
	open := slices.DeleteFunc(slices.Clone(all), func(s *termSource) bool { return s.form == nil })
	slices.SortFunc(open, compareTermSources)
	for n := 0; len(open) > 0; n++ {
		if n%checkEvery == 0 && m.b.ctx.Err() != nil {
			return m.b.ctx.Err()
		}
		same := 1
		for same < len(open) && bytes.Equal(open[same].form, open[0].form) {
			same++
		}
		if err := visit(open[0].form, open[:same]); err != nil {
			return err
		}
		for i := same - 1; i >= 0; i-- {
			if open, err = advanceTerms(open, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// advanceTerms moves a source to its next form and puts it where it belongs, behind all before it.
func advanceTerms(open []*termSource, at int) ([]*termSource, error) {
	s := open[at]
	var err error
	if s.form, err = s.cursor.next(); err != nil {
		return open, err
	}
	if s.form == nil {
		return slices.Delete(open, at, at+1), nil
	}
	s.at++
	rest := open[at+1:]
	to, _ := slices.BinarySearchFunc(rest, s, compareTermSources)
	copy(open[at:], rest[:to])
	open[at+to] = s
	return open, nil
}

func compareTermSources(a, b *termSource) int {
	if c := bytes.Compare(a.form, b.form); c != 0 {
		return c
	}
	return cmp.Compare(a.run, b.run)
}
