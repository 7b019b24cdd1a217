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
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// Lines yields the canonical lines of the quads of snap in the given graphs, of all without any, in byte
// order and each once. A nil graph is the default graph; a graph that is not there has no quads. A line ends
// with a line feed and is valid until the next. A term that no strict reader would read back ends the
// lines with an error that Is graph.ErrInvalid.
//
// The lines are sorted in memory: 16 bytes a quad and the text of each term once.
func Lines(ctx context.Context, snap graph.Snapshot, graphs ...quad.Value) iter.Seq2[[]byte, error] {
	return lines(ctx, snap, graphs, true)
}

// Triples is Lines without the graph of each quad: what two graphs state can be compared. A triple that is
// in several of the graphs is one line.
func Triples(ctx context.Context, snap graph.Snapshot, graphs ...quad.Value) iter.Seq2[[]byte, error] {
	return lines(ctx, snap, graphs, false)
}

func lines(ctx context.Context, snap graph.Snapshot, graphs []quad.Value, named bool) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		s, err := load(ctx, snap, graphs, named)
		if err != nil {
			yield(nil, err)
			return
		}
		var line []byte
		for i, r := range s.rows {
			if i%checkEvery == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			if line = s.append(line[:0], r); !yield(line, nil) {
				return
			}
		}
	}
}

const checkEvery = 4096 // quads between looks at the context; a look takes as long as some lines

// Write writes the Lines of the graphs to w, which should be buffered, and returns how many.
func Write(ctx context.Context, w io.Writer, snap graph.Snapshot, graphs ...quad.Value) (int, error) {
	return write(w, Lines(ctx, snap, graphs...))
}

func write(w io.Writer, lines iter.Seq2[[]byte, error]) (int, error) {
	n := 0
	for line, err := range lines {
		if err != nil {
			return n, fmt.Errorf("canonical N-Quads: %w", err)
		}
		if _, err := w.Write(line); err != nil {
			return n, err
		}
		n++
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

// row is a quad as places of its terms in a sorted list.
type row [4]uint32

// sorted is a set of quads in canonical order. The form of the default graph is empty, and so the first.
//
// The order of rows is that of their lines: no term's form is the beginning of another's except where the
// next byte of the longer one is greater than the space or full stop that follows the shorter one.
type sorted struct {
	forms [][]byte
	rows  []row
}

func (s *sorted) append(dst []byte, r row) []byte {
	dst = append(append(dst, s.forms[r[0]]...), ' ')
	dst = append(append(dst, s.forms[r[1]]...), ' ')
	dst = append(append(dst, s.forms[r[2]]...), ' ')
	if g := s.forms[r[3]]; len(g) > 0 {
		dst = append(append(dst, g...), ' ')
	}
	return append(dst, '.', '\n')
}

func load(ctx context.Context, snap graph.Snapshot, graphs []quad.Value, named bool) (*sorted, error) {
	patterns, err := patterns(ctx, snap, graphs)
	if err != nil {
		return nil, err
	}
	s := &sorted{}
	n := numbering{place: map[graph.ID]uint32{}}
	n.of(graph.DefaultGraph)
	for _, p := range patterns {
		for q, err := range graph.All(snap.Scan(ctx, p, graph.AnyOrder)) {
			if err != nil {
				return nil, err
			}
			if !named {
				q.G = graph.DefaultGraph
			}
			s.rows = append(s.rows, row{n.of(q.S), n.of(q.P), n.of(q.O), n.of(q.G)})
		}
	}
	if s.forms, err = n.forms(ctx, snap); err != nil {
		return nil, err
	}
	s.sort()
	return s, nil
}

// patterns returns what to scan for the quads of the graphs, each graph once.
func patterns(ctx context.Context, snap graph.Snapshot, graphs []quad.Value) ([]graph.Pattern, error) {
	if len(graphs) == 0 {
		return []graph.Pattern{{}}, nil
	}
	ids, err := snap.Lookup(ctx, graphs)
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	var all []graph.Pattern
	for _, id := range slices.Compact(ids) {
		if id != graph.Unknown {
			all = append(all, graph.Pattern{G: id})
		}
	}
	return all, nil
}

// numbering numbers ids in the order in which they are met.
type numbering struct {
	ids   []graph.ID
	place map[graph.ID]uint32
}

func (n *numbering) of(id graph.ID) uint32 {
	i, ok := n.place[id]
	if !ok {
		i = uint32(len(n.ids))
		n.place[id] = i
		n.ids = append(n.ids, id)
	}
	return i
}

const resolveBatch = 4096 // terms asked for at once: few round trips, and no second copy of all terms

func (n *numbering) forms(ctx context.Context, snap graph.Snapshot) ([][]byte, error) {
	forms := make([][]byte, 0, len(n.ids))
	for ids := range slices.Chunk(n.ids, resolveBatch) {
		terms, err := snap.Resolve(ctx, ids)
		if err != nil {
			return nil, err
		}
		var block []byte
		ends := make([]int, len(terms))
		for i, v := range terms {
			if v != nil {
				if block, err = AppendTerm(block, v); err != nil {
					return nil, err
				}
			}
			ends[i] = len(block)
		}
		start := 0
		for _, end := range ends {
			forms = append(forms, block[start:end:end])
			start = end
		}
	}
	return forms, nil
}

// sort puts the forms in byte order and then the rows in theirs, each once.
func (s *sorted) sort() {
	order := make([]uint32, len(s.forms))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return bytes.Compare(s.forms[a], s.forms[b]) })
	rank := make([]uint32, len(order))
	forms := make([][]byte, len(order))
	for i, o := range order {
		rank[o], forms[i] = uint32(i), s.forms[o]
	}
	s.forms = forms
	for i, r := range s.rows {
		s.rows[i] = row{rank[r[0]], rank[r[1]], rank[r[2]], rank[r[3]]}
	}
	slices.SortFunc(s.rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]), cmp.Compare(a[3], b[3]))
	})
	s.rows = slices.Compact(s.rows)
}
