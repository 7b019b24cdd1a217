package badgerstore

import (
	"encoding/binary"
	"hash/crc32"

	"concord/graph"
)

// decoder is the memory of decodeColumns, used again from block to block.
type decoder struct {
	index  [blockQuads]uint64 // of the selector's values in its table
	groups int                // size of that table, 0 without selector
}

// ids reads a block of codes as ids, into columns in the positions of its order, and returns the number of rows and
// the rank.
func (d *decoder) ids(value []byte, n numbering, dst [4]*[blockQuads]graph.ID) (rows int, rank uint64, err error) {
	return decodeColumns(d, value, &n, dst)
}

// decodeColumns reads a block. With a numbering the columns are ids, else what was encoded.
func decodeColumns[T ~uint64](d *decoder, value []byte, num *numbering, dst [4]*[blockQuads]T) (rows int, rank uint64, err error) {
	end := len(value) - trailer
	if end < 0 || crc32.Checksum(value[:len(value)-4], castagnoli) != binary.LittleEndian.Uint32(value[len(value)-4:]) {
		return 0, 0, errBlock
	}
	rank = binary.LittleEndian.Uint64(value[end:]) & (1<<48 - 1)
	rows = int(binary.LittleEndian.Uint16(value[end+6:])) + 1
	selector := int(value[end+8])
	if rows > blockQuads || selector >= len(dst) && selector != noSelector {
		return 0, 0, errBlock
	}
	r := reader{rest: value}
	d.groups = 0
	if selector != noSelector {
		decodeTable(d, &r, num, dst[selector][:rows])
	}
	for i := range dst {
		if i != selector {
			decodeColumn(d, &r, num, dst, i, rows)
		}
	}
	if r.short || len(r.rest) != trailer {
		return 0, 0, errBlock
	}
	return rows, rank, nil
}

func decodeColumn[T ~uint64](d *decoder, r *reader, num *numbering, dst [4]*[blockQuads]T, i, rows int) {
	col := dst[i][:rows]
	if len(r.rest) == 0 {
		r.short = true
		return
	}
	switch head := r.rest[0]; head & (1<<wayBits - 1) {
	case wayGroups:
		r.byte()
		decodeGroups(d, r, num, col)
	case wayLine:
		r.byte()
		decodeLine(r, num, dst, col, head>>wayBits)
	default:
		decodeValues(r, num, col)
	}
}

// affine returns how values of one kind, that are multiples of 1<<zeros away from base, lie as ids: multiples of
// another power of two away from another base. ok is false when they have to be turned to ids one by one.
func (n *numbering) affine(base uint64, zeros uint8) (_ uint64, _ uint8, ok bool) {
	const nonNegative = codeKindBits + codeTypeBits + 1 // zeros of literals of one type and sign
	switch inline := base&(1<<codeKindBits-1) == uint64(inlined); {
	case n == nil:
		return base, zeros, true
	case !inline && zeros >= codeKindBits:
		return uint64(n.idOf(base)), zeros - codeKindBits + n.shift, true
	case inline && zeros >= nonNegative && base>>(nonNegative-1)&1 == 0:
		return uint64(n.idOf(base)), zeros - nonNegative, true
	}
	return base, zeros, false
}

// toIDs turns a column of codes to ids.
func toIDs[T ~uint64](num *numbering, col []T) {
	for i, code := range col {
		col[i] = T(num.idOf(uint64(code)))
	}
}

// decodeValues reads a column that does not depend on others.
func decodeValues[T ~uint64](r *reader, num *numbering, col []T) {
	head := r.byte()
	base := r.uvarint()
	first, zeros, affine := num.affine(base, head>>wayBits)
	b := T(first)
	switch head & (1<<wayBits - 1) {
	case wayConstant:
		if num != nil {
			b = T(num.idOf(base))
		}
		for i := range col {
			col[i] = b
		}
		return
	case wayFrame:
		unpackPatched(r, col)
		for i, v := range col {
			col[i] = b + v<<(zeros&63)
		}
	case wayDelta:
		unpackPatched(r, col)
		for i, v := range col {
			b += v << (zeros & 63)
			col[i] = b
		}
	case waySigned:
		unpackPatched(r, col)
		for i, v := range col {
			b += (v>>1 ^ -(v & 1)) << (zeros & 63)
			col[i] = b
		}
	default:
		r.short = true
		return
	}
	if !affine {
		toIDs(num, col)
	}
}

