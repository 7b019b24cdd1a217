package badgerstore

import (
	"encoding/binary"
	"hash/crc32"
)

// columns is a decoded block of quads: the first n values of each position of an order. The values are codes of
// ids (numbering), or whatever else numbers terms.
type columns struct {
	n   int
	col [4][blockQuads]uint64

	index  [blockQuads]uint64 // of the selector's values in its table
	groups int                // size of that table
}

// row returns a quad in the positions of the order.
func (c *columns) row(i int) [4]uint64 {
	return [4]uint64{c.col[0][i], c.col[1][i], c.col[2][i], c.col[3][i]}
}

// add appends a row. There is room for blockQuads.
func (c *columns) add(row [4]uint64) {
	for i, v := range row {
		c.col[i][c.n] = v
	}
	c.n++
}

// search returns the index of the first row at or after row, at or after index from. The rows ascend.
func (c *columns) search(from int, row [4]uint64) int {
	lo, hi := from, c.n
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); c.less(mid, row) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (c *columns) less(i int, row [4]uint64) bool {
	for p, v := range row {
		if at := c.col[p][i]; at != v {
			return at < v
		}
	}
	return false
}

// The ways a column is written: the low three bits of its first byte. Each makes small numbers of a column's values,
// which are then packed. The other five bits are how many zeros below all differences are left out.
const (
	wayConstant = iota // one value
	wayFrame           // differences from the least
	wayDelta           // differences from the value before, none negative
	waySigned          // differences from the value before, as zigzag
	wayTable           // places in a table of the values
	waySteps           // steps from place to place in a table of the values, around its end
	wayGroups          // by the selector's value: differences from the group's least or from its last
	wayLine            // differences from a line through another column
)

const (
	wayBits   = 3
	mostZeros = 1<<(8-wayBits) - 1
	// mostGroups is how many values the table of a selector has at most.
	mostGroups = 64
	// noSelector stands in a block without selector.
	noSelector = 0xff
	// trailer is what ends a block, and readable behind all that is packed: rank, rows less one, selector, CRC32C.
	trailer = 6 + 2 + 1 + 4
)

// decode reads a block into c and returns its rank.
func (c *columns) decode(value []byte) (rank uint64, err error) {
	end := len(value) - trailer
	if end < 0 || crc32.Checksum(value[:len(value)-4], castagnoli) != binary.LittleEndian.Uint32(value[len(value)-4:]) {
		return 0, errBlock
	}
	rank = binary.LittleEndian.Uint64(value[end:]) & (1<<48 - 1)
	c.n = int(binary.LittleEndian.Uint16(value[end+6:])) + 1
	selector := int(value[end+8])
	if c.n > blockQuads || selector >= len(c.col) && selector != noSelector {
		return 0, errBlock
	}
	c.groups = 0
	r := reader{rest: value}
	if selector != noSelector {
		c.decodeTable(&r, selector)
	}
	for i := range c.col {
		if i != selector {
			c.decodeColumn(&r, i)
		}
	}
	if r.short || len(r.rest) != trailer {
		return 0, errBlock
	}
	return rank, nil
}

func (c *columns) decodeColumn(r *reader, i int) {
	col := c.col[i][:c.n]
	if len(r.rest) == 0 {
		r.short = true
		return
	}
	switch head := r.rest[0]; head & (1<<wayBits - 1) {
	case wayGroups:
		r.byte()
		c.decodeGroups(r, col)
	case wayLine:
		r.byte()
		c.decodeLine(r, col, head>>wayBits)
	default:
		decodeValues(r, col)
	}
}

// decodeValues reads a column that does not depend on others.
func decodeValues(r *reader, col []uint64) {
	head := r.byte()
	zeros := head >> wayBits
	base := r.uvarint()
	switch head & (1<<wayBits - 1) {
	case wayConstant:
		for i := range col {
			col[i] = base
		}
	case wayFrame:
		r.unpackPatched(col)
		for i, v := range col {
			col[i] = base + v<<zeros
		}
	case wayDelta:
		r.unpackPatched(col)
		for i, v := range col {
			base += v << zeros
			col[i] = base
		}
	case waySigned:
		r.unpackPatched(col)
		for i, v := range col {
			base += unzigzag(v) << zeros
			col[i] = base
		}
	default:
		r.short = true
	}
}

