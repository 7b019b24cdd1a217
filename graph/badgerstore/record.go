package badgerstore

import (
	"encoding/binary"
	"fmt"

	"concord/graph"
)

// record is a commit as the log keeps it. It shares the memory it was parsed from.
type record struct {
	ids            []graph.ID // of all terms of its quads, ascending: a local number is a place in it
	terms          []term     // those the state before has not, ascending
	graphs         []graphChange
	added, removed uint64
	runs           [orders][]byte // the quads added and removed, packed, by order
	state          uint64         // quads of the state that the commit made
	digest         digest         // of these quads
}

// orders is the number of orders, which are numbered from 1.
const orders = int(graph.GOSP)

// term is a term that the log brought, in its canonical form.
type term struct {
	id   graph.ID
	form []byte
}

// graphChange is what a commit changed in one graph.
type graphChange struct {
	id     graph.ID
	quads  int64  // added minus removed
	digest digest // of the added ones minus that of the removed ones
}

// size returns how many quads the record adds and removes.
func (r *record) size() int { return int(r.added + r.removed) }

// encode returns the payload of a record whose quads are rows of local numbers, in any order.
func (r *record) encode(rows []row) []byte {
	b := binary.AppendUvarint(nil, r.added)
	b = binary.AppendUvarint(b, r.removed)
	b = binary.AppendUvarint(b, r.state)
	b = r.digest.append(b)
	b = binary.AppendUvarint(b, uint64(len(r.ids)))
	before := graph.ID(0)
	for _, id := range r.ids {
		b = binary.AppendUvarint(b, uint64(id-before))
		before = id
	}
	b = r.appendTerms(b)
	b = binary.AppendUvarint(b, uint64(len(r.graphs)))
	at := 0
	for _, g := range r.graphs {
		for r.ids[at] != g.id {
			at++
		}
		b = binary.AppendUvarint(b, uint64(at))
		b = binary.AppendVarint(b, g.quads)
		b = g.digest.append(b)
	}
	sorted := sortRows(rows, len(r.ids))
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		run := packRows(nil, by, sorted.inOrder(by))
		b = append(binary.AppendUvarint(b, uint64(len(run))), run...)
	}
	return b
}

func (r *record) appendTerms(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(r.terms)))
	at := 0
	var before []byte
	for _, t := range r.terms {
		for r.ids[at] != t.id {
			at++
		}
		shared := 0
		for shared < min(len(before), len(t.form)) && before[shared] == t.form[shared] {
			shared++
		}
		b = binary.AppendUvarint(b, uint64(at))
		b = binary.AppendUvarint(b, uint64(shared))
		b = binary.AppendUvarint(b, uint64(len(t.form)-shared))
		b = append(b, t.form[shared:]...)
		before = t.form
	}
	return b
}

// parseRecord is the inverse of encode. The runs stay packed.
func parseRecord(payload []byte) (*record, error) {
	r := reader{rest: payload}
	rec := &record{added: r.uvarint(), removed: r.uvarint(), state: r.uvarint(), digest: r.digest()}
	rec.ids = make([]graph.ID, r.size(1))
	id := graph.ID(0)
	for i := range rec.ids {
		delta := graph.ID(r.uvarint())
		if delta == 0 || delta > graph.Unknown-1-id {
			return nil, errBlock
		}
		id += delta
		rec.ids[i] = id
	}
	if err := rec.parseTerms(&r); err != nil {
		return nil, err
	}
	rec.graphs = make([]graphChange, r.size(1+1+digestBytes))
	for i := range rec.graphs {
		id, ok := rec.local(r.uvarint())
		rec.graphs[i] = graphChange{id: id, quads: r.varint(), digest: r.digest()}
		if !ok || i > 0 && id <= rec.graphs[i-1].id {
			return nil, errBlock
		}
	}
	for i := range rec.runs {
		rec.runs[i] = r.bytes(r.uvarint())
		if most := uint64(len(rec.runs[i])) * blockQuads; rec.added > most || rec.removed > most {
			return nil, errBlock
		}
	}
	if r.short || len(r.rest) > 0 {
		return nil, errBlock
	}
	return rec, nil
}

