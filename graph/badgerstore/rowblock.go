package badgerstore

import (
	"encoding/binary"
	"math/bits"
)

// A block of a spill is written and read once, so it is packed fast rather than well: the number of rows less one, then
// of each column the least value, the width of the differences from it and these, then readAhead bytes of which the
// last four are the CRC32C of what comes before. Values are below 2^32.
//
// Writing a spill takes a sixth of the time that blocks of a generation take, and twice the space.

// appendRows encodes a block of 1 to blockQuads rows.
func appendRows(dst []byte, c *columns) []byte {
	start := len(dst)
	dst = append(dst, byte(c.n-1), byte((c.n-1)>>8))
	for p := range c.col {
		col := c.col[p][:c.n]
		least, most := col[0], col[0]
		for _, v := range col {
			least, most = min(least, v), max(most, v)
		}
		width := bits.Len64(most - least)
		dst = append(binary.LittleEndian.AppendUint32(dst, uint32(least)), byte(width))
		w := bitWriter{dst: dst}
		if width > 0 {
			for _, v := range col {
				w.put(v-least, width)
			}
		}
		dst = w.close()
	}
	return appendSum(append(dst, 0, 0, 0, 0), start)
}

// decodeRows decodes a block into c.
func (c *columns) decodeRows(block []byte) error {
	if _, ok := cutSum(block); !ok || len(block) < 2+readAhead {
		return errSpill
	}
	c.n = int(block[0]) + int(block[1])<<8 + 1
	block = block[2:]
	if c.n > blockQuads {
		return errSpill
	}
	for p := range c.col {
		col := c.col[p][:c.n]
		if len(block) < 5+readAhead {
			return errSpill
		}
		least, width := uint64(binary.LittleEndian.Uint32(block)), int(block[4])
		block = block[5:]
		size := packedSize(c.n, width)
		if width > 32 || len(block) < size+readAhead {
			return errSpill
		}
		unpack(col, block, width)
		for i := range col {
			col[i] += least
		}
		block = block[size:]
	}
	return nil
}
