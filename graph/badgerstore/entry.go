package badgerstore

import (
	"encoding/binary"

	"concord/graph"
)

// entry is a term in a block: its first headBytes bytes, and whether there are more.
type entry struct {
	head []byte
	long bool
}

func entryOf(term []byte) entry {
	return entry{head: term[:min(len(term), headBytes)], long: len(term) > headBytes}
}

func termBlockOf(id graph.ID) uint64 { return uint64(id-firstID) / blockTerms }

func appendTermBlockKey(dst []byte, block uint64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, termBlockKey), block)
}

func appendLongTermKey(dst []byte, id graph.ID, part int) []byte {
	dst = binary.BigEndian.AppendUint64(append(dst, longTermKey), uint64(id))
	return binary.BigEndian.AppendUint64(dst, uint64(part))
}

// appendTermPrefixKey returns the key of a block whose last term is given.
func appendTermPrefixKey(dst []byte, last []byte, block uint64) []byte {
	dst = append(append(dst, termPrefixKey), last[:min(len(last), prefixSize)]...)
	return binary.BigEndian.AppendUint64(append(dst, 0), block)
}

// blockOfPrefixKey returns the block a key names, and the prefix.
func blockOfPrefixKey(key []byte) (prefix []byte, block uint64, ok bool) {
	if len(key) < 1+1+8 || key[0] != termPrefixKey {
		return nil, 0, false
	}
	return key[1 : len(key)-9], binary.BigEndian.Uint64(key[len(key)-8:]), true
}

// appendEntries encodes the entries of a block.
func appendEntries(dst []byte, entries []entry) []byte {
	var before []byte
	for _, e := range entries {
		shared := 0
		for shared < min(len(before), len(e.head)) && before[shared] == e.head[shared] {
			shared++
		}
		size := uint64(len(e.head)-shared) << 1
		if e.long {
			size |= 1
		}
		dst = binary.AppendUvarint(dst, uint64(shared))
		dst = binary.AppendUvarint(dst, size)
		dst = append(dst, e.head[shared:]...)
		before = e.head
	}
	return dst
}

// decodeEntries decodes the entries of a block into memory of their own.
func decodeEntries(value []byte) ([]entry, error) {
	entries := make([]entry, 0, blockTerms)
	var before []byte
	for r := (reader{rest: value}); len(r.rest) > 0; {
		shared, size := r.uvarint(), r.uvarint()
		further := r.bytes(size >> 1)
		if r.short || shared > uint64(len(before)) || len(entries) == blockTerms {
			return nil, errBlock
		}
		before = append(append(make([]byte, 0, int(shared)+len(further)), before[:shared]...), further...)
		entries = append(entries, entry{head: before, long: size&1 == 1})
	}
	if len(entries) == 0 {
		return nil, errBlock
	}
	return entries, nil
}
