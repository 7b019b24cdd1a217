package badgerstore

import (
	"encoding/binary"
	"math/bits"
)

// bitWriter packs numbers of any widths, the least significant bit first.
type bitWriter struct {
	dst    []byte
	word   uint64
	filled int // bits of word, below 64
}

// put appends a number that fits in width bits.
func (w *bitWriter) put(v uint64, width int) {
	w.word |= v << w.filled
	if w.filled += width; w.filled >= 64 {
		w.dst = binary.LittleEndian.AppendUint64(w.dst, w.word)
		w.filled -= 64
		w.word = v >> (width - w.filled)
	}
}

// close fills the last byte with zeros.
func (w *bitWriter) close() []byte {
	for ; w.filled > 0; w.filled -= 8 {
		w.dst = append(w.dst, byte(w.word))
		w.word >>= 8
	}
	return w.dst
}

// packedSize returns how many bytes n numbers of a width take.
func packedSize(n, width int) int { return (n*width + 7) / 8 }

// readAhead is how many bytes are readable behind packed numbers, so that each number is in one load.
const readAhead = 8

// unpack sets dst to packed numbers of one width, at most 64, behind which readAhead bytes are readable. Numbers go
// in groups of eight, which begin at whole bytes.
func unpack[T ~uint64](dst []T, src []byte, width int) {
	_ = src[:packedSize(len(dst), width)+readAhead]
	whole := len(dst) &^ 7
	switch {
	case width == 0:
		clear(dst)
		return
	case width <= 8:
		unpack8(dst[:whole], src, uint(width))
	case width <= 15:
		unpack4(dst[:whole], src, uint(width))
	case width <= 29:
		unpack2(dst[:whole], src, uint(width))
	default:
		whole = 0
	}
	unpack1(dst[whole:], src[packedSize(whole, width):], uint(width))
}

// unpack8 takes eight numbers from one load.
func unpack8[T ~uint64](dst []T, src []byte, w uint) {
	mask := uint64(1)<<(w&63) - 1
	for ; len(dst) >= 8; dst, src = dst[8:], src[w:] {
		x := binary.LittleEndian.Uint64(src)
		d := (*[8]T)(dst)
		d[0] = T(x & mask)
		d[1] = T(x >> (w & 63) & mask)
		d[2] = T(x >> (2 * w & 63) & mask)
		d[3] = T(x >> (3 * w & 63) & mask)
		d[4] = T(x >> (4 * w & 63) & mask)
		d[5] = T(x >> (5 * w & 63) & mask)
		d[6] = T(x >> (6 * w & 63) & mask)
		d[7] = T(x >> (7 * w & 63) & mask)
	}
}

// unpack4 takes four numbers from one load.
func unpack4[T ~uint64](dst []T, src []byte, w uint) {
	mask := uint64(1)<<(w&63) - 1
	for ; len(dst) >= 8; dst, src = dst[8:], src[w:] {
		x := binary.LittleEndian.Uint64(src)
		y := binary.LittleEndian.Uint64(src[w/2:]) >> (w & 1 * 4)
		d := (*[8]T)(dst)
		d[0] = T(x & mask)
		d[1] = T(x >> (w & 63) & mask)
		d[2] = T(x >> (2 * w & 63) & mask)
		d[3] = T(x >> (3 * w & 63) & mask)
		d[4] = T(y & mask)
		d[5] = T(y >> (w & 63) & mask)
		d[6] = T(y >> (2 * w & 63) & mask)
		d[7] = T(y >> (3 * w & 63) & mask)
	}
}

// unpack2 takes two numbers from one load.
func unpack2[T ~uint64](dst []T, src []byte, w uint) {
	mask := uint64(1)<<(w&63) - 1
	for ; len(dst) >= 8; dst, src = dst[8:], src[w:] {
		d := (*[8]T)(dst)
		x := binary.LittleEndian.Uint64(src)
		y := binary.LittleEndian.Uint64(src[2*w/8:]) >> (2 * w & 7)
		d[0] = T(x & mask)
		d[1] = T(x >> (w & 63) & mask)
		d[2] = T(y & mask)
		d[3] = T(y >> (w & 63) & mask)
		x = binary.LittleEndian.Uint64(src[4*w/8:]) >> (4 * w & 7)
		y = binary.LittleEndian.Uint64(src[6*w/8:]) >> (6 * w & 7)
		d[4] = T(x & mask)
		d[5] = T(x >> (w & 63) & mask)
		d[6] = T(y & mask)
		d[7] = T(y >> (w & 63) & mask)
	}
}

// unpack1 takes one number from one load, and from a further byte what does not fit.
func unpack1[T ~uint64](dst []T, src []byte, w uint) {
	mask := ^uint64(0) >> ((64 - w) & 63)
	for i, bit := 0, uint(0); i < len(dst); i, bit = i+1, bit+w {
		v := binary.LittleEndian.Uint64(src[bit>>3:]) >> (bit & 7)
		if bit&7+w > 64 {
			v |= uint64(src[bit>>3+8]) << (64 - bit&7)
		}
		dst[i] = T(v & mask)
	}
}

