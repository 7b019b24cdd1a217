package format

import (
	"bytes"
	"encoding/binary"
)

// checked remembers IRIs that were read not long ago, so that one repeated on the next lines is not checked a
// byte at a time again: 1.0 GB/s instead of 0.8 over quads of a statement graph. A slot holds one IRI in its
// brackets; another with its hash replaces it.
type checked [256]struct {
	length uint8
	form   [127]byte
}

// known returns the length of an IRI that line begins with and that was kept, and the slot where it would be;
// 0 and -1 when it is not to be kept.
func (c *checked) known(line []byte) (length, slot int) {
	if c == nil {
		return 0, -1
	}
	last := bytes.IndexByte(line, '>')
	if last < 8 || last >= len(c[0].form) {
		return 0, -1
	}
	// The end of an IRI tells it from its neighbours.
	hash := (binary.LittleEndian.Uint64(line[last-8:]) ^ uint64(last)) * 0x9E3779B97F4A7C15 >> 56
	kept := &c[hash]
	if bytes.Equal(kept.form[:kept.length], line[:last+1]) {
		return last + 1, int(hash)
	}
	return 0, int(hash)
}

func (c *checked) keep(slot int, form []byte) {
	c[slot].length = uint8(copy(c[slot].form[:], form))
}
