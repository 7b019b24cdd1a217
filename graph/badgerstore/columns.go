package badgerstore

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

// columns is a decoded block of quads: the first n values of each position of an order. The values are codes of
// ids (numbering), or whatever else numbers terms.
type columns struct {
	n   int
	col [4][blockQuads]uint64
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

// The ways a column is written.
const (
	columnConstant = iota
	columnFrame
	columnDelta
	columnWays
)

// appendColumns encodes a block of 1 to blockQuads rows. rank is how many quads come before it.
func appendColumns(dst []byte, rank uint64, c *columns) []byte {
	start := len(dst)
	dst = append(dst, 0, 0, 0, 0, byte(c.n-1))
	dst = binary.AppendUvarint(dst, rank)
	for i := range c.col {
		dst = appendColumn(dst, c.col[i][:c.n])
	}
	dst = append(dst, make([]byte, 8)...)
	binary.LittleEndian.PutUint32(dst[start:], crc32.Checksum(dst[start+4:], castagnoli))
	return dst
}

// decode reads a block into c and returns its rank.
func (c *columns) decode(value []byte) (rank uint64, err error) {
	if len(value) < 13 || crc32.Checksum(value[4:], castagnoli) != binary.LittleEndian.Uint32(value) {
		return 0, errBlock
	}
	c.n = int(value[4]) + 1
	r := reader{rest: value[5:]}
	rank = r.uvarint()
	for i := range c.col {
		if !decodeColumn(&r, c.col[i][:c.n]) {
			return 0, errBlock
		}
	}
	if r.short || len(r.rest) != 8 {
		return 0, errBlock
	}
	return rank, nil
}

func appendColumn(dst []byte, col []uint64) []byte {
	least, most, or := col[0], col[0], uint64(0)
	ascending := true
	for i, v := range col {
		least, most = min(least, v), max(most, v)
		or |= v - col[0]
		ascending = ascending && (i == 0 || v >= col[i-1])
	}
	if or == 0 {
		return binary.AppendUvarint(append(dst, columnConstant), col[0])
	}
	zeros := bits.TrailingZeros64(or)
	width := bits.Len64((most - least) >> zeros)
	if ascending {
		var deltas [blockQuads]uint64
		largest := uint64(0)
		for i := 1; i < len(col); i++ {
			deltas[i] = (col[i] - col[i-1]) >> zeros
			largest = max(largest, deltas[i])
		}
		if w := bits.Len64(largest); w < width {
			dst = append(dst, columnDelta|byte(zeros)<<2, byte(w))
			dst = binary.AppendUvarint(dst, col[0])
			return appendPacked(dst, deltas[:len(col)], w)
		}
	}
	dst = append(dst, columnFrame|byte(zeros)<<2, byte(width))
	dst = binary.AppendUvarint(dst, least)
	var offsets [blockQuads]uint64
	for i, v := range col {
		offsets[i] = (v - least) >> zeros
	}
	return appendPacked(dst, offsets[:len(col)], width)
}

func decodeColumn(r *reader, col []uint64) bool {
	head := r.bytes(1)
	if r.short {
		return false
	}
	if head[0] == columnConstant {
		v := r.uvarint()
		for i := range col {
			col[i] = v
		}
		return true
	}
	way, zeros := head[0]&3, head[0]>>2
	wide := r.bytes(1)
	if r.short || wide[0] > 64 || way != columnFrame && way != columnDelta {
		return false
	}
	width := int(wide[0])
	base := r.uvarint()
	size := (len(col)*width + 7) / 8
	if r.short || len(r.rest) < size+8 {
		return false
	}
	unpack(col, r.rest, width)
	r.rest = r.rest[size:]
	if way == columnFrame {
		for i := range col {
			col[i] = base + col[i]<<zeros
		}
		return true
	}
	for i := range col {
		base += col[i] << zeros
		col[i] = base
	}
	return true
}

// appendPacked appends the width lowest bits of each value, least significant bit first.
func appendPacked(dst []byte, values []uint64, width int) []byte {
	var word uint64
	filled := 0
	for _, v := range values {
		word |= v << filled
		if filled += width; filled >= 64 {
			dst = binary.LittleEndian.AppendUint64(dst, word)
			filled -= 64
			word = 0
			if filled > 0 {
				word = v >> (width - filled)
			}
		}
	}
	for ; filled > 0; filled -= 8 {
		dst = append(dst, byte(word))
		word >>= 8
	}
	return dst
}

// unpack is the inverse of appendPacked. There are 8 bytes behind the packed ones.
func unpack(dst []uint64, src []byte, width int) {
	mask := uint64(1)<<width - 1
	for i, bit := 0, 0; i < len(dst); i, bit = i+1, bit+width {
		at, off := bit>>3, bit&7
		v := binary.LittleEndian.Uint64(src[at:]) >> off
		if off+width > 64 {
			v |= uint64(src[at+8]) << (64 - off)
		}
		dst[i] = v & mask
	}
}
