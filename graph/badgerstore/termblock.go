package badgerstore

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"slices"

	"github.com/klauspost/compress/s2"
)

// A block of terms:
//
//	terms-1, flags, endings-1   a byte each
//	long                        8 bytes little-endian, with flagLong only: bit i, the rest of term i is elsewhere
//	endings                     of each its length and its bytes
//	shared, sizes, numbers      three columns, as in a block of quads: of each term, how many bytes its body shares with
//	                            the body before, how many follow, and the number of its ending
//	text                        what follows of each body, together; with flagPacked as an S2 block (Snappy's format
//	                            extended); when shorter than 4 bytes filled with zeros to 4
//	crc32c                      4 bytes little-endian, of all before

// termBlock is a decoded block of terms: of each its canonical form or, when that is longer than headBytes, its head.
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

// The flags of a block.
const (
	flagLong   = 1 << iota // there are long terms
	flagPacked             // the bodies' text is compressed
	flagsAll   = 1<<iota - 1
)

// packFrom is from how many bytes of text compression is tried. Below, front coding has left nothing to gain.
const packFrom = 512

// termWriting is a block of terms about to be written. A form is kept in two parts: an ending, of which a block has few,
// like "@en with its quotation mark, and the body before it, of which what it shares with the body before is not repeated.
type termWriting struct {
	long                 uint64
	shared, size, ending [blockTerms]uint64 // by term
	text                 []byte             // what is not shared, one after the other
	endings              [][]byte
}

// appendTermBlock encodes 1 to blockTerms distinct forms, which ascend. Of a form longer than headBytes it takes the
// head: what follows has to be kept elsewhere.
func appendTermBlock(dst []byte, forms [][]byte) []byte {
	var w termWriting
	var before []byte
	for i, form := range forms {
		at := endingOf(form)
		if len(form) > headBytes {
			w.long |= 1 << i
			form, at = form[:headBytes], headBytes
		}
		body := form[:at]
		shared := commonPrefix(before, body)
		w.text = append(w.text, body[shared:]...)
		w.shared[i], w.size[i], w.ending[i] = uint64(shared), uint64(at-shared), w.number(form[at:])
		before = body
	}
	return w.append(dst, len(forms))
}

// number returns the number of an ending.
func (w *termWriting) number(ending []byte) uint64 {
	for i, e := range w.endings {
		if bytes.Equal(e, ending) {
			return uint64(i)
		}
	}
	w.endings = append(w.endings, ending)
	return uint64(len(w.endings) - 1)
}

// endingOf returns where the ending of a form begins: at the quotation mark after a literal's text, the > of an IRI.
func endingOf(form []byte) int {
	if len(form) > 0 && form[0] == '"' {
		return bytes.LastIndexByte(form, '"')
	}
	return len(bytes.TrimSuffix(form, []byte(">")))
}

func commonPrefix(a, b []byte) int {
	i, n := 0, min(len(a), len(b))
	for i+8 <= n && binary.LittleEndian.Uint64(a[i:]) == binary.LittleEndian.Uint64(b[i:]) {
		i += 8
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

func (w *termWriting) append(dst []byte, n int) []byte {
	start, flags, text := len(dst), byte(0), w.text
	if w.long != 0 {
		flags |= flagLong
	}
	if len(text) >= packFrom {
		if packed := s2.EncodeBetter(nil, text); len(packed) < len(text)-len(text)/8 {
			flags |= flagPacked
			text = packed
		}
	}
	dst = append(dst, byte(n-1), flags, byte(len(w.endings)-1))
	if w.long != 0 {
		dst = binary.LittleEndian.AppendUint64(dst, w.long)
	}
	for _, e := range w.endings {
		dst = append(binary.AppendUvarint(dst, uint64(len(e))), e...)
	}
	var values, scratch [blockTerms]uint64
	for _, numbers := range []*[blockTerms]uint64{&w.shared, &w.size, &w.ending} {
		dst = planOf(values[:n], scratch[:n], numbers[:n]).append(dst, values[:n])
	}
	dst = append(dst, text...)
	dst = append(dst, make([]byte, padding(len(text)))...)
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli))
}

// padding returns how many bytes follow a text, so that with the checksum readAhead bytes follow the packed numbers.
func padding(text int) int { return max(0, readAhead-4-text) }

// decode reads a block into b, whose memory is used again.
func (b *termBlock) decode(value []byte) error {
	var h termHead
	if err := h.parse(value); err != nil {
		return err
	}
	b.n, b.long = h.n, h.long
	all := 0
	for i := range h.n {
		all += h.length(i)
		b.ends[i] = uint32(all)
	}
	// The text goes to where the last forms will be. What is not read of it yet is never written over, since what
	// is not shared of a form is not longer than the form.
	b.text = slices.Grow(b.text[:0], all)[:all]
	rest := b.text[all-h.size:]
	if err := h.read(rest); err != nil {
		return err
	}
	last, at := 0, 0
	for i := range b.n {
		form := b.text[at:b.ends[i]]
		shared, size := int(h.shared[i]), int(h.sizes[i])
		copy(form, b.text[last:last+shared])
		copy(form[shared:], rest[:size])
		rest = rest[size:]
		copy(form[shared+size:], h.endings[h.ending[i]])
		last, at = at, int(b.ends[i])
	}
	return nil
}

