package badgerstore

// A block of quads by columns:
//
//	columns   the selector's first, then the others in the positions of the order
//	rank      6 bytes little-endian: how many quads come before the block in its order
//	rows-1    2 bytes little-endian
//	selector  the position of the column that tells the others' groups, 255 for none
//	crc32c    4 bytes little-endian, of all before
//
// A column is a byte, zeros<<3 | way, then by its way:
//
//	0 constant  value
//	1 frame     least, numbers: the differences from it
//	2 delta     first, numbers: the differences from the value before, none negative
//	3 signed    first, numbers: the same as zigzag
//	4 table     (selector only, zeros is 0) how many values, a column of the values ascending, numbers: their places
//	5 steps     the same, numbers: from place to place, around the table's end
//	6 groups    for each value of the selector 2 bytes little-endian and a base: see coding; then the differences, bit
//	            on bit, each as wide as its group says
//	7 line      the position of a column before, its least value, a slope, a base, numbers: see decodeLine
//
// Single values are varints. All differences are shifted right by zeros. Numbers are a width in a byte, then their bits,
// the least significant first; or, with 128 added to the width, how many do not fit (varint), how much wider the widest
// is (byte), the places of these and what of them lies above the width, bit on bit to a whole byte, then all at the width.

// columns is a decoded block of quads: the first n values of each position of an order. The values are codes of
// ids (numbering), or whatever else numbers terms.
type columns struct {
	n   int
	col [4][blockQuads]uint64
	decoder
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
	col := [4]*[blockQuads]uint64{&c.col[0], &c.col[1], &c.col[2], &c.col[3]}
	c.n, rank, err = decodeColumns(&c.decoder, value, nil, col)
	return rank, err
}