// decodeTable reads the selector.
func decodeTable[T ~uint64](d *decoder, r *reader, num *numbering, col []T) {
	way, size := r.byte(), int(r.byte())
	if way != wayTable && way != waySteps || size == 0 || size > mostGroups {
		r.short = true
		return
	}
	d.groups = size
	var table [mostGroups]T
	decodeValues(r, num, table[:size])
	index := d.index[:len(col)]
	unpackPatched(r, index)
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
	most := uint64(0)
	for i, g := range index {
		most = max(most, g)
		col[i] = table[g%mostGroups]
	}
	if most >= uint64(size) {
		r.short = true
	}
}

// coding is how the values of one group of a column are written: those of rows whose group is that of the row before,
// or the others. A value is near the group's least, or near its last one.
type coding struct {
	mask  uint64
	width uint8
	zeros uint8
	sign  uint8 // 1 when differences are zigzag
	last  uint8 // 1 when differences are from the last value
}

// A group is described in two bytes: the place of its zeros in groupZeros, then for rows after another group and for
// rows after its own each a width and a mode.
const (
	zerosBits = 2
	widthBits = 5
	modeBits  = 2
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
	c := coding{mask: 1<<(bits&widthMask) - 1, width: uint8(bits & widthMask), zeros: zeros}
	switch bits >> widthBits & (1<<modeBits - 1) {
	case fromLastUp:
		c.last = 1
	case fromLastSigned:
		c.sign, c.last = 1, 1
	}
	return c
}

func decodeGroups[T ~uint64](d *decoder, r *reader, num *numbering, col []T) {
	if d.groups == 0 {
		r.short = true
		return
	}
	var codings [2 * mostGroups]coding
	var bases [2 * mostGroups]uint64 // of each group the least value and the last
	affine := true
	for g := range d.groups {
		head := uint16(r.byte()) | uint16(r.byte())<<8
		zeros := groupZeros[head&(1<<zerosBits-1)]
		codings[2*g] = codingOf(head>>zerosBits, zeros)
		codings[2*g+1] = codingOf(head>>(zerosBits+modeBits+widthBits), zeros)
		bases[2*g] = r.uvarint()
		_, _, ok := num.affine(bases[2*g], zeros)
		affine = affine && ok
	}
	for g := range d.groups {
		if affine {
			bases[2*g], codings[2*g].zeros, _ = num.affine(bases[2*g], codings[2*g].zeros)
			codings[2*g+1].zeros = codings[2*g].zeros
		}
		bases[2*g+1] = bases[2*g]
	}
	bit, before := uint(0), uint64(mostGroups)
	src := r.rest
	for i, g := range d.index[:len(col)] {
		own := ((g ^ before) - 1) >> 63 // 1 when the group is that of the row before
		before = g
		g = 2 * g % (2 * mostGroups)
		c := &codings[g|own]
		at := bit >> 3
		if at+readAhead > uint(len(src)) {
			r.short = true
			return
		}
		v := binary.LittleEndian.Uint64(src[at:at+readAhead]) >> (bit & 7) & c.mask
		bit += uint(c.width)
		v = bases[g|uint64(c.last&1)] + (v>>(c.sign&63)^-(v&uint64(c.sign)))<<(c.zeros&63)
		bases[g|1] = v
		col[i] = T(v)
	}
	r.packed((int(bit)+7)/8, widthMask)
	if !affine {
		toIDs(num, col)
	}
}

// decodeLine reads a column near a line through another: base + slope*(x-origin)>>lineBits.
func decodeLine[T ~uint64](r *reader, num *numbering, dst [4]*[blockQuads]T, col []T, zeros uint8) {
	other := int(r.byte())
	origin, slope := r.uvarint(), r.uvarint()
	base, zeros, affine := num.affine(r.uvarint(), zeros)
	if other >= len(dst) {
		r.short = true
		return
	}
	unpackPatched(r, col)
	for i, v := range col {
		x := uint64(dst[other][i])
		if num != nil {
			x = num.code(graph.ID(x))
		}
		col[i] = T(base) + (T(slope*(x-origin)>>lineBits)+v)<<(zeros&63)
	}
	if !affine {
		toIDs(num, col)
	}
}

// lineBits are the binary places of a line's slope.
const lineBits = 20

func zigzag(v uint64) uint64 { return v<<1 ^ uint64(int64(v)>>63) }
