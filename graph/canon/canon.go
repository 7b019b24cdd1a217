// Package canon gives a set of quads one form: canonical N-Quads, a line a quad, the lines in byte order;
// and what follows from that, a hash and the difference of two sets.
//
// It writes the form, it does not read it; package format does. Lines, Write and Hash rename no blank node: two sets
// without blank nodes are equal exactly when their bytes are, sets with blank nodes also when the labels happen
// to be the same. Relabel gives blank nodes the labels of RDFC-1.0, after which the same holds for every set.
// Start with Write, Hash, Diff and Relabel.
package canon

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// Lines yields the canonical lines of the quads of snap in the given graphs, of all without any, in byte
// order and each once. A nil graph is the default graph; a graph that is not there has no quads. A line ends
// with a line feed and is valid until the next. A term that no strict reader would read back ends the
// lines with an error that Is graph.ErrInvalid.
//
// Where snap is graph.Canonical the lines are read in their order, in bounded memory. Those of any other snapshot
// are sorted in memory: 16 bytes a quad and the text of each term once.
func Lines(ctx context.Context, snap graph.Snapshot, graphs ...quad.Value) iter.Seq2[[]byte, error] {
	return cut(blocks(ctx, snap, graphs, true))
}

// Triples is Lines without the graph of each quad: what two graphs state can be compared. A triple that is
// in several of the graphs is one line.
func Triples(ctx context.Context, snap graph.Snapshot, graphs ...quad.Value) iter.Seq2[[]byte, error] {
	return cut(blocks(ctx, snap, graphs, false))
}

// Write writes the Lines of the graphs to w, a block of many at a time, and returns how many.
func Write(ctx context.Context, w io.Writer, snap graph.Snapshot, graphs ...quad.Value) (int, error) {
	return write(w, blocks(ctx, snap, graphs, true))
}

// WriteTriples writes the Triples of the graphs to w, a block of many at a time, and returns how many.
func WriteTriples(ctx context.Context, w io.Writer, snap graph.Snapshot, graphs ...quad.Value) (int, error) {
	return write(w, blocks(ctx, snap, graphs, false))
}

// block is some whole lines. It is valid until the next.
type block struct {
	bytes []byte
	lines int
}

const blockBytes = 256 << 10 // lines given out at once

func blocks(ctx context.Context, snap graph.Snapshot, graphs []quad.Value, named bool) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		c, err := choose(ctx, snap, graphs)
		if err != nil {
			yield(block{}, err)
			return
		}
		all := unordered
		if _, ok := snap.(graph.Canonical); ok {
			all = ordered
		}
		all(ctx, snap, c, named)(yield)
	}
}

// cut yields the lines of blocks. No line feed stands within a line.
func cut(blocks iter.Seq2[block, error]) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for b, err := range blocks {
			if err != nil {
				yield(nil, err)
				return
			}
			for rest := b.bytes; len(rest) > 0; {
				end := bytes.IndexByte(rest, '\n') + 1
				if !yield(rest[:end:end], nil) {
					return
				}
				rest = rest[end:]
			}
		}
	}
}

func write(w io.Writer, blocks iter.Seq2[block, error]) (int, error) {
	n := 0
	for b, err := range blocks {
		if err != nil {
			return n, fmt.Errorf("canonical N-Quads: %w", err)
		}
		if _, err := w.Write(b.bytes); err != nil {
			return n, err
		}
		n += b.lines
	}
	return n, nil
}

// Digest is the SHA-256 of canonical lines.
type Digest [sha256.Size]byte

// String returns d in lower-case hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Hash returns the digest of what Write would write.
func Hash(ctx context.Context, snap graph.Snapshot, graphs ...quad.Value) (Digest, error) {
	h := sha256.New()
	if _, err := Write(ctx, h, snap, graphs...); err != nil {
		return Digest{}, err
	}
	return Digest(h.Sum(nil)), nil
}
