package canon

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// Options are what Relabel may be told. A nil *Options or a zero field means the default.
type Options struct {
	// Hash makes the hash that tells blank nodes apart: sha256.New, which is the default, or sha512.New384.
	Hash func() hash.Hash
	// MaxWork is how often, at most, a blank node is looked at in the mentions of another one or in an order of
	// such, with more for a mention of a very long predicate: a bound of the time, which else grows with the factorial
	// of like nodes when nothing tells them apart. The default is DefaultWork, and DefaultWorkPerNode more for
	// each blank node.
	MaxWork int
	// Triples leaves out the graph of each quad, as Triples does.
	Triples bool
}

const (
	// DefaultWork is what any dataset may cost: about two seconds. The hardest that the W3C expects an answer for
	// costs 3 thousand, and a circle of a thousand like nodes 4 million.
	DefaultWork = 1 << 22
	// DefaultWorkPerNode is what each blank node adds: a million of them may take a minute.
	DefaultWorkPerNode = 1 << 7
)

// ErrTooComplex is returned by Relabel when it would take more than Options.MaxWork to tell the blank nodes apart.
// Datasets that people write do not come near; those that are made to keep a program busy do ("poison graphs",
// RDFC-1.0, 7.1).
var ErrTooComplex = errors.New("blank nodes are too alike to tell apart within the bound of work")

// Relabelled is a dataset whose blank nodes have the labels of RDFC-1.0 (W3C Recommendation "RDF Dataset
// Canonicalization", 21 May 2024), c14n0, c14n1 and so on: two datasets that differ only in how blank nodes are
// labelled have the same lines. It may be used by many goroutines.
type Relabelled struct {
	blocks func(context.Context) iter.Seq2[block, error] // of the lines as they were
	labels map[quad.BNode]quad.BNode
	blank  [][]byte // lines that name a blank node, relabelled, sorted
}

// Relabel returns the quads of snap in the given graphs, of all without any, relabelled. It keeps those that name a
// blank node in memory; the others are read again by Lines, so that snap must be open until the lines were read.
func Relabel(ctx context.Context, snap graph.Snapshot, o *Options, graphs ...quad.Value) (*Relabelled, error) {
	named := o == nil || !o.Triples
	all := func(ctx context.Context) iter.Seq2[block, error] { return blocks(ctx, snap, graphs, named) }
	if forms, ok := snap.(graph.Canonical); ok {
		if blank, err := namesBlank(ctx, snap, forms, graphs); err != nil || !blank {
			return &Relabelled{blocks: all}, err
		}
	}
	return relabel(ctx, all, o)
}

// namesBlank reports whether the graphs have a blank node. It resolves one term: blank nodes have greater ids
// than all others, so that there is none unless the greatest is one.
func namesBlank(ctx context.Context, snap graph.Snapshot, forms graph.Canonical, graphs []quad.Value) (bool, error) {
	c, err := choose(ctx, snap, graphs)
	if err != nil {
		return false, err
	}
	var greatest graph.ID
	for _, p := range c.patterns() {
		for q, err := range graph.All(snap.Scan(ctx, p, graph.Best(p))) {
			if err != nil {
				return false, err
			}
			greatest = max(greatest, q.S, q.O, q.G)
		}
	}
	if greatest <= graph.DefaultGraph {
		return false, nil
	}
	form, _, err := forms.AppendForms(ctx, []graph.ID{greatest}, nil, nil)
	return isBlank(form), err
}

// RelabelQuads is Relabel for quads in any order, each any number of times. They are read as Lines reads terms.
func RelabelQuads(ctx context.Context, quads []quad.Quad, o *Options) (*Relabelled, error) {
	lines := make([][]byte, len(quads))
	for i, q := range quads {
		if o != nil && o.Triples {
			q.Label = nil
		}
		line, err := AppendQuad(nil, q)
		if err != nil {
			return nil, fmt.Errorf("quad %d: %w", i, err)
		}
		lines[i] = line
	}
	slices.SortFunc(lines, bytes.Compare)
	lines = slices.CompactFunc(lines, bytes.Equal)
	all := block{bytes.Join(lines, nil), len(lines)}
	return relabel(ctx, func(context.Context) iter.Seq2[block, error] {
		return func(yield func(block, error) bool) { yield(all, nil) }
	}, o)
}

func relabel(ctx context.Context, blocks func(context.Context) iter.Seq2[block, error], o *Options) (*Relabelled, error) {
	m := newMentions()
	for line, err := range cut(blocks(ctx)) {
		if err != nil {
			return nil, err
		}
		m.add(line)
	}
	labels, err := label(ctx, m, o)
	if err != nil {
		return nil, fmt.Errorf("%d blank nodes in %d quads: %w", len(m.nodes), len(m.quads), err)
	}
	r := &Relabelled{blocks: blocks, labels: make(map[quad.BNode]quad.BNode, len(m.nodes)), blank: m.relabelled(labels)}
	for n, l := range labels {
		r.labels[quad.BNode(m.nodes[n][len("_:"):])] = quad.BNode(fmt.Sprintf("%s%d", canonicalPrefix, l))
	}
	return r, nil
}

// Labels returns the canonical label of each blank node: the issued identifiers map of RDFC-1.0. Where nodes are so
// alike that the lines do not tell which is which, neither does the map. It must not be changed.
func (r *Relabelled) Labels() map[quad.BNode]quad.BNode { return r.labels }

// Lines yields the canonical lines in byte order, each once: the serialized canonical form of RDFC-1.0. A line
// ends with a line feed and is valid until the next.
//
// New labels change the order only among lines that name a blank node with nothing but such lines between them: where
// a line first names one, "_" follows whatever else may stand there. So each of them gives its place to the
// next of the relabelled.
func (r *Relabelled) Lines(ctx context.Context) iter.Seq2[[]byte, error] {
	return cut(r.relabelled(ctx))
}

// Write writes the Lines to w, a block of many at a time, and returns how many.
func (r *Relabelled) Write(ctx context.Context, w io.Writer) (int, error) {
	return write(w, r.relabelled(ctx))
}

func (r *Relabelled) relabelled(ctx context.Context) iter.Seq2[block, error] {
	if len(r.blank) == 0 {
		return r.blocks(ctx)
	}
	return func(yield func(block, error) bool) {
		rest := r.blank
		var out block
		for b, err := range r.blocks(ctx) {
			out = block{out.bytes[:0], b.lines}
			for line := range bytes.Lines(b.bytes) {
				if hasBlank(line) {
					line, rest = rest[0], rest[1:]
				}
				out.bytes = append(out.bytes, line...)
			}
			if !yield(out, err) || err != nil {
				return
			}
		}
	}
}

// Equal reports whether two sets of quads are the same dataset up to the labels of blank nodes (RDF 1.1 Concepts,
// 4.1). Order and repetition do not count. A quad that is no RDF is an error that Is graph.ErrInvalid.
func Equal(ctx context.Context, a, b []quad.Quad) (bool, error) {
	x, err := RelabelQuads(ctx, a, nil)
	if err != nil {
		return false, fmt.Errorf("first dataset: %w", err)
	}
	y, err := RelabelQuads(ctx, b, nil)
	if err != nil {
		return false, fmt.Errorf("second dataset: %w", err)
	}
	for _, err := range Diff(x.Lines(ctx), y.Lines(ctx)) {
		return false, err
	}
	return true, nil
}
