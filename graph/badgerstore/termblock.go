package badgerstore

import (
	"encoding/binary"
	"hash/crc32"
)

// termBlock is a decoded block of terms: of each its canonical form, or of a form longer than headBytes the head.
type termBlock struct {
	n    int
	long uint64 // bit i: the rest of term i is elsewhere
	ends [blockTerms]uint32
	text []byte
}

// form returns the form of a term, or its head when it is long, in the block's own memory.
func (b *termBlock) form(i int) []byte {
	from := uint32(0)
	if i > 0 {
		from = b.ends[i-1]
	}
	return b.text[from:b.ends[i]:b.ends[i]]
}

func (b *termBlock) isLong(i int) bool { return b.long>>i&1 == 1 }

// appendTermBlock encodes 1 to blockTerms distinct forms, which ascend. Of a form longer than headBytes it takes the
// head: what follows has to be kept elsewhere.
func appendTermBlock(dst []byte, forms [][]byte) []byte {
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0, byte(len(forms)))
	var before []byte
	for _, form := range forms {
		head := form[:min(len(form), headBytes)]
		shared := 0
		for shared < min(len(before), len(head)) && before[shared] == head[shared] {
			shared++
		}
		size := uint64(len(head)-shared) << 1
		if len(form) > headBytes {
			size |= 1
		}
		dst = binary.AppendUvarint(binary.AppendUvarint(dst, uint64(shared)), size)
		dst = append(dst, head[shared:]...)
		before = head
	}
	binary.LittleEndian.PutUint32(dst[start:], crc32.Checksum(dst[start+4:], castagnoli))
	return dst
}

// decode reads a block into b, whose memory is used again.
func (b *termBlock) decode(value []byte) error {
	if len(value) < 5 || crc32.Checksum(value[4:], castagnoli) != binary.LittleEndian.Uint32(value) {
		return errBlock
	}
	b.n, b.long, b.text = int(value[4]), 0, b.text[:0]
	if b.n == 0 || b.n > blockTerms {
		return errBlock
	}
	r := reader{rest: value[5:]}
	from, before := 0, 0
	for i := range b.n {
		shared, size := r.uvarint(), r.uvarint()
		further := r.bytes(size >> 1)
		if r.short || shared > uint64(before) {
			return errBlock
		}
		at := len(b.text)
		b.text = append(append(b.text, b.text[from:from+int(shared)]...), further...)
		from, before = at, len(b.text)-at
		b.long |= size & 1 << i
		b.ends[i] = uint32(len(b.text))
	}
	if len(r.rest) > 0 {
		return errBlock
	}
	return nil
}

// searchTermBlock returns the index of the first term of an encoded block whose form, or head when it is long, is at
// or after the head of form, and whether it is form itself. When that term is long the caller has to compare what is
// kept elsewhere, also of the long terms with the same head that follow.
func searchTermBlock(value, form []byte) (at int, found bool, err error) {
	var b termBlock
	if err := b.decode(value); err != nil {
		return 0, false, err
	}
	head := form[:min(len(form), headBytes)]
	for i := range b.n {
		if f := b.form(i); string(f) >= string(head) {
			return i, string(f) == string(form) && !b.isLong(i), nil
		}
	}
	return b.n, false, nil
}
