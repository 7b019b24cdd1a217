package badgerstore

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"sort"

	"concord/graph"
)

// tuple is the ids of a quad in the positions of some order, first to last.
type tuple [4]graph.ID

func compareTuples(a, b tuple) int {
	for i := range a {
		if a[i] != b[i] {
			return cmp.Compare(a[i], b[i])
		}
	}
	return 0
}

// after returns the least tuple that is greater than all which begin with the first n ids of t; the others
// are graph.Any, n is at least 1, and no id is the greatest there is, which is graph.Unknown and no term's.
func (t tuple) after(n int) tuple {
	t[n-1]++
	return t
}

// quadKey returns the key of the block whose last quad is t.
func quadKey(dst []byte, by graph.Order, t tuple) []byte {
	dst = append(dst, byte(by))
	for _, id := range t {
		dst = binary.BigEndian.AppendUint64(dst, uint64(id))
	}
	return dst
}

// quadBlock is a decoded block.
type quadBlock struct {
	rank   uint64
	tuples []tuple
}

// search returns the index of the first tuple at or after t, at or after index from.
func (b *quadBlock) search(from int, t tuple) int {
	rest := b.tuples[from:]
	return from + sort.Search(len(rest), func(i int) bool { return compareTuples(rest[i], t) >= 0 })
}

// appendQuadBlock encodes tuples, of which there is at least one and which are strictly ascending.
func appendQuadBlock(dst []byte, rank uint64, tuples []tuple) []byte {
	dst = binary.AppendUvarint(dst, rank)
	dst = binary.AppendUvarint(dst, uint64(len(tuples)))
	for _, id := range tuples[0] {
		dst = binary.AppendUvarint(dst, uint64(id))
	}
	for i, t := range tuples[1:] {
		before, at := tuples[i], 0
		for t[at] == before[at] {
			at++
		}
		dst = binary.AppendUvarint(dst, uint64(t[at]-before[at])<<2|uint64(at))
		for _, id := range t[at+1:] {
			dst = binary.AppendUvarint(dst, uint64(id))
		}
	}
	return dst
}

var errBlock = errors.New("malformed block")

// decode reads a block into b, whose memory is used again.
func (b *quadBlock) decode(value []byte) error {
	r := reader{rest: value}
	b.rank = r.uvarint()
	n := r.uvarint()
	if n == 0 || n > blockQuads {
		return errBlock
	}
	b.tuples = slices.Grow(b.tuples[:0], int(n))[:n]
	var t tuple
	for i := range t {
		t[i] = graph.ID(r.uvarint())
	}
	b.tuples[0] = t
	for i := 1; i < len(b.tuples); i++ {
		delta := r.uvarint()
		at := int(delta & 3)
		t[at] += graph.ID(delta >> 2)
		for at++; at < len(t); at++ {
			t[at] = graph.ID(r.uvarint())
		}
		b.tuples[i] = t
	}
	if r.short || len(r.rest) > 0 {
		return errBlock
	}
	return nil
}

// reader takes varints and bytes from the front of a value.
type reader struct {
	rest  []byte
	short bool // more was asked for than there is
}

func (r *reader) uvarint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 {
		v := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.short = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.short = true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}