// decodeTable reads the selector.
func (c *columns) decodeTable(r *reader, selector int) {
	way, size := r.byte(), int(r.byte())
	if way != wayTable && way != waySteps || size == 0 || size > mostGroups {
		r.short = true
		return
	}
	c.groups = size
	var table [mostGroups]uint64
	decodeValues(r, table[:size])
	index, col := c.index[:c.n], c.col[selector][:c.n]
	r.unpackPatched(index)
	if way == waySteps {
		at := uint64(0)
		for i, v := range index {
			at += v
			if at >= uint64(size) {
				at -= uint64(size)
			}
			index[i] = at
		}
	}
	for i, g := range index {
		if g >= uint64(size) {
			r.short = true
			return
		}
		col[i] = table[g%mostGroups]
	}
}

// coding is how the values of one group of a column are written: those of rows whose group is that of the row before,
// or the others. A value is near the group's least, or near its last one.
type coding struct {
	width uint8
	zeros uint8
	sign  uint8  // 1 when differences are zigzag
	last  uint64 // all ones when differences are from the last value
}

// groupHead describes a group in two bytes: the place of its zeros in groupZeros, then for rows after another group and
// for rows after its own each a mode and a width.
const (
	zerosBits = 2
	modeBits  = 2
	widthBits = 5
	widthMask = 1<<widthBits - 1
)

// The modes of a coding.
const (
	fromLeast = iota
	fromLastUp
	fromLastSigned
)

// groupZeros are the zeros below all differences that a group leaves out: of no kind, of one kind, of inlined
// literals of one type, and of such that are not negative.
var groupZeros = [1 << zerosBits]uint8{0, codeKindBits, codeKindBits + codeTypeBits, codeKindBits + codeTypeBits + 1}

func codingOf(bits uint16, zeros uint8) coding {
	x := coding{width: uint8(bits & widthMask), zeros: zeros}
	switch bits >> widthBits & (1<<modeBits - 1) {
	case fromLastUp:
		x.last = ^uint64(0)
	case fromLastSigned:
		x.sign, x.last = 1, ^uint64(0)
	}
	return x
}

func (c *columns) decodeGroups(r *reader, col []uint64) {
	if c.groups == 0 {
		r.short = true
		return
	}
	var codings [2 * mostGroups]coding
	var least, last [mostGroups]uint64
	for g := range c.groups {
		head := uint16(r.byte()) | uint16(r.byte())<<8
		zeros := groupZeros[head&(1<<zerosBits-1)]
		codings[2*g] = codingOf(head>>zerosBits, zeros)
		codings[2*g+1] = codingOf(head>>(zerosBits+modeBits+widthBits), zeros)
		least[g] = r.uvarint()
		last[g] = least[g]
	}
	src := r.rest
	if len(src) < trailer {
		r.short = true
		return
	}
	bit, before := uint(0), uint64(mostGroups)
	for i, g := range c.index[:len(col)] {
		g %= mostGroups
		x := &codings[2*g+b2u(g == before)]
		before = g
		at := bit >> 3
		if at+readAhead > uint(len(src)) {
			r.short = true
			return
		}
		v := binary.LittleEndian.Uint64(src[at:]) >> (bit & 7) & (1<<(x.width&63) - 1)
		bit += uint(x.width)
		d := (v>>(x.sign&63) ^ -(v & uint64(x.sign))) << (x.zeros & 63)
		v = least[g] + (last[g]-least[g])&x.last + d
		last[g], col[i] = v, v
	}
	r.packed((int(bit)+7)/8, widthMask)
}

// decodeLine reads a column near a line through another: base + slope*(x-origin)>>lineBits.
func (c *columns) decodeLine(r *reader, col []uint64, zeros byte) {
	other := int(r.byte())
	origin, slope, base := r.uvarint(), r.uvarint(), r.uvarint()
	if other >= len(c.col) {
		r.short = true
		return
	}
	r.unpackPatched(col)
	x := c.col[other][:len(col)]
	for i, v := range col {
		col[i] = base + (slope*(x[i]-origin)>>lineBits+v)<<zeros
	}
}

// lineBits are the binary places of a line's slope.
const lineBits = 20

func zigzag(v uint64) uint64 { return v<<1 ^ uint64(int64(v)>>63) }

func unzigzag(v uint64) uint64 { return v>>1 ^ -(v & 1) }
