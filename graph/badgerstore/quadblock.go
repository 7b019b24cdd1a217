package badgerstore

import (
	"encoding/binary"
	"slices"
	"sort"

	"concord/graph"
)

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
