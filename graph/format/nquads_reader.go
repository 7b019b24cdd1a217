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
	scanner *Scanner
	cache   cache
}

// NewNQuadsReader returns a reader of https://www.w3.org/TR/n-quads/. It reads ahead of the quads it
// returned.
func NewNQuadsReader(r io.Reader, o *Options) *Reader { return newReader(r, NewNQuadsScanner(o)) }

// NewNTriplesReader returns a reader of https://www.w3.org/TR/n-triples/. Its quads are in the default graph.
func NewNTriplesReader(r io.Reader, o *Options) *Reader { return newReader(r, NewNTriplesScanner(o)) }

func openNQuads(r io.Reader, o *Options) quad.ReadCloser   { return NewNQuadsReader(r, o) }
func openNTriples(r io.Reader, o *Options) quad.ReadCloser { return NewNTriplesReader(r, o) }

func newReader(r io.Reader, s *Scanner) *Reader {
	return &Reader{lines: lines{r: r, max: s.options.MaxLine}, scanner: s, cache: cache{seed: maphash.MakeSeed()}}
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
		s, err := r.scanner.Scan(line, r.lines.number)
		if err != nil {
			return quad.Quad{}, err
		}
		if s.Subject == nil {
			continue
		}
		q := quad.Quad{Subject: r.cache.term(s.Subject), Predicate: r.cache.term(s.Predicate), Object: r.cache.term(s.Object)}
		if s.Graph != nil {
			q.Label = r.cache.term(s.Graph)
		}
		return q, nil
	}
}

// named adds the input's name to an error of the line cutter.
func (r *Reader) named(err error) error {
	var s *SyntaxError
	if errors.As(err, &s) {
		s.Name = r.scanner.options.Name
	}
	return err
}

// Close does nothing: who opened the input closes it.
func (r *Reader) Close() error { return nil }
