package format

import (
	"io"

	"github.com/cayleygraph/quad"
)

// JSONLDReader reads JSON-LD 1.1. It is no streaming reader: JSON-LD lets a context stand behind what it explains,
// so the document is held in memory whole, which takes some 30 times its length; Options.MaxDocument bounds it.
//
// The library expands the document (JSON-LD 1.1 API, 5.1), and JSONLDReader makes quads of what comes out (8.1). Contexts
// must stand in the document: one named by its IRI is refused, for nothing is fetched. Language tags keep
// their case where they are given by "@language" itself; a tag that is the key of a language map, or is given by
// another name for "@language", is in lower case. Members that no context explains are no RDF (JSON-LD 1.1, 3.2), and
// neither are "@index" and "@direction": they are left out. What else would be lost is an error: an IRI that is relative
// without a base or has characters it must not have, a blank node as a predicate, a number that no float64
// holds, and the few things that the library is known to misread.
type JSONLDReader struct {
	r       io.Reader
	options Options
	begun   bool
	quads   []quad.Quad
	err     error // after the quads
}

// NewJSONLDReader returns a reader of https://www.w3.org/TR/json-ld11/. It reads to the end of r before its
// first quad.
func NewJSONLDReader(r io.Reader, o *Options) *JSONLDReader {
	return &JSONLDReader{r: r, options: o.orDefault()}
}

func openJSONLD(r io.Reader, o *Options) quad.ReadCloser { return NewJSONLDReader(r, o) }

// ReadQuad returns the next quad; its Label is nil in the default graph. At the end the error is io.EOF. There are no
// quads of a document with an error.
func (r *JSONLDReader) ReadQuad() (quad.Quad, error) {
	if !r.begun {
		r.begun, r.err = true, io.EOF
		if quads, err := r.read(); err != nil {
			r.err = err
		} else {
			r.quads = quads
		}
	}
	if len(r.quads) == 0 {
		return quad.Quad{}, r.err
	}
	q := r.quads[0]
	r.quads = r.quads[1:]
	return q, nil
}

// Close does nothing: who opened the input closes it.
func (r *JSONLDReader) Close() error { return nil }

func (r *JSONLDReader) read() ([]quad.Quad, error) {
	d, v, err := readDocument(r.r, r.options)
	if err != nil {
		return nil, err
	}
	switch v.(type) {
	case []any, map[string]any:
	default:
		return nil, d.fail(0, "expected an object or an array")
	}
	expanded, err := d.expand(v)
	if err != nil {
		return nil, err
	}
	w := walker{document: d, labels: labels{stem: r.options.Anonymous, changed: map[string]quad.Value{}}}
	for _, v := range expanded {
		if _, err := w.node(v, nil); err != nil {
			return nil, err
		}
	}
	return w.quads, nil
}
