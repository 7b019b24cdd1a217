package format

import (
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
)

// Writer writes N-Quads or N-Triples in the canonical form of a line, in the order the quads come. It
// gathers lines; Flush or Close hands the rest on.
type Writer struct {
	output
	triples bool
}

// NewNQuadsWriter returns a writer of N-Quads 1.1.
func NewNQuadsWriter(w io.Writer) *Writer { return &Writer{output: output{w: w}} }

// NewNTriplesWriter returns a writer of N-Triples 1.1. It refuses a quad outside the default graph.
func NewNTriplesWriter(w io.Writer) *Writer { return &Writer{output: output{w: w}, triples: true} }

func createNQuads(w io.Writer) quad.WriteCloser   { return NewNQuadsWriter(w) }
func createNTriples(w io.Writer) quad.WriteCloser { return NewNTriplesWriter(w) }

// WriteQuad writes q. A quad that RDF does not have is an error that Is graph.ErrInvalid; nothing of it is
// written, and the writer may be used further. After an error of the output every call returns it.
func (w *Writer) WriteQuad(q quad.Quad) error {
	if w.err != nil {
		return w.err
	}
	if w.triples && q.Label != nil {
		return fmt.Errorf("N-Triples names no graph: quad in %.100s: %w", q.Label.String(), graph.ErrInvalid)
	}
	line, err := canon.AppendQuad(w.buf, q)
	if err != nil {
		return err
	}
	if w.buf = line; len(w.buf) >= flushAt {
		return w.Flush()
	}
	return nil
}

// WriteQuads writes quads up to the first error and returns how many were written.
func (w *Writer) WriteQuads(quads []quad.Quad) (int, error) {
	for i, q := range quads {
		if err := w.WriteQuad(q); err != nil {
			return i, err
		}
	}
	return len(quads), nil
}

// Close flushes. It does not close the output.
func (w *Writer) Close() error { return w.Flush() }
