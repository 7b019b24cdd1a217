package badgerstore

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

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

// extent is where the values of a group lie.
type extent struct {
	least, most, first, last uint64
	differ                   uint64    // all differences from the last
	after, own               movements // of rows after another group, and after their own
}

// movements are differences from a group's last value.
type movements struct {
	n      int
	up     uint64 // all of them
	signed uint64 // all of them as zigzag
}

// group sets s to the grouping of a column that takes the fewest bits, and reports whether there is one.
func (t *table) group(s *grouping, col []uint64) bool {
	var extents [mostGroups]extent
	before := uint8(mostGroups)
	for i, v := range col {
		g := t.index[i]
		x := &extents[g]
		m := &x.after
		if g == before {
			m = &x.own
		} else if m.n == 0 {
			x.first, x.last, x.least, x.most = v, v, v, v
		}
		before = g
		d := v - x.last
		m.n++
		m.up |= d
		m.signed |= zigzag(d)
		x.differ |= d
		x.least, x.most, x.last = min(x.least, v), max(x.most, v), v
	}
	s.bits = 0
	for g := range t.groups {
		head, base, bits, ok := extents[g].coding()
		if !ok {
			return false
		}
		s.heads[g], s.base[g] = head, base
		s.bits += bits
	}
	return true
}

// coding returns how the values of a group take the fewest bits.
func (x *extent) coding() (head uint16, base uint64, size int, ok bool) {
	z := 0
	for z+1 < len(groupZeros) && bits.TrailingZeros64(x.differ) >= int(groupZeros[z+1]) {
		z++
	}
	zeros := groupZeros[z]
	frame := bits.Len64((x.most - x.least) >> zeros)
	base = x.least
	after, width := fromLeast, frame
	if w := bits.Len64(x.after.signed >> zeros); w < width {
		base, after, width = x.first, fromLastSigned, w
	}
	own, ownWidth := fromLastUp, bits.Len64(x.own.up>>zeros)
	if w := bits.Len64(x.own.signed >> zeros); w < ownWidth {
		own, ownWidth = fromLastSigned, w
	}
	if after == fromLeast && frame < ownWidth { // else base is not the least
		own, ownWidth = fromLeast, frame
	}
	head = uint16(z | (width|after<<widthBits)<<zerosBits | (ownWidth|own<<widthBits)<<(zerosBits+modeBits+widthBits))
	size = x.after.n*width + x.own.n*ownWidth + 16 + (bits.Len64(base|1)+6)/7*8
	return head, base, size, width <= widthMask && ownWidth <= widthMask
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
