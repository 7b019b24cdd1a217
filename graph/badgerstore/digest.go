package badgerstore

import (
	"encoding/binary"
	"math/bits"

	"github.com/cespare/xxhash/v2"
)

// digest is an order-free digest of a set of quads: the sum of what quadDigest gives for each, modulo 2^128.
// Digests of disjoint sets add up, and what was added can be subtracted. It finds mistakes, not forgeries.
type digest struct{ hi, lo uint64 }

func (d digest) add(e digest) digest {
	lo, carry := bits.Add64(d.lo, e.lo, 0)
	hi, _ := bits.Add64(d.hi, e.hi, carry)
	return digest{hi, lo}
}

func (d digest) sub(e digest) digest {
	lo, borrow := bits.Sub64(d.lo, e.lo, 0)
	hi, _ := bits.Sub64(d.hi, e.hi, borrow)
	return digest{hi, lo}
}

// digestBytes is the length of a digest as append writes it.
const digestBytes = 16

// append appends the digest, the most significant byte first.
func (d digest) append(dst []byte) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(dst, d.hi), d.lo)
}

func parseDigest(b []byte) digest {
	return digest{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
}

// termHash is what quadDigest takes of a term. That of the default graph is that of an empty form.
func termHash(form []byte) uint64 { return xxhash.Sum64(form) }

// quadDigest mixes the hashes of a quad's subject, predicate, object and graph. Each position is mixed with a
// constant of its own, so that terms that change places change the digest.
func quadDigest(s, p, o, g uint64) digest {
	hi, lo := bits.Mul64(s^0x9e3779b97f4a7c15, p^0xbf58476d1ce4e5b9)
	h2, l2 := bits.Mul64(o^0x94d049bb133111eb, g^0xd6e8feb86659fd93)
	h3, l3 := bits.Mul64(mix(hi^lo^s+3*p), mix(h2^l2^o+3*g)|1)
	return digest{mix(h3 ^ lo ^ l2), mix(l3 ^ hi ^ bits.RotateLeft64(h2, 32))}
}

// mix is the finalizer of MurmurHash3: each bit of v changes each bit of the result with even chance.
func mix(v uint64) uint64 {
	v = (v ^ v>>33) * 0xff51afd7ed558ccd
	v = (v ^ v>>33) * 0xc4ceb9fe1a85ec53
	return v ^ v>>33
}
