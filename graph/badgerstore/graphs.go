package badgerstore

import (
	"encoding/binary"
	"hash/crc32"
	"slices"

	"concord/graph"
)

// graphCount is how many quads a graph of a generation has, and their digest.
type graphCount struct {
	id     graph.ID
	quads  uint64
	digest digest
}

// graphsWriter writes what is known of each graph, by id.
type graphsWriter struct {
	*stream
	numbering
	block      []graphCount
	key, value []byte
}

func newGraphsWriter(b *builder, n numbering) *graphsWriter {
	return &graphsWriter{stream: b.stream(graphStream), numbering: n}
}

func (w *graphsWriter) add(g graphCount) error {
	if w.block = append(w.block, g); len(w.block) == blockGraphs {
		return w.flush()
	}
	return nil
}

func (w *graphsWriter) flush() error {
	if len(w.block) == 0 {
		return nil
	}
	last := w.block[len(w.block)-1].id
	w.key = binary.BigEndian.AppendUint64(append(w.key[:0], graphsKey), uint64(last))
	w.value = appendGraphs(w.value[:0], w.numbering, w.block)
	w.block = w.block[:0]
	return w.put(w.key, w.value)
}

func (w *graphsWriter) end() error {
	if err := w.flush(); err != nil {
		return err
	}
	return w.stream.end()
}

// appendGraphs encodes a block of graphs.
func appendGraphs(dst []byte, n numbering, block []graphCount) []byte {
	start := len(dst)
	for _, g := range block {
		dst = binary.AppendUvarint(dst, n.code(g.id))
		dst = binary.AppendUvarint(dst, g.quads)
		dst = g.digest.append(dst)
	}
	return appendSum(dst, start)
}

// decodeGraphs decodes a block of graphs.
func decodeGraphs(value []byte, n numbering) ([]graphCount, error) {
	value, ok := cutSum(value)
	if !ok {
		return nil, errBlock
	}
	r := reader{rest: value}
	var block []graphCount
	for len(r.rest) > 0 {
		g := graphCount{id: n.idOf(r.uvarint()), quads: r.uvarint()}
		sum := r.bytes(digestBytes)
		if r.short {
			return nil, errBlock
		}
		g.digest = parseDigest(sum)
		block = append(block, g)
	}
	return slices.Clip(block), nil
}

// appendSum appends the CRC32C of what stands in dst from start on.
func appendSum(dst []byte, start int) []byte {
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli))
}

// cutSum takes the CRC32C off and reports whether it is right.
func cutSum(value []byte) ([]byte, bool) {
	n := len(value) - 4
	if n < 0 {
		return nil, false
	}
	return value[:n], crc32.Checksum(value[:n], castagnoli) == binary.LittleEndian.Uint32(value[n:])
}

// graphs returns what is known of each graph, by id.
func (g *generation) graphs() ([]graphCount, error) {
	if g.db == nil {
		return nil, nil
	}
	it := g.iterator()
	defer g.put(it)
	var all []graphCount
	for it.Seek([]byte{graphsKey}); it.Valid() && it.Item().Key()[0] == graphsKey; it.Next() {
		err := it.Item().Value(func(value []byte) error {
			block, err := decodeGraphs(value, g.numbering)
			all = append(all, block...)
			return err
		})
		if err != nil {
			return nil, g.damaged("graphs", err)
		}
	}
	return all, nil
}
