package format

import (
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/vocab"
)

// JSONLDWriter writes JSON-LD 1.1 in expanded form, a node a line, so that a reader needs no context. Quads that
// follow each other with one graph and subject are one node; a node or graph that comes again is written again, which
// means the same. So it holds no more than a node's predicates in memory, and writes best what is sorted by
// graph, subject and predicate.
//
// Every term leaves as it came in: numbers and truth values are strings with a type, lists are the quads they consist
// of, and blank nodes keep their labels.
type JSONLDWriter struct {
	output
	check   []byte
	begun   bool
	closed  bool
	at      quad.Quad               // the quad before; its Subject is nil between graphs
	typed   bool                    // its object stands in "@type"
	members map[memberName]struct{} // of the node so far
}

// memberName is a predicate, or "@type".
type memberName struct {
	predicate quad.Value
	typed     bool
}

// NewJSONLDWriter returns a writer of https://www.w3.org/TR/json-ld11/. What it writes is JSON only after Close.
func NewJSONLDWriter(w io.Writer) *JSONLDWriter {
	return &JSONLDWriter{output: output{w: w}, members: map[memberName]struct{}{}}
}

func createJSONLD(w io.Writer) quad.WriteCloser { return NewJSONLDWriter(w) }

// WriteQuad writes q. A quad that RDF does not have is an error that Is graph.ErrInvalid; nothing of it is
// written, and the writer may be used further. After an error of the output every call returns it.
func (w *JSONLDWriter) WriteQuad(q quad.Quad) (err error) {
	if w.err != nil {
		return w.err
	}
	if w.closed {
		return fmt.Errorf("write JSON-LD: %w", graph.ErrClosed)
	}
	if w.check, err = canon.AppendQuad(w.check[:0], q); err != nil {
		return err
	}
	if q.Object, err = graph.Normal(q.Object); err != nil {
		return err
	}
	w.open(q)
	_, literal := graph.Lexical(q.Object)
	name := memberName{q.Predicate, q.Predicate == quad.Value(vocab.Type) && !literal}
	switch _, again := w.members[name]; {
	case q.Predicate == w.at.Predicate && name.typed == w.typed:
		w.buf = append(w.buf, ',')
	case again:
		w.node(q.Subject)
		fallthrough
	default:
		w.member(name)
	}
	w.object(q.Object, name.typed)
	w.at, w.typed = q, name.typed
	if len(w.buf) >= flushAt {
		return w.Flush()
	}
	return nil
}

// open begins the array, graph and node that q needs, and ends those before.
func (w *JSONLDWriter) open(q quad.Quad) {
	if !w.begun {
		w.begun = true
		w.buf = append(w.buf, "[\n"...)
	} else if q.Label != w.at.Label {
		w.end()
		w.buf = append(w.buf, ",\n"...)
	}
	if w.at.Subject == nil && q.Label != nil {
		w.buf = append(w.resource(append(w.buf, `{"@id":`...), q.Label), `,"@graph":[`+"\n"...)
	}
	if q.Subject != w.at.Subject {
		w.node(q.Subject)
	}
}

// node begins a node, after the one before if there is one.
func (w *JSONLDWriter) node(subject quad.Value) {
	if w.at.Subject != nil {
		w.buf = append(w.buf, "]},\n"...)
	}
	w.buf = w.resource(append(w.buf, `{"@id":`...), subject)
	w.at.Subject, w.at.Predicate = subject, nil
	clear(w.members)
}

// member begins a member of the node, after the one before if there is one.
func (w *JSONLDWriter) member(name memberName) {
	if w.at.Predicate != nil {
		w.buf = append(w.buf, ']')
	}
	w.members[name] = struct{}{}
	w.buf = append(w.buf, ',')
	if name.typed {
		w.buf = append(w.buf, `"@type"`...)
	} else {
		w.buf = w.resource(w.buf, name.predicate)
	}
	w.buf = append(w.buf, `:[`...)
}

// end ends the node and graph that are open.
func (w *JSONLDWriter) end() {
	w.buf = append(w.buf, "]}"...)
	if w.at.Label != nil {
		w.buf = append(w.buf, "\n]}"...)
	}
	w.at = quad.Quad{}
}

func (w *JSONLDWriter) resource(dst []byte, v quad.Value) []byte {
	if b, ok := v.(quad.BNode); ok {
		return appendJSON(dst, "_:"+string(b))
	}
	iri, _ := v.(quad.IRI)
	return appendJSON(dst, string(iri))
}

func (w *JSONLDWriter) object(v quad.Value, typed bool) {
	if typed {
		w.buf = w.resource(w.buf, v)
		return
	}
	text, literal := graph.Lexical(v)
	if !literal {
		w.buf = append(w.resource(append(w.buf, `{"@id":`...), v), '}')
		return
	}
	w.buf = appendJSON(append(w.buf, `{"@value":`...), text)
	switch v := v.(type) {
	case quad.LangString:
		w.buf = appendJSON(append(w.buf, `,"@language":`...), v.Lang)
	case quad.TypedString:
		w.buf = appendJSON(append(w.buf, `,"@type":`...), string(v.Type))
	}
	w.buf = append(w.buf, '}')
}

// appendJSON appends a string of JSON. Nothing is escaped but what must be.
func appendJSON(dst []byte, s string) []byte {
	const digits = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' || c >= utf8.RuneSelf {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, `\n`...)
		default:
			dst = append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	return append(append(dst, s[from:]...), '"')
}

// WriteQuads writes quads up to the first error and returns how many were written.
func (w *JSONLDWriter) WriteQuads(quads []quad.Quad) (int, error) {
	for i, q := range quads {
		if err := w.WriteQuad(q); err != nil {
			return i, err
		}
	}
	return len(quads), nil
}

// Close ends the document and flushes. It does not close the output.
func (w *JSONLDWriter) Close() error {
	if w.closed {
		return w.err
	}
	w.closed = true
	if w.begun {
		w.end()
		w.buf = append(w.buf, "\n]\n"...)
	} else {
		w.buf = append(w.buf, "[]\n"...)
	}
	return w.Flush()
}
