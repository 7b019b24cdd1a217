package badgerstore

import "concord/graph"

// hashes is the hashes of terms by rank, in pieces: it grows to hundreds of megabytes and is never copied.
type hashes []*[hashPiece]uint64

const hashPiece = 1 << 16

// add adds the hash of the next rank.
func (h *hashes) add(rank, hash uint64) {
	if rank%hashPiece == 0 {
		*h = append(*h, new([hashPiece]uint64))
	}
	(*h)[rank/hashPiece][rank%hashPiece] = hash
}

func (h hashes) of(rank uint64) uint64 { return h[rank/hashPiece][rank%hashPiece] }

// hasher tells the hashes of terms by id.
type hasher struct {
	*merge
	g    uint64
	form []byte
}

func (h *hasher) of(id graph.ID) uint64 {
	if rank, ok := h.rank(id); ok {
		return h.hashes.of(rank)
	}
	h.form, _ = appendInline(h.form[:0], id) // nothing for the default graph
	return termHash(h.form)
}
