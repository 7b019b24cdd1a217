package format

import (
	"errors"
	"hash/maphash"
	"io"

	"github.com/cayleygraph/quad"
)

// Reader reads N-Quads or N-Triples 1.1, a quad at a time.
type Reader struct {
	lines   lines
	parser  parser
	triples bool
}

// NewNQuadsReader returns a reader of https://www.w3.org/TR/n-quads/. It reads ahead of the quads it
// returned.
func NewNQuadsReader(r io.Reader, o *Options) *Reader { return newReader(r, o, false) }

// NewNTriplesReader returns a reader of https://www.w3.org/TR/n-triples/. Its quads are in the default graph.
func NewNTriplesReader(r io.Reader, o *Options) *Reader { return newReader(r, o, true) }

func openNQuads(r io.Reader, o *Options) quad.ReadCloser   { return NewNQuadsReader(r, o) }
func openNTriples(r io.Reader, o *Options) quad.ReadCloser { return NewNTriplesReader(r, o) }

func newReader(r io.Reader, o *Options, triples bool) *Reader {
	d := o.orDefault()
	return &Reader{
		lines:   lines{r: r, max: d.MaxLine},
		parser:  parser{options: d, cache: &cache{seed: maphash.MakeSeed()}},
		triples: triples,
	}
}

// ReadQuad returns the next quad; its Label is nil in the default graph. At the end the error is io.EOF.
// A *SyntaxError leaves the reader at the following line, so that a caller can go on and report every one,
// unless it Is ErrTooLong for a line; that and an error of the input are returned by later calls too.
func (r *Reader) ReadQuad() (quad.Quad, error) {
	for {
		line, err := r.lines.next()
		if err != nil {
			return quad.Quad{}, r.named(err)
		}
		r.parser.line, r.parser.pos, r.parser.number = line, 0, r.lines.number
		if q, err := r.statement(); err != nil || q.Subject != nil {
			return q, err
		}
	}
}

// named adds the input's name to an error of the line cutter.
func (r *Reader) named(err error) error {
	var s *SyntaxError
	if errors.As(err, &s) {
		s.Name = r.parser.options.Name
	}
	return err
}

// Close does nothing: who opened the input closes it.
func (r *Reader) Close() error { return nil }

// statement reads a line; the zero Quad is a line without a statement.
func (r *Reader) statement() (q quad.Quad, err error) {
	p := &r.parser
	if err = p.checkUTF8(); err != nil {
		return quad.Quad{}, err
	}
	if p.skipSpace(); p.pos == len(p.line) || p.line[p.pos] == '#' {
		return quad.Quad{}, nil
	}
	if q.Subject, err = p.resource("a subject: an IRI or a blank node"); err != nil {
		return quad.Quad{}, r.hint(err)
	}
	p.skipSpace()
	if p.peek() != '<' {
		return quad.Quad{}, p.expected(p.pos, "a predicate: an IRI")
	}
	if q.Predicate, err = p.iri(); err != nil {
		return quad.Quad{}, err
	}
	p.skipSpace()
	if q.Object, err = p.object(); err != nil {
		return quad.Quad{}, err
	}
	p.skipSpace()
	if q.Label, err = r.graph(); err != nil {
		return quad.Quad{}, err
	}
	if err = r.end(); err != nil {
		return quad.Quad{}, err
	}
	return q, nil
}

func (r *Reader) graph() (quad.Value, error) {
	p := &r.parser
	if p.peek() == '.' {
		return nil, nil
	}
	if r.triples {
		return nil, p.expected(p.pos, `"." (N-Triples names no graph)`)
	}
	v, err := p.resource(`"." or a graph: an IRI or a blank node`)
	p.skipSpace()
	return v, err
}

// end reads the full stop and what may follow it.
func (r *Reader) end() error {
	p := &r.parser
	if p.peek() != '.' {
		return p.expected(p.pos, `"."`)
	}
	p.pos++
	if p.skipSpace(); p.pos < len(p.line) && p.line[p.pos] != '#' {
		return p.expected(p.pos, "the end of the line or a comment")
	}
	return nil
}

// hint says what a line that begins like another format is.
func (r *Reader) hint(err error) error {
	var s *SyntaxError
	if !errors.As(err, &s) || r.parser.pos == len(r.parser.line) {
		return err
	}
	switch rest := r.parser.line[r.parser.pos:]; {
	case rest[0] == '@':
		s.Message += "; directives belong to Turtle and TriG"
	case len(rest) >= 3 && string(rest[:3]) == "\uFEFF" && s.Line == 1:
		s.Message += "; a byte order mark is not allowed"
	}
	return err
}