func (rec *record) parseTerms(r *reader) error {
	rec.terms = make([]term, r.size(3))
	var before []byte
	for i := range rec.terms {
		id, ok := rec.local(r.uvarint())
		shared := r.uvarint()
		further := r.bytes(r.uvarint())
		if r.short || !ok || shared > uint64(len(before)) || i > 0 && id <= rec.terms[i-1].id {
			return errBlock
		}
		before = append(append(make([]byte, 0, int(shared)+len(further)), before[:shared]...), further...)
		rec.terms[i] = term{id, before}
	}
	return nil
}

func (rec *record) local(n uint64) (graph.ID, bool) {
	if n >= uint64(len(rec.ids)) {
		return 0, false
	}
	return rec.ids[n], true
}

// digest reads what append of a digest wrote.
func (r *reader) digest() digest {
	b := r.bytes(digestBytes)
	if r.short {
		return digest{}
	}
	return parseDigest(b)
}

// sortRows makes rows of numbers below limit, in any order, ready to be had in each.
func sortRows(rows []row, limit int) *sortedSegment {
	s := &sortedSegment{}
	s.digits.count(rows, limit)
	scratch := make([]row, len(rows))
	for at := graphAt; at >= 0; at-- {
		rows, scratch = s.digits.sort(rows, scratch, at)
	}
	s.segment = &segment{rows: rows}
	return s
}

// packRows appends blocks, each preceded by its length. Beside the local number in an order's last position stands,
// as the lowest bit, whether the quad is removed: a quad occurs once, so that the order stays.
func packRows(dst []byte, by graph.Order, rows []row) []byte {
	var c columns
	var e encoder
	var block []byte
	for from := 0; from < len(rows); from += c.n {
		part := rows[from:min(from+blockQuads, len(rows))]
		c.n = len(part)
		for p, at := range positions[by] {
			for i := range part {
				c.col[p][i] = uint64(part[i][at] &^ removal)
			}
		}
		for i := range part {
			c.col[3][i] = c.col[3][i]<<1 | uint64(part[i][graphAt]>>31)
		}
		block = e.append(block[:0], uint64(from), &c)
		dst = append(binary.AppendUvarint(dst, uint64(len(block))), block...)
	}
	return dst
}

// changes unpacks the quads added and removed in one order.
func (rec *record) changes(by graph.Order) (*changes, error) {
	out := newChanges(rec.size())
	var c columns
	for r := (reader{rest: rec.runs[by-1]}); len(r.rest) > 0; {
		if _, err := c.decode(r.bytes(r.uvarint())); err != nil {
			return nil, err
		}
		for i := range c.n {
			row := c.row(i)
			gone := row[3]&1 == 1
			row[3] >>= 1
			var t tuple
			for p, n := range row {
				id, ok := rec.local(n)
				if !ok {
					return nil, errBlock
				}
				t[p] = id
			}
			if n := len(out.tuples); n > 0 && compareTuples(out.tuples[n-1], t) >= 0 {
				return nil, errBlock
			}
			out.add(t, gone)
		}
	}
	if out.len() != rec.size() || out.net[out.len()] != int32(int64(rec.added)-int64(rec.removed)) {
		return nil, fmt.Errorf("%w: %d quads in order %v, %d expected", errBlock, out.len(), by, rec.size())
	}
	return out, nil
}

// positions tells by order which of S, P, O and G stands where.
var positions = [orders + 1][4]uint8{
	graph.SPOG: {0, 1, 2, 3},
	graph.POSG: {1, 2, 0, 3},
	graph.OSPG: {2, 0, 1, 3},
	graph.GSPO: {3, 0, 1, 2},
	graph.GPOS: {3, 1, 2, 0},
	graph.GOSP: {3, 2, 0, 1},
}
