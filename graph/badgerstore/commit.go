package badgerstore

import (
	"errors"
	"slices"

	"concord/graph"
)

// commit is what an Update changes in its base.
type commit struct {
	*tx
	terms   *sortedSegment
	ids     []graph.ID   // of terms' places: those of base, graph.Unknown for a term that it has not
	places  []place      // of terms' places after the inlined ones
	added   []row        // that base has not, ascending
	removed []graph.Quad // that it has
}

// errGap says that there are no ids left between two terms for those that an Update brings between them.
var errGap = errors.New("no ids left")

// large reports whether the calls are too many for the log.
func (t *tx) large() (bool, error) {
	n := uint64(len(t.seg.rows))
	for _, g := range t.dropped {
		there, err := t.base.count(graph.Pattern{G: g})
		if err != nil {
			return false, err
		}
		n += there
	}
	return len(t.spilled) > 0 || n > uint64(t.store.opt.logged), nil
}

// commit sums up the calls. The segment cannot be used again.
func (t *tx) commit() (*commit, error) {
	c := &commit{tx: t, terms: t.sorted()}
	forms := make([][]byte, 0, len(c.terms.numbers))
	for _, n := range c.terms.numbers[c.terms.known:] {
		forms = append(forms, t.seg.form(n))
	}
	c.places = make([]place, len(forms))
	found, err := t.base.find(t.ctx, forms, c.places)
	if err != nil {
		return nil, err
	}
	c.ids = slices.Concat(c.terms.ids, found)
	again, err := c.compare()
	if err != nil {
		return nil, err
	}
	return c, c.drop(again)
}

// compare finds what of the rows changes base, in one walk, and returns those of which that depends on what drop
// finds: quads written to a graph that was dropped before.
func (c *commit) compare() (again map[graph.Quad]row, err error) {
	again = map[graph.Quad]row{}
	dropped := map[graph.ID]bool{}
	for _, g := range c.dropped {
		dropped[g] = true
	}
	walk := c.base.acquire().scan(c.ctx, graph.Pattern{}, graph.SPOG)
	defer walk.Close()
	for _, r := range c.terms.rows {
		gone := r[graphAt]&removal != 0
		r[graphAt] &^= removal
		q := graph.Quad{S: c.ids[r[0]], P: c.ids[r[1]], O: c.ids[r[2]], G: c.ids[r[3]]}
		switch {
		case max(q.S, q.P, q.O, q.G) == graph.Unknown:
			if !gone {
				c.added = append(c.added, r)
			}
		case dropped[q.G]:
			if !gone {
				again[q] = r
			}
		default:
			if there := walk.Seek(q) && walk.Quad() == q; there && gone {
				c.removed = append(c.removed, q)
			} else if !there && !gone {
				c.added = append(c.added, r)
			}
		}
	}
	return again, walk.Err()
}

// drop finds what goes of the graphs that were dropped: all but what is written again.
func (c *commit) drop(again map[graph.Quad]row) error {
	for _, g := range c.dropped {
		for q, err := range graph.All(c.base.acquire().scan(c.ctx, graph.Pattern{G: g}, graph.GSPO)) {
			if err != nil {
				return err
			}
			if _, ok := again[q]; ok {
				delete(again, q)
			} else {
				c.removed = append(c.removed, q)
			}
		}
	}
	for _, r := range again {
		c.added = append(c.added, r)
	}
	return nil
}

// name gives ids to the terms of added quads that base has not, and returns these terms. Those of one gap that are to
// be on one side of it are named together. The error is errGap when there are not ids enough.
func (c *commit) name() ([]term, error) {
	used := make([]bool, len(c.ids))
	for _, r := range c.added {
		for _, at := range r {
			used[at] = true
		}
	}
	var named []term
	var ids []graph.ID
	last := graph.Any
	for at, end := c.terms.known, 0; at < len(c.ids); at = max(end, at+1) {
		if !used[at] || c.ids[at] != graph.Unknown {
			continue
		}
		g := c.gap(at)
		from := len(named)
		for end = at; end < len(c.ids) && c.ids[end] == graph.Unknown; end++ {
			if used[end] {
				if c.gap(end) != g {
					break
				}
				named = append(named, term{form: c.form(end)})
			}
		}
		var ok bool
		if ids, ok = c.base.gen.between(ids[:0], g.kind, max(g.lo, last), g.hi, len(named)-from, g.side); !ok {
			return nil, errGap
		}
		last = ids[len(ids)-1]
		for p := at; p < end; p++ {
			if used[p] {
				named[from].id, c.ids[p] = ids[0], ids[0]
				from, ids = from+1, ids[1:]
			}
		}
	}
	return named, nil
}