// termHead is what a block of terms tells before its text.
type termHead struct {
	n       int
	long    uint64
	packed  bool
	endings [blockTerms][]byte
	shared  [blockTerms]uint64 // bytes in common with the form before
	sizes   [blockTerms]uint64 // bytes in the text
	ending  [blockTerms]uint64 // places in endings
	size    int                // bytes of the text
	text    []byte             // as it is kept, with the padding
}

// parse reads and checks a block up to its text.
func (h *termHead) parse(value []byte) error {
	end := len(value) - 4
	if end < 3 || crc32.Checksum(value[:end], castagnoli) != binary.LittleEndian.Uint32(value[end:]) {
		return errBlock
	}
	h.n = int(value[0]) + 1
	flags, count := value[1], int(value[2])+1
	if h.n > blockTerms || count > blockTerms || flags > flagsAll {
		return errBlock
	}
	h.packed = flags&flagPacked != 0
	r := reader{rest: value[3:]}
	if flags&flagLong != 0 {
		if long := r.bytes(8); !r.short {
			h.long = binary.LittleEndian.Uint64(long)
		}
	}
	for e := range count {
		h.endings[e] = r.bytes(r.uvarint())
	}
	for _, numbers := range []*[blockTerms]uint64{&h.shared, &h.sizes, &h.ending} {
		decodeValues(&r, nil, numbers[:h.n])
	}
	if r.short || len(r.rest) < 4 {
		return errBlock
	}
	h.text = r.rest[:len(r.rest)-4]
	before := uint64(0)
	for i := range h.n {
		if h.shared[i] > before || h.sizes[i] > headBytes-h.shared[i] || h.ending[i] >= uint64(count) {
			return errBlock
		}
		before = h.shared[i] + h.sizes[i]
		h.size += int(h.sizes[i])
		if form := h.length(i); form > headBytes || h.long>>i&1 == 1 && form < headBytes {
			return errBlock
		}
	}
	return nil
}

// length returns the bytes of a form, or of its head when it is long.
func (h *termHead) length(i int) int {
	return int(h.shared[i]+h.sizes[i]) + len(h.endings[h.ending[i]])
}

// read sets dst, of h.size bytes, to the text.
func (h *termHead) read(dst []byte) error { return readText(dst, h.text, h.packed) }

// appendTerm appends one form of a block, or its head when it is long, in a third of the time that the whole block
// takes. Only compressed text is read whole, into scratch.
func appendTerm(dst, value []byte, i int, scratch *[]byte) (_ []byte, long bool, err error) {
	var h termHead
	if err := h.parse(value); err != nil || i >= h.n {
		return dst, false, errBlock
	}
	text := h.text
	if h.packed {
		*scratch = slices.Grow((*scratch)[:0], h.size)[:h.size]
		text = *scratch
		if err := h.read(text); err != nil {
			return dst, false, err
		}
	} else if len(text) < h.size {
		return dst, false, errBlock
	}
	at := 0
	for _, n := range h.sizes[:i] {
		at += int(n)
	}
	start := len(dst)
	dst = append(slices.Grow(dst, h.length(i)), make([]byte, h.shared[i])...)
	dst = append(append(dst, text[at:at+int(h.sizes[i])]...), h.endings[h.ending[i]]...)
	// What is shared stands in the nearest forms before that did not share it themselves.
	for need, j := int(h.shared[i]), i-1; need > 0; j-- {
		at -= int(h.sizes[j])
		if shared := int(h.shared[j]); shared < need {
			copy(dst[start+shared:start+need], text[at:])
			need = shared
		}
	}
	return dst, h.long>>i&1 == 1, nil
}

// readText sets dst to the text of a block.
func readText(dst, src []byte, packed bool) error {
	if packed {
		if n, err := s2.DecodedLen(src); err != nil || n != len(dst) {
			return errBlock
		}
		_, err := s2.Decode(dst, src)
		return err
	}
	if len(src) != len(dst)+padding(len(dst)) {
		return errBlock
	}
	copy(dst, src)
	return nil
}

// A part of what follows the head of a long term: a byte, 1 when the rest is an S2 block, and the rest.

// appendPart encodes a part, of at most partBytes.
func appendPart(dst, text []byte) []byte {
	if packed := s2.EncodeBetter(nil, text); len(packed) < len(text)-len(text)/8 {
		return append(append(dst, 1), packed...)
	}
	return append(append(dst, 0), text...)
}

// readPart appends a part to dst.
func readPart(dst, value []byte) ([]byte, error) {
	if len(value) < 2 || len(value) > partBytes+1 || value[0] > 1 {
		return dst, errBlock
	}
	if value[0] == 0 {
		return append(dst, value[1:]...), nil
	}
	n, err := s2.DecodedLen(value[1:])
	if err != nil || n == 0 || n > partBytes {
		return dst, errBlock
	}
	dst = slices.Grow(dst, n)
	if _, err := s2.Decode(dst[len(dst):len(dst)+n], value[1:]); err != nil {
		return dst, err
	}
	return dst[:len(dst)+n], nil
}
