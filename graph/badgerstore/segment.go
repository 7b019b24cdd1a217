package badgerstore

import (
	"bytes"
	"errors"
	"math"

	"github.com/cespare/xxhash/v2"
)

// segment is what one goroutine of a load collects, or an Update: quads that are added or removed, whose terms have
// local numbers from 0, the default graph's. It holds no pointers but to its few arrays, so that it is no work for the
// garbage collector.
type segment struct {
	text  []byte   // the forms, one behind the other
	ends  []uint32 // where the form of each number ends in text
	slots []uint64 // open addressing by hash: half of the hash, then the number plus 1
	rows  []row    // in the order of the calls
	gone  bool     // whether a row is a removal

	spare [2][]row // memory for sorting
}

// row is a quad as local numbers of subject, predicate, object and graph. Of a removal the graph has the bit removal.
type row [4]uint32

const removal = 1 << 31

const (
	graphAt     = 3
	firstSlots  = 1 << 10
	mostTextual = math.MaxUint32 // bytes of the forms of a segment
)

var errFull = errors.New("terms of one batch exceed 4 GiB")

func newSegment() *segment {
	s := &segment{slots: make([]uint64, firstSlots)}
	s.reset()
	return s
}

// reset empties the segment and keeps its memory.
func (s *segment) reset() {
	s.text, s.ends, s.rows, s.gone = s.text[:0], s.ends[:0], s.rows[:0], false
	clear(s.slots)
	s.ends = append(s.ends, 0) // the default graph, whose form is empty
}

// form returns the form of a number, in the memory of the segment.
func (s *segment) form(n uint32) []byte {
	if n == 0 {
		return nil
	}
	return s.text[s.ends[n-1]:s.ends[n]]
}

// term returns the number of a canonical form, the same for the same form; 0 for the empty one.
func (s *segment) term(form []byte) (uint32, error) {
	if len(form) == 0 {
		return 0, nil
	}
	hash := xxhash.Sum64(form)
	mark := hash &^ math.MaxUint32
	at, mask := hash>>32, uint64(len(s.slots)-1)
	for ; ; at++ {
		slot := s.slots[at&mask]
		if slot == 0 {
			break
		}
		if slot&^math.MaxUint32 == mark && bytes.Equal(s.form(uint32(slot)), form) {
			return uint32(slot), nil
		}
	}
	if len(s.text)+len(form) > mostTextual {
		return 0, errFull
	}
	n := uint32(len(s.ends))
	s.text = append(s.text, form...)
	s.ends = append(s.ends, uint32(len(s.text)))
	s.slots[at&mask] = mark | uint64(n)
	if 2*len(s.ends) > len(s.slots) {
		s.growSlots()
	}
	return n, nil
}

// growSlots doubles the table. The half of a hash that is kept is enough to place it.
func (s *segment) growSlots() {
	old := s.slots
	s.slots = make([]uint64, 2*len(old))
	mask := uint64(len(s.slots) - 1)
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		at := slot >> 32
		for s.slots[at&mask] != 0 {
			at++
		}
		s.slots[at&mask] = slot
	}
}

// add adds a quad.
func (s *segment) add(r row) { s.rows = append(s.rows, r) }

// remove removes a quad. Of several calls with one quad the last counts.
func (s *segment) remove(r row) {
	r[graphAt] |= removal
	s.gone = true
	s.rows = append(s.rows, r)
}

// spares returns memory for as many rows as there are, one or two times.
func (s *segment) spares(n int) [2][]row {
	for i := range n {
		if cap(s.spare[i]) < len(s.rows) {
			s.spare[i] = make([]row, cap(s.rows))
		}
		s.spare[i] = s.spare[i][:len(s.rows)]
	}
	return s.spare
}

// size tells how many bytes of memory the segment takes, with what is needed to sort it.
func (s *segment) size() int {
	const perTerm, perRow = 4 + 4 + 16, 3 * 16
	return len(s.text) + 8*len(s.slots) + perTerm*len(s.ends) + perRow*len(s.rows)
}
