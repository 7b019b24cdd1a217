package badgerstore

import (
	"encoding/binary"

	"concord/graph"
)

// quadKey returns the key of the block whose last quad is t.
func quadKey(dst []byte, by graph.Order, t tuple) []byte {
	dst = append(dst, byte(by))
	for _, id := range t {
		dst = binary.BigEndian.AppendUint64(dst, uint64(id))
	}
	return dst
}

func appendTermBlockKey(dst []byte, block uint64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, termBlockKey), block)
}

func appendLongTermKey(dst []byte, id graph.ID, part int) []byte {
	dst = binary.BigEndian.AppendUint64(append(dst, longTermKey), uint64(id))
	return binary.BigEndian.AppendUint64(dst, uint64(part))
}
