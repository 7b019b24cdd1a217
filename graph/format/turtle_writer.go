package format

import (
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
)

// TurtleWriter writes Turtle or TriG 1.1 in the order the quads come: while graph, subject or predicate stay
// the same they are not written again, so that sorted quads make a small file. Labels of blank nodes stay what
// they are, and terms are read back as they were. Only Close makes the file complete.
type TurtleWriter struct {
	out    output
	names  Names
	short  *shortener // nil with names that Turtle does not have
	trig   bool
	begun  bool
	open   bool      // a statement waits for its full stop
	last   quad.Quad // that was written
	formed quad.Quad // whose terms texts holds
	texts  struct{ graph, subject, predicate, object []byte }
}

// NewTurtleWriter returns a writer of https://www.w3.org/TR/turtle/. It refuses a quad outside the default
// graph. A nil n is vocab.Prefixes without a base.
func NewTurtleWriter(w io.Writer, n *Names) *TurtleWriter { return newTurtleWriter(w, n, false) }

// NewTriGWriter returns a writer of https://www.w3.org/TR/trig/.
func NewTriGWriter(w io.Writer, n *Names) *TurtleWriter { return newTurtleWriter(w, n, true) }

func openTurtle(r io.Reader, o *Options) quad.ReadCloser { return NewTurtleReader(r, o) }
func openTriG(r io.Reader, o *Options) quad.ReadCloser   { return NewTriGReader(r, o) }
func createTurtle(w io.Writer) quad.WriteCloser          { return NewTurtleWriter(w, nil) }
func createTriG(w io.Writer) quad.WriteCloser            { return NewTriGWriter(w, nil) }

func newTurtleWriter(w io.Writer, n *Names, trig bool) *TurtleWriter {
	t := &TurtleWriter{out: output{w: w}, names: Names{Prefixes: vocab.Prefixes}, trig: trig}
	if n != nil {
		t.names = *n
	}
	t.short, t.out.err = newShortener(t.names)
	return t
}

// WriteQuad writes q. A quad that RDF does not have is an error that Is graph.ErrInvalid; nothing of it is
// written, and the writer may be used further. After an error of the output, or with Names that Turtle does
// not have, every call returns it.
func (w *TurtleWriter) WriteQuad(q quad.Quad) error {
	if w.out.err != nil {
		return w.out.err
	}
	if err := w.form(q); err != nil {
		w.formed = quad.Quad{}
		return err
	}
	w.begin()
	switch {
	case q.Label != w.last.Label:
		w.endGraph()
		w.beginGraph(q.Label)
		w.subject()
	case !w.open || q.Subject != w.last.Subject:
		w.endStatement()
		w.subject()
	case q.Predicate != w.last.Predicate:
		w.newLine(" ;", 1)
		w.predicate()
	default:
		w.newLine(" ,", 2)
		w.put(w.texts.object)
	}
	w.last, w.open = q, true
	if len(w.out.buf) >= flushAt {
		return w.out.Flush()
	}
	return nil
}

// WriteQuads writes quads up to the first error and returns how many were written.
func (w *TurtleWriter) WriteQuads(quads []quad.Quad) (int, error) {
	for i, q := range quads {
		if err := w.WriteQuad(q); err != nil {
			return i, err
		}
	}
	return len(quads), nil
}

// Close ends what stands open and flushes. It does not close the output.
func (w *TurtleWriter) Close() error {
	if w.out.err == nil {
		w.endGraph()
		w.last = quad.Quad{}
	}
	return w.out.Flush()
}

// form makes the texts of q's terms, of those that are not the last ones again.
func (w *TurtleWriter) form(q quad.Quad) (err error) {
	t := &w.texts
	if q.Label != w.formed.Label && q.Label != nil {
		if !w.trig {
			return fmt.Errorf("quad in %.100s: Turtle names no graph: %w", q.Label.String(), graph.ErrInvalid)
		}
		if t.graph, err = w.resource(t.graph[:0], q.Label); err != nil {
			return fmt.Errorf("graph: %w", err)
		}
	}
	if q.Subject == nil || q.Subject != w.formed.Subject {
		if t.subject, err = w.resource(t.subject[:0], q.Subject); err != nil {
			return fmt.Errorf("subject: %w", err)
		}
	}
	if q.Predicate == nil || q.Predicate != w.formed.Predicate {
		if _, ok := q.Predicate.(quad.IRI); !ok {
			return fmt.Errorf("predicate: %w: %v is not an IRI", graph.ErrInvalid, q.Predicate)
		}
		if t.predicate, err = w.short.appendTerm(t.predicate[:0], q.Predicate); err != nil {
			return fmt.Errorf("predicate: %w", err)
		}
		if q.Predicate == vocab.Type {
			t.predicate = append(t.predicate[:0], 'a')
		}
	}
	if cap(t.object) > flushAt {
		t.object = nil // one huge literal should not be paid for until Close
	}
	if t.object, err = w.short.appendTerm(t.object[:0], q.Object); err != nil {
		return fmt.Errorf("object: %w", err)
	}
	w.formed = q
	return nil
}

func (w *TurtleWriter) resource(dst []byte, v quad.Value) ([]byte, error) {
	switch v.(type) {
	case quad.IRI, quad.BNode, nil:
		return w.short.appendTerm(dst, v)
	}
	return dst, fmt.Errorf("%w: %.100s is neither an IRI nor a blank node", graph.ErrInvalid, v.String())
}

// begin declares the names before the first quad.
func (w *TurtleWriter) begin() {
	if w.begun {
		return
	}
	w.begun = true
	if w.short.base != "" {
		w.out.buf = fmt.Appendf(w.out.buf, "@base <%s> .\n", w.short.base)
	}
	for _, p := range w.names.Prefixes {
		w.out.buf = fmt.Appendf(w.out.buf, "@prefix %s: <%s> .\n", p.Name, string(p.IRI))
	}
	if w.short.base != "" || len(w.names.Prefixes) > 0 {
		w.out.buf = append(w.out.buf, '\n')
	}
}

func (w *TurtleWriter) beginGraph(name quad.Value) {
	if name != nil {
		w.put(w.texts.graph)
		w.out.buf = append(w.out.buf, " {\n"...)
	}
	w.last.Label = name
}

func (w *TurtleWriter) endGraph() {
	w.endStatement()
	if w.last.Label != nil {
		w.out.buf = append(w.out.buf, "}\n"...)
	}
}

func (w *TurtleWriter) subject() {
	w.indent(0)
	w.put(w.texts.subject)
	w.out.buf = append(w.out.buf, ' ')
	w.predicate()
}

func (w *TurtleWriter) predicate() {
	w.put(w.texts.predicate)
	w.out.buf = append(w.out.buf, ' ')
	w.put(w.texts.object)
}

func (w *TurtleWriter) endStatement() {
	if w.open {
		w.out.buf = append(w.out.buf, " .\n"...)
		w.open = false
	}
}

// newLine ends a line and begins one below its subject.
func (w *TurtleWriter) newLine(end string, depth int) {
	w.out.buf = append(append(w.out.buf, end...), '\n')
	w.indent(depth)
}

// indent begins a line, one step further inside a graph.
func (w *TurtleWriter) indent(depth int) {
	if w.last.Label != nil {
		depth++
	}
	for range depth {
		w.out.buf = append(w.out.buf, "    "...)
	}
}

func (w *TurtleWriter) put(text []byte) { w.out.buf = append(w.out.buf, text...) }
