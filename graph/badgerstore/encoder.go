package badgerstore

import (
	"encoding/binary"
	"hash/crc32"
	"math/bits"
)

// encoder writes blocks of columns. Its memory is used again from block to block.
type encoder struct {
	plans  [4]plan
	tables [2]table
	values [4][blockQuads]uint64 // of the plans
	line   [blockQuads]uint64
}

// plan is how a column is written without regard to the others.
type plan struct {
	way   byte
	base  uint64
	zeros int
	packing
}

// size returns the bits that a column takes.
func (p plan) size() int { return 16 + (bits.Len64(p.base)+6)/7*8 + p.bits }

func (p plan) append(dst []byte, values []uint64) []byte {
	dst = binary.AppendUvarint(append(dst, p.way|byte(p.zeros)<<wayBits), p.base)
	if p.way == wayConstant {
		return dst
	}
	return p.packing.append(dst, values)
}

// appendColumns encodes a block of 1 to blockQuads rows. rank is how many quads come before it, below 2^48.
func appendColumns(dst []byte, rank uint64, c *columns) []byte {
	var e encoder
	return e.append(dst, rank, c)
}

func (e *encoder) append(dst []byte, rank uint64, c *columns) []byte {
	start := len(dst)
	for i := range c.col {
		e.plans[i] = planOf(e.values[i][:c.n], e.line[:c.n], c.col[i][:c.n])
	}
	selector, t := e.choose(c)
	if selector != noSelector {
		dst = t.append(dst, c.n)
	}
	for i := range c.col {
		if i != selector {
			dst = e.appendColumn(dst, c, i, t)
		}
	}
	dst = binary.LittleEndian.AppendUint64(dst, rank)[:len(dst)+6]
	dst = binary.LittleEndian.AppendUint16(dst, uint16(c.n-1))
	dst = append(dst, byte(selector))
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli))
}

// planOf returns the plan of a column and sets values to what it packs. other is scratch.
func planOf(values, other, col []uint64) plan {
	least, differ, descends := col[0], uint64(0), false
	last := col[0]
	for i, v := range col {
		least = min(least, v)
		d := v - last
		values[i] = d
		differ |= d
		descends = descends || v < last
		last = v
	}
	if differ == 0 {
		return plan{way: wayConstant, base: col[0]}
	}
	p := plan{way: wayDelta, base: col[0], zeros: min(bits.TrailingZeros64(differ), mostZeros)}
	if descends {
		p.way = waySigned
		for i, d := range values {
			values[i] = zigzag(uint64(int64(d) >> p.zeros))
		}
	} else {
		for i, d := range values {
			values[i] = d >> p.zeros
		}
	}
	p.packing = packingOf(values)
	for i, v := range col {
		other[i] = (v - least) >> p.zeros
	}
	if frame := packingOf(other); frame.bits <= p.bits {
		copy(values, other)
		p.way, p.base, p.packing = wayFrame, least, frame
	}
	return p
}

// choose takes as selector the column that makes the block least, of those whose different values are few and do not
// ascend. Where statements are sorted by subject or graph that is the predicate, which tells best where objects lie.
func (e *encoder) choose(c *columns) (selector int, best *table) {
	selector = noSelector
	saved := 0
	next := &e.tables[0]
	for i, p := range e.plans {
		if p.way == wayConstant || p.way == wayDelta || !next.of(c.col[i][:c.n]) {
			continue
		}
		save := p.size() - next.size()
		for j, p := range e.plans {
			s := &next.groupings[j]
			s.ok = j != i && p.way != wayConstant && next.group(s, c.col[j][:c.n]) && s.bits < p.size()
			if s.ok {
				save += p.size() - s.bits
			}
		}
		if save > saved {
			selector, saved, best = i, save, next
			next = &e.tables[0]
			if best == next {
				next = &e.tables[1]
			}
		}
	}
	return selector, best
}

func (e *encoder) appendColumn(dst []byte, c *columns, i int, t *table) []byte {
	p, col := e.plans[i], c.col[i][:c.n]
	if t != nil && t.groupings[i].ok {
		return t.appendGroups(dst, col, &t.groupings[i])
	}
	if p.bits > lineFrom*c.n {
		for other := range i {
			if l, ok := e.lineThrough(c.col[other][:c.n], col, p.zeros); ok {
				if packing := packingOf(e.line[:c.n]); packing.bits+64 < p.bits {
					dst = append(dst, wayLine|byte(p.zeros)<<wayBits, byte(other))
					dst = binary.AppendUvarint(dst, l.origin)
					dst = binary.AppendUvarint(dst, l.slope)
					dst = binary.AppendUvarint(dst, l.base)
					return packing.append(dst, e.line[:c.n])
				}
			}
		}
	}
	return p.append(dst, e.values[i][:c.n])
}

// lineFrom is from how many bits a value on lines are tried.
const lineFrom = 5

// line is what decodeLine follows.
type line struct{ origin, slope, base uint64 }

// lineThrough sets e.line to how far the values of a column are from a line through another column, along which it
// rises: names of parts begin with the name of the whole, so their orders go together.
func (e *encoder) lineThrough(x, col []uint64, zeros int) (l line, ok bool) {
	low, high := 0, 0
	for i, v := range x {
		if v < x[low] {
			low = i
		}
		if v > x[high] {
			high = i
		}
	}
	run := x[high] - x[low]
	if run == 0 || run >= 1<<40 || col[high] <= col[low] {
		return l, false
	}
	rise := (col[high] - col[low]) >> zeros
	if rise >= 1<<40 {
		return l, false
	}
	l.origin = x[low]
	l.slope = rise << lineBits / run
	least := uint64(1 << 63)
	for i, v := range col {
		// Relative to the lowest point, with an offset that keeps all positive.
		e.line[i] = uint64(int64(v-col[low])>>zeros) - l.slope*(x[i]-l.origin)>>lineBits + 1<<62
		least = min(least, e.line[i])
	}
	for i := range col {
		e.line[i] -= least
	}
	l.base = col[low] + (least-1<<62)<<zeros
	return l, true
}
