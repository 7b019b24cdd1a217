package badgerstore

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"math/bits"
	"slices"
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

// table is a selector: the different values of a column, ascending, and where each row's stands among them.
type table struct {
	values [mostGroups]uint64
	groups int
	index  [blockQuads]uint8
	packed [blockQuads]uint64 // the index as it is written
	way    byte
	packing

	list   plan // of the values
	deltas [mostGroups]uint64

	groupings [4]grouping // of the other columns
}

// of makes the table of a column, and reports whether it is not too large.
func (t *table) of(col []uint64) bool {
	const slots = 4 * mostGroups
	var slot [slots]uint8 // place among the values plus 1
	n := 0
	for i, v := range col {
		h := v * 0x9e3779b97f4a7c15 >> (64 - 8)
		for slot[h] != 0 && t.values[slot[h]-1] != v {
			h = (h + 1) % slots
		}
		if slot[h] == 0 {
			if n == mostGroups {
				return false
			}
			t.values[n] = v
			n++
			slot[h] = uint8(n)
		}
		t.index[i] = slot[h] - 1
	}
	t.groups = n
	t.sort(len(col))
	t.pack(len(col))
	var scratch [mostGroups]uint64
	t.list = planOf(t.deltas[:n], scratch[:n], t.values[:n])
	return true
}

// sort puts the values in order.
func (t *table) sort(n int) {
	var order, place [mostGroups]uint8
	for i := range t.groups {
		order[i] = uint8(i)
	}
	slices.SortFunc(order[:t.groups], func(a, b uint8) int { return cmp.Compare(t.values[a], t.values[b]) })
	for to, from := range order[:t.groups] {
		place[from] = uint8(to)
	}
	slices.Sort(t.values[:t.groups])
	for i, at := range t.index[:n] {
		t.index[i] = place[at]
	}
}

// pack chooses between places and steps: of sorted statements one subject's predicates ascend.
func (t *table) pack(n int) {
	var steps [blockQuads]uint64
	last := uint8(0)
	for i, at := range t.index[:n] {
		t.packed[i], steps[i] = uint64(at), uint64(at)-uint64(last)
		if at < last {
			steps[i] += uint64(t.groups)
		}
		last = at
	}
	t.way, t.packing = wayTable, packingOf(t.packed[:n])
	if p := packingOf(steps[:n]); p.bits < t.bits {
		t.way, t.packing = waySteps, p
		copy(t.packed[:n], steps[:n])
	}
}

// size returns the bits that a table takes with its index.
func (t *table) size() int { return 8 + t.list.size() + t.packing.bits }

func (t *table) append(dst []byte, n int) []byte {
	dst = append(dst, t.way, byte(t.groups))
	dst = t.list.append(dst, t.deltas[:t.groups])
	return t.packing.append(dst, t.packed[:n])
}

// grouping is how a column is written by groups.
type grouping struct {
	heads [mostGroups]uint16
	base  [mostGroups]uint64
	bits  int
	ok    bool // this is less than the column's plan
}

// group sets s to the grouping of a column that takes the fewest bits, and reports whether there is one.
func (t *table) group(s *grouping, col []uint64) bool {
	s.bits = 0
	type extent struct {
		n      int    // rows
		signed uint64 // zigzag of all differences from the last
		up     uint64 // all differences from the last
	}
	var rows [2 * mostGroups]extent
	var least, most, first, last, differ [mostGroups]uint64
	before := uint8(mostGroups)
	for i, v := range col {
		g := t.index[i]
		x := &rows[2*uint(g)+uint(b2u(g == before))]
		before = g
		if rows[2*uint(g)].n == 0 {
			first[g], last[g], least[g], most[g] = v, v, v, v
		}
		d := v - last[g]
		x.n++
		x.up |= d
		x.signed |= zigzag(d)
		differ[g] |= d
		least[g], most[g], last[g] = min(least[g], v), max(most[g], v), v
	}
	for g := range t.groups {
		z := 0
		for z+1 < len(groupZeros) && bits.TrailingZeros64(differ[g]) >= int(groupZeros[z+1]) {
			z++
		}
		zeros := groupZeros[z]
		frame := bits.Len64((most[g] - least[g]) >> zeros)
		s.base[g] = least[g]
		after, width := fromLeast, frame
		if w := bits.Len64(rows[2*g].signed >> zeros); w < width {
			s.base[g], after, width = first[g], fromLastSigned, w
		}
		own, ownWidth := fromLastUp, bits.Len64(rows[2*g+1].up>>zeros)
		if w := bits.Len64(rows[2*g+1].signed >> zeros); w < ownWidth {
			own, ownWidth = fromLastSigned, w
		}
		if after == fromLeast && frame < ownWidth {
			own, ownWidth = fromLeast, frame
		}
		if width > widthMask || ownWidth > widthMask {
			return false
		}
		s.heads[g] = uint16(z | (width|after<<widthBits)<<zerosBits | (ownWidth|own<<widthBits)<<(zerosBits+modeBits+widthBits))
		s.bits += rows[2*g].n*width + rows[2*g+1].n*ownWidth + 16 + (bits.Len64(s.base[g]|1)+6)/7*8
	}
	return true
}

func (t *table) appendGroups(dst []byte, col []uint64, s *grouping) []byte {
	dst = append(dst, wayGroups)
	var codings [2 * mostGroups]coding
	var last [mostGroups]uint64
	for g := range t.groups {
		head := s.heads[g]
		dst = binary.LittleEndian.AppendUint16(dst, head)
		dst = binary.AppendUvarint(dst, s.base[g])
		zeros := groupZeros[head&(1<<zerosBits-1)]
		codings[2*g] = codingOf(head>>zerosBits, zeros)
		codings[2*g+1] = codingOf(head>>(zerosBits+modeBits+widthBits), zeros)
		last[g] = s.base[g]
	}
	w := bitWriter{dst: dst}
	before := uint8(mostGroups)
	for i, v := range col {
		g := t.index[i]
		x := &codings[2*uint(g)+uint(b2u(g == before))]
		before = g
		d := v - s.base[g]
		if x.last == 1 {
			d = v - last[g]
		}
		if x.sign == 1 {
			w.put(zigzag(uint64(int64(d)>>x.zeros)), int(x.width))
		} else {
			w.put(d>>x.zeros, int(x.width))
		}
		last[g] = v
	}
	return w.close()
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