// packing tells how numbers are packed: at one width, and those that are wider, the patches, a second time without
// what fits.
type packing struct {
	width, longest int
	patches        int
	bits           int // in all, without the head
}

// lengths counts numbers by their bits.
type lengths [65]uint16

// count sets l to the lengths of values. Four counters for each, since neighbours are mostly of one length.
func (l *lengths) count(values []uint64) {
	var part [4]lengths
	whole := len(values) &^ 3
	for i := 0; i < whole; i += 4 {
		v := (*[4]uint64)(values[i:])
		part[0][bits.Len64(v[0])]++
		part[1][bits.Len64(v[1])]++
		part[2][bits.Len64(v[2])]++
		part[3][bits.Len64(v[3])]++
	}
	for _, v := range values[whole:] {
		part[0][bits.Len64(v)]++
	}
	for i := range l {
		l[i] = part[0][i] + part[1][i] + part[2][i] + part[3][i]
	}
}

// packingOf returns the packing of values that takes the fewest bits.
func packingOf(values []uint64) packing {
	var l lengths
	l.count(values)
	longest := len(l) - 1
	for longest > 0 && l[longest] == 0 {
		longest--
	}
	place := bits.Len(uint(len(values) - 1))
	best := packing{width: longest, longest: longest, bits: longest * len(values)}
	for width, patches := longest-1, 0; width >= 0; width-- {
		patches += int(l[width+1])
		if cost := width*len(values) + patches*(place+longest-width) + 24; cost < best.bits {
			best = packing{width, longest, patches, cost}
		}
	}
	return best
}

// patched marks in the first byte of a packing that there are patches.
const patched = 1 << 7

// append packs values. Without patches it is the width, then the values. With patches it is width|patched, their
// number, how much wider the longest is, the patches' places, what of them lies above the width, then the values.
func (p packing) append(dst []byte, values []uint64) []byte {
	if p.patches == 0 {
		w := bitWriter{dst: append(dst, byte(p.width))}
		for _, v := range values {
			w.put(v, p.width)
		}
		return w.close()
	}
	dst = append(dst, byte(p.width)|patched)
	dst = binary.AppendUvarint(dst, uint64(p.patches))
	w := bitWriter{dst: append(dst, byte(p.longest-p.width))}
	place := bits.Len(uint(len(values) - 1))
	for i, v := range values {
		if v>>p.width != 0 {
			w.put(uint64(i), place)
		}
	}
	for _, v := range values {
		if v>>p.width != 0 {
			w.put(v>>p.width, p.longest-p.width)
		}
	}
	w = bitWriter{dst: w.close()}
	mask := uint64(1)<<p.width - 1
	for _, v := range values {
		w.put(v&mask, p.width)
	}
	return w.close()
}

// unpackPatched sets dst to what packing.append wrote. It sets short when there is no such thing; behind all packed
// numbers are readAhead bytes.
func unpackPatched[T ~uint64](r *reader, dst []T) {
	width := int(r.byte())
	if width&patched == 0 {
		if src := r.packed(packedSize(len(dst), width), width); !r.short {
			unpack(dst, src, width)
		}
		return
	}
	width &^= patched
	patches, above := r.uvarint(), int(r.byte())
	place := bits.Len(uint(len(dst) - 1))
	if patches > uint64(len(dst)) || above > 64 {
		r.short = true
		return
	}
	n := int(patches)
	high := r.packed((n*(place+above)+7)/8, above)
	src := r.packed(packedSize(len(dst), width), width)
	if r.short {
		return
	}
	unpack(dst, src, width)
	for i := range n {
		at, v := bitsAt(high, i*place, place), bitsAt(high, n*place+i*above, above)
		if at >= uint64(len(dst)) {
			r.short = true
			return
		}
		dst[at] |= T(v << width)
	}
}

// packed takes size bytes of packed numbers and returns them with readAhead more that stay.
func (r *reader) packed(size, width int) []byte {
	if r.short || width > 64 || size+readAhead > len(r.rest) {
		r.short = true
		return nil
	}
	b := r.rest[:size+readAhead]
	r.rest = r.rest[size:]
	return b
}

// bitsAt returns the number of a width at a bit.
func bitsAt(src []byte, bit, width int) uint64 {
	v := binary.LittleEndian.Uint64(src[bit>>3:]) >> (bit & 7)
	if bit&7+width > 64 {
		v |= uint64(src[bit>>3+8]) << (64 - bit&7)
	}
	return v & (^uint64(0) >> ((64 - width) & 63)) & -b2u(width > 0)
}

func b2u(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
