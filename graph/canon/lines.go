package canon

import (
	"bytes"
	"slices"
)

// lineWriter gathers lines in a block.
type lineWriter struct {
	block
	head []byte // subject and predicate of the line before
	tail []byte // its graph and end
}

// write appends the lines of b and yields the blocks that are full.
func (w *lineWriter) write(b *batch, yield func(block, error) bool) bool {
	for from := 0; from < len(b.rows); {
		to, sorted := b.group(from)
		if !sorted {
			b.sort(b.rows[from:to])
		}
		w.head = append(append(append(w.head[:0], b.form(b.rows[from][0])...), ' '), b.form(b.rows[from][1])...)
		w.head = append(w.head, ' ')
		for i := from; i < to; i++ {
			r := b.rows[i]
			if i == from || r[3] != b.rows[i-1][3] {
				w.setTail(b.form(r[3]))
			}
			w.bytes = append(append(append(w.bytes, w.head...), b.form(r[2])...), w.tail...)
		}
		if w.lines += to - from; len(w.bytes) >= blockBytes {
			if !yield(w.block, nil) {
				return false
			}
			w.bytes, w.lines = w.bytes[:0], 0
		}
		from = to
	}
	return true
}

func (w *lineWriter) setTail(g []byte) {
	w.tail = append(w.tail[:0], ' ')
	if len(g) > 0 {
		w.tail = append(append(w.tail, g...), ' ')
	}
	w.tail = append(w.tail, '.', '\n')
}

// group returns the end of the rows with the subject and predicate of the one at from, and whether their objects
// are in byte order.
func (b *batch) group(from int) (to int, sorted bool) {
	sorted = true
	first := b.rows[from]
	for to = from + 1; to < len(b.rows) && b.rows[to][0] == first[0] && b.rows[to][1] == first[1]; to++ {
		if o, before := b.rows[to][2], b.rows[to-1][2]; o != before && sorted && isLiteral(b.form(o)) {
			sorted = bytes.Compare(b.form(before), b.form(o)) < 0
		}
	}
	return to, sorted
}

// sort sorts rows of one subject and predicate by their objects; those of one object stay in the order of graphs.
func (b *batch) sort(rows []row) {
	slices.SortStableFunc(rows, func(x, y row) int { return bytes.Compare(b.form(x[2]), b.form(y[2])) })
}
