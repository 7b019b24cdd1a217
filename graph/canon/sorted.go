package canon

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"

	"concord/graph"
)

// unordered yields the lines of a snapshot whose ids are in no order that means anything.
func unordered(ctx context.Context, snap graph.Snapshot, c choice, named bool) iter.Seq2[block, error] {
	return func(yield func(block, error) bool) {
		s, err := load(ctx, snap, c, named)
		if err != nil {
			yield(block{}, err)
			return
		}
		var b block
		for i, r := range s.rows {
			b.bytes = s.append(b.bytes, r)
			if b.lines++; len(b.bytes) < blockBytes && i < len(s.rows)-1 {
				continue
			}
			if err := ctx.Err(); err != nil {
				yield(block{}, err)
				return
			}
			if !yield(b, nil) {
				return
			}
			b = block{bytes: b.bytes[:0]}
		}
	}
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

func load(ctx context.Context, snap graph.Snapshot, c choice, named bool) (*sorted, error) {
	s := &sorted{}
	n := numbering{place: map[graph.ID]uint32{}}
	n.of(graph.DefaultGraph)
	for _, p := range c.patterns() {
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
	var err error
	if s.forms, err = n.forms(ctx, snap); err != nil {
		return nil, err
	}
	s.sort()
	return s, nil
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