// form returns the form of the term at a place.
func (c *commit) form(at int) []byte { return c.seg.form(c.terms.numbers[at]) }

// gap is where a term belongs that base has not: between two ids, on a side.
type gap struct {
	kind   kind
	lo, hi graph.ID
	side   side
}

// gap returns the gap of the term at a place. Where the terms beside it in the generation are of another kind the ids
// are such as no term has. The side is that of the terms brought by the log which are more alike.
func (c *commit) gap(at int) gap {
	form := c.form(at)
	k, rank := kindOf(form), c.places[at-c.terms.known].rank
	below, above := c.base.over.beside(form, term{id: c.base.gen.id(k, rank-1)}, term{id: c.base.gen.id(k, rank)})
	g := gap{kind: k, lo: below.id, hi: above.id}
	switch like := commonPrefix(form, below.form) - commonPrefix(form, above.form); {
	case like > 0:
		g.side = low
	case like < 0:
		g.side = high
	}
	return g
}

// record returns the commit as the log keeps it, and its bytes. An error Is errGap when there are not ids enough.
func (c *commit) record() (*record, []byte, error) {
	named, err := c.name()
	if err != nil {
		return nil, nil, err
	}
	quads := make([]graph.Quad, 0, len(c.added)+len(c.removed))
	for _, r := range c.added {
		quads = append(quads, graph.Quad{S: c.ids[r[0]], P: c.ids[r[1]], O: c.ids[r[2]], G: c.ids[r[3]]})
	}
	quads = append(quads, c.removed...)
	rec := &record{terms: named, added: uint64(len(c.added)), removed: uint64(len(c.removed))}
	rec.ids = make([]graph.ID, 0, 4*len(quads))
	for _, q := range quads {
		rec.ids = append(rec.ids, q.S, q.P, q.O, q.G)
	}
	slices.Sort(rec.ids)
	rec.ids = slices.Compact(rec.ids)
	rows := rec.rows(quads)
	if err := c.sum(rec, rows); err != nil {
		return nil, nil, err
	}
	payload := rec.encode(rows)
	rec, err = parseRecord(payload) // as every other process will
	return rec, payload, err
}

// rows returns quads as rows of local numbers, those that the record removes marked.
func (r *record) rows(quads []graph.Quad) []row {
	local := make(map[graph.ID]uint32, len(r.ids))
	for i, id := range r.ids {
		local[id] = uint32(i)
	}
	rows := make([]row, len(quads))
	for i, q := range quads {
		rows[i] = row{local[q.S], local[q.P], local[q.O], local[q.G]}
		if i >= int(r.added) {
			rows[i][graphAt] |= removal
		}
	}
	return rows
}

// sum tells the record how the number of quads and the digest change, of the state and of each graph.
func (c *commit) sum(rec *record, rows []row) error {
	hashes, err := c.hashes(rec.ids)
	if err != nil {
		return err
	}
	changes := make([]graphChange, len(rec.ids)) // by local number of the graph
	for _, r := range rows {
		g := r[graphAt] &^ removal
		d := quadDigest(hashes[r[0]], hashes[r[1]], hashes[r[2]], hashes[g])
		ch := &changes[g]
		if ch.id = rec.ids[g]; g == r[graphAt] {
			ch.quads++
			ch.digest = ch.digest.add(d)
		} else {
			ch.quads--
			ch.digest = ch.digest.sub(d)
		}
	}
	rec.state, rec.digest = c.base.state, c.base.digest
	for _, ch := range changes {
		if ch.id != graph.Any {
			rec.graphs = append(rec.graphs, ch)
			rec.state += uint64(ch.quads)
			rec.digest = rec.digest.add(ch.digest)
		}
	}
	return nil
}

// hashes returns the hash of each term, which ascend.
func (c *commit) hashes(ids []graph.ID) ([]uint64, error) {
	hashes := make([]uint64, len(ids))
	at := 0
	var form []byte
	for i, id := range ids {
		for at < len(c.ids) && (c.ids[at] < id || c.ids[at] == graph.Unknown) {
			at++
		}
		if at < len(c.ids) && c.ids[at] == id {
			hashes[i] = termHash(c.form(at))
			continue
		}
		var err error
		if form, err = c.base.appendForm(form[:0], id); err != nil {
			return nil, err
		}
		hashes[i] = termHash(form)
	}
	return hashes, nil
}
