package badgerstore

import (
	"math/bits"
	"slices"

	"concord/graph"
)

// sortedSegment is a segment made ready to be merged: its rows hold places in the order of ids, each quad once. It
// implements run as long as its segment is not used again.
type sortedSegment struct {
	*segment
	numbers []uint32   // numbers of the terms in the order of their ids
	known   int        // how many of them have their ids already: the default graph and what is inlined
	ids     []graph.ID // of the terms in that order, those after known once they are placed
	digits  digits
}

// sort makes a segment ready. It takes the segment's rows over, in SPOG order.
func (s *segment) sort() *sortedSegment {
	numbers, ids := s.sortTerms()
	t := &sortedSegment{segment: s, numbers: numbers, known: len(ids), ids: ids}
	placeOf := make([]uint32, len(numbers))
	for place, n := range numbers {
		placeOf[n] = uint32(place)
	}
	for i := range s.rows {
		r := &s.rows[i]
		r[0], r[1], r[2] = placeOf[r[0]], placeOf[r[1]], placeOf[r[2]]
		r[graphAt] = placeOf[r[graphAt]&^removal] | r[graphAt]&removal
	}
	t.digits.count(s.rows, len(numbers))
	scratch := s.spares(1)[0]
	for at := graphAt; at >= 0; at-- {
		s.rows, scratch = t.digits.sort(s.rows, scratch, at)
	}
	s.spare[0] = scratch
	if n := len(s.rows); n > 0 {
		if s.rows = lastOfEach(s.rows); len(s.rows) < n {
			t.digits.count(s.rows, len(numbers))
		}
	}
	return t
}

// lastOfEach keeps the last of the rows of one quad, which stand together in the order of the calls.
func lastOfEach(rows []row) []row {
	kept := rows[:1]
	for _, r := range rows[1:] {
		last := &kept[len(kept)-1]
		if r[0] == last[0] && r[1] == last[1] && r[2] == last[2] && (r[graphAt]^last[graphAt])&^removal == 0 {
			*last = r
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

// inOrder returns the rows in an order, in memory of their own but for SPOG.
func (t *sortedSegment) inOrder(by graph.Order) []row {
	if by == graph.SPOG {
		return t.rows
	}
	return t.sortInto(by, make([]row, len(t.rows)), make([]row, len(t.rows)))
}

// sortInto returns the rows in an order other than SPOG, in one of a and b, which are as many rows.
func (t *sortedSegment) sortInto(by graph.Order, a, b []row) []row {
	copy(a, t.rows)
	for _, at := range sortedBy[by] {
		a, b = t.digits.sort(a, b, int(at))
	}
	return a
}

// sortedBy tells by which positions rows in SPOG order are sorted one after the other, stably, to be in an order.
var sortedBy = [orders + 1][]uint8{
	graph.POSG: {2, 1},
	graph.OSPG: {2},
	graph.GSPO: {3},
	graph.GPOS: {2, 1, 3},
	graph.GOSP: {2, 3},
}

const (
	digitBits = 11 // 2048 counts stay in the first cache beside the rows
	mostDigit = (31 + digitBits - 1) / digitBits
)

// digits counts how often each digit occurs in each position of rows, which does not depend on their order.
type digits struct {
	n     int // digits of a number
	width int // bits of a digit
	at    [4][mostDigit][1 << digitBits]uint32
}

// count counts for rows of numbers below limit.
func (d *digits) count(rows []row, limit int) {
	size := max(bits.Len(uint(limit-1)), 1)
	d.n = (size + digitBits - 1) / digitBits
	d.width = (size + d.n - 1) / d.n
	d.at = [4][mostDigit][1 << digitBits]uint32{}
	mask := uint32(1)<<d.width - 1
	for i := range rows {
		for p, v := range rows[i] {
			v &^= removal
			for k := range d.n {
				d.at[p][k][v>>(k*d.width)&mask]++
			}
		}
	}
}

// sort sorts rows by one position, stably, with scratch of the same length. It returns both, the sorted first.
func (d *digits) sort(rows, scratch []row, at int) (_, _ []row) {
	if len(rows) == 0 {
		return rows, scratch
	}
	var next [1 << digitBits]uint32
	mask := uint32(1)<<d.width - 1
	for k := range d.n {
		shift := k * d.width
		counts := &d.at[at][k]
		if int(counts[rows[0][at]&^removal>>shift&mask]) == len(rows) {
			continue // all alike
		}
		sum := uint32(0)
		for i, c := range counts[:mask+1] {
			next[i] = sum
			sum += c
		}
		scratch = scratch[:len(rows)]
		for i := range rows {
			digit := rows[i][at] &^ removal >> shift & mask
			scratch[next[digit]] = rows[i]
			next[digit]++
		}
		rows, scratch = scratch, rows
	}
	return rows, scratch
}

// size implements run.
func (t *sortedSegment) size() (terms, quads uint64) {
	return uint64(len(t.numbers) - t.known), uint64(len(t.rows))
}

// bytes implements run.
func (t *sortedSegment) bytes() uint64 {
	return uint64(len(t.text) + 8*len(t.numbers) + quadBytes*len(t.rows))
}

// removes implements run.
func (t *sortedSegment) removes() bool { return t.gone }

// terms implements run.
func (t *sortedSegment) terms() (termCursor, error) {
	return &formCursor{t.segment, t.numbers[t.known:]}, nil
}

// formCursor walks the forms of terms by number.
type formCursor struct {
	segment *segment
	numbers []uint32
}

func (c *formCursor) next() ([]byte, error) {
	if len(c.numbers) == 0 {
		return nil, nil
	}
	form := c.segment.form(c.numbers[0])
	c.numbers = c.numbers[1:]
	return form, nil
}

func (c *formCursor) close() error { return nil }

// place implements run.
func (t *sortedSegment) place(ids []graph.ID) {
	t.ids = append(slices.Clip(t.ids[:t.known]), ids...)
}

// quads implements run.
func (t *sortedSegment) quads(by graph.Order) (quadCursor, error) {
	return &rowCursor{t.ids, positions[by], t.inOrder(by), t.gone}, nil
}

// rowCursor walks sorted rows.
type rowCursor struct {
	ids    []graph.ID
	places [4]uint8
	rows   []row
	gone   bool
}

func (c *rowCursor) next(t *tuples) error {
	t.n = min(len(c.rows), blockQuads)
	t.removes = c.gone
	rows := c.rows[:t.n]
	for p, at := range c.places {
		for i := range rows {
			t.id[p][i] = c.ids[rows[i][at]&^removal]
		}
	}
	if c.gone {
		for i := range rows {
			t.removed[i] = rows[i][graphAt]&removal != 0
		}
	}
	c.rows = c.rows[t.n:]
	return nil
}

func (c *rowCursor) close() error { return nil }
