package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/format"
	"concord/graph/vocab"
)

// writeTurtle leaves out which graph states a triple, as writeNTriples does.
func writeTurtle(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error) {
	out := format.NewTurtleWriter(w, s.shortNames())
	if err := copyLines(out, canon.Triples(ctx, s.Snapshot, graphs...)); err != nil {
		return 0, err
	}
	return 0, out.Close()
}

func writeTriG(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error) {
	return 0, s.copyGraphs(ctx, format.NewTriGWriter(w, s.shortNames()), graphs)
}

func writeJSONLD(ctx context.Context, w io.Writer, s *state, graphs []quad.Value) (int, error) {
	return 0, s.copyGraphs(ctx, format.NewJSONLDWriter(w), graphs)
}

// copyGraphs writes one graph after the other, so that each is named once, and closes w.
func (s *state) copyGraphs(ctx context.Context, w quad.WriteCloser, graphs []quad.Value) error {
	if len(graphs) == 0 {
		var err error
		if graphs, err = s.graphTerms(ctx); err != nil {
			return err
		}
		slices.SortFunc(graphs, func(a, b quad.Value) int {
			return bytes.Compare(graph.AppendTerm(nil, a), graph.AppendTerm(nil, b))
		})
	}
	for _, g := range graphs {
		if err := copyLines(w, canon.Lines(ctx, s.Snapshot, g)); err != nil {
			return err
		}
	}
	return w.Close()
}

// shortNames are the prefixes of the vocabulary, and keys relative to the base of the store.
func (s *state) shortNames() *format.Names {
	return &format.Names{Base: quad.IRI(s.base), Prefixes: vocab.Prefixes}
}

// copyLines writes the quads of canonical lines.
func copyLines(w interface{ WriteQuad(quad.Quad) error }, lines iter.Seq2[[]byte, error]) error {
	next, stop := iter.Pull2(lines)
	defer stop()
	in := format.NewNQuadsReader(&lineReader{next: next}, nil)
	for {
		q, err := in.ReadQuad()
		if err == nil {
			err = w.WriteQuad(q)
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// lineReader reads lines as they come.
type lineReader struct {
	next func() ([]byte, error, bool)
	rest []byte // of the last line
}

// Read reads a part of a line.
func (r *lineReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		line, err, ok := r.next()
		switch {
		case !ok:
			return 0, io.EOF
		case err != nil:
			return 0, err
		}
		r.rest = line
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}
