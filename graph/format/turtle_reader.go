package format

import (
	"bytes"
	"hash/maphash"
	"io"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// TurtleReader reads Turtle or TriG 1.1, a quad at a time. What it holds in memory does not grow with the
// file: a token, a frame for each bracket that is open, and the prefixes.
type TurtleReader struct {
	window
	terms
	trig   bool
	stack  []frame
	next   step
	graph  quad.Value // nil in the default graph
	braced bool       // between { and }
	quad   quad.Quad  // that a step read
	failed error
}

// step reads on to where the next may begin, and reports whether there is a quad now. A file that fits the
// grammar up to there has gone through the same steps however it is cut into pieces.
type step func(*TurtleReader) (bool, error)

// frame is what triples are read for: a subject, or a cell of a collection, and its predicate.
type frame struct {
	subject   quad.Value
	predicate quad.Value // nil before the subject is complete
	kind      frameKind
}

type frameKind uint8

const (
	triples    frameKind = iota // to a full stop
	properties                  // of a blank node, to ]
	collection                  // to )
)

// NewTurtleReader returns a reader of https://www.w3.org/TR/turtle/. Its quads are in the default graph. It
// reads ahead of the quads it returned.
func NewTurtleReader(r io.Reader, o *Options) *TurtleReader { return newTurtleReader(r, o, false) }

// NewTriGReader returns a reader of https://www.w3.org/TR/trig/.
func NewTriGReader(r io.Reader, o *Options) *TurtleReader { return newTurtleReader(r, o, true) }

func newTurtleReader(r io.Reader, o *Options, trig bool) *TurtleReader {
	d := o.orDefault()
	t := &TurtleReader{
		window: window{r: r, name: d.Name, max: d.MaxLine},
		terms:  terms{options: d, seed: maphash.MakeSeed(), labels: labels{stem: d.Anonymous}},
		trig:   trig,
		next:   (*TurtleReader).statement,
	}
	t.failed = t.setOptions()
	return t
}

// ReadQuad returns the next quad; its Label is nil in the default graph. At the end the error is io.EOF. Any
// error, a *SyntaxError for what is not Turtle or TriG, is returned by later calls too: where the next
// statement would begin is not known. The quads before it were read all the same.
func (r *TurtleReader) ReadQuad() (quad.Quad, error) {
	for r.failed == nil {
		found, err := r.next(r)
		if err != nil {
			r.failed = err
		} else if found {
			return r.quad, nil
		}
	}
	return quad.Quad{}, r.failed
}

// Names returns the base and the prefixes that hold where the reader is, in the order in which they came.
func (r *TurtleReader) Names() Names {
	n := Names{Base: quad.IRI(r.baseIRI)}
	for _, name := range r.declared {
		n.Prefixes = append(n.Prefixes, vocab.Prefix{Name: name, IRI: quad.IRI(r.prefixes[name])})
	}
	return n
}

// Close does nothing: who opened the input closes it.
func (r *TurtleReader) Close() error { return nil }

// statement begins a directive, triples or a graph, or ends one.
func (r *TurtleReader) statement() (bool, error) {
	c, err := r.peek()
	switch {
	case err != nil:
		return false, err
	case c == 0 && r.over(r.pos):
		if r.braced {
			return false, r.expected(r.pos, `a subject or "}" to close the graph`)
		}
		return false, io.EOF
	case c == '}' && r.braced:
		r.closeGraph()
		return false, nil
	case c == '{' && r.trig && !r.braced:
		r.openGraph(nil)
		return false, nil
	case c == '@' && !r.braced:
		return false, r.directive()
	case r.gone+r.pos == 0 && bytes.HasPrefix(r.token(), []byte("\uFEFF")):
		return false, r.fail(r.pos, "a byte order mark is not allowed")
	}
	return r.subject(c)
}

// subject reads the subject that begins with c.
func (r *TurtleReader) subject(c byte) (bool, error) {
	r.stack = append(r.stack[:0], frame{})
	switch c {
	case '[':
		return false, r.enter(properties)
	case '(':
		return false, r.enter(collection)
	case '<', '_':
		v, err := r.resource(c)
		return false, r.triplesOf(v, err)
	}
	word, v, err := r.nameOrWord()
	if err == nil && word != nil {
		return false, r.keyword(word)
	}
	return false, r.triplesOf(v, err)
}

// triplesOf begins the triples of a subject, or the graph of that name.
func (r *TurtleReader) triplesOf(v quad.Value, err error) error {
	if err != nil {
		return err
	}
	r.stack[0].subject = v
	r.next = (*TurtleReader).verb
	if r.trig && !r.braced {
		r.next = (*TurtleReader).verbOrGraph
	}
	return nil
}

// verb reads a predicate and its first object.
func (r *TurtleReader) verb() (bool, error) {
	const what = "a predicate: an IRI or \"a\""
	c, err := r.peek()
	if err != nil {
		return false, err
	}
	var v quad.Value
	switch {
	case c == '<':
		v, err = r.iri()
	case c == '_':
		return false, r.expected(r.pos, what)
	default:
		var word []byte
		word, v, err = r.nameOrWord()
		if err == nil && word != nil {
			if string(word) != "a" {
				return false, r.expected(r.pos, what)
			}
			r.pos += len(word)
			v = vocab.Type
		}
	}
	if err != nil {
		return false, err
	}
	r.top().predicate = v
	return r.object()
}

// object reads the object of the frame's subject and predicate.
func (r *TurtleReader) object() (bool, error) {
	c, err := r.peek()
	if err != nil {
		return false, err
	}
	switch c {
	case '[':
		return true, r.enter(properties)
	case '(':
		return true, r.enter(collection)
	}
	v, err := r.objectTerm(c)
	if err != nil {
		return false, err
	}
	r.emit(v)
	r.next = r.top().after()
	return true, nil
}

// emit makes v the object of the quad that is read.
func (r *TurtleReader) emit(v quad.Value) {
	f := r.top()
	r.quad = quad.Quad{Subject: f.subject, Predicate: f.predicate, Object: v, Label: r.graph}
}

func (r *TurtleReader) top() *frame { return &r.stack[len(r.stack)-1] }

// after returns what follows an object.
func (f *frame) after() step {
	if f.kind == collection {
		return (*TurtleReader).itemOrEnd
	}
	return (*TurtleReader).afterObject
}

// afterObject reads what goes on with the subject, or ends it.
func (r *TurtleReader) afterObject() (bool, error) {
	c, err := r.peek()
	if err != nil {
		return false, err
	}
	switch c {
	case ',':
		r.pos++
		return r.object()
	case ';':
		r.pos++
		return r.verbOrEnd()
	}
	return r.leave(c, `"," or ";" or `)
}

// verbOrEnd follows a semicolon.
func (r *TurtleReader) verbOrEnd() (bool, error) {
	for {
		c, err := r.peek()
		if err != nil {
			return false, err
		}
		switch c {
		case ';':
			r.pos++
			continue
		case '.', ']', '}':
			return r.leave(c, "a predicate or ")
		}
		return r.verb()
	}
}

// verbOrStop follows [ ... ] as a subject.
func (r *TurtleReader) verbOrStop() (bool, error) {
	c, err := r.peek()
	if err != nil {
		return false, err
	}
	if c == '.' || c == '}' {
		return r.leave(c, "a predicate or ")
	}
	return r.verb()
}

// leave ends the frame with c; others names what else could have come.
func (r *TurtleReader) leave(c byte, others string) (bool, error) {
	f := r.top()
	switch {
	case f.kind == properties && c == ']':
		r.pos++
		r.pop()
		return false, nil
	case f.kind == triples && c == '.':
		r.pos++
		r.next = (*TurtleReader).statement
		return false, nil
	case f.kind == triples && c == '}' && r.braced:
		r.closeGraph()
		return false, nil
	case f.kind == properties:
		return false, r.expected(r.pos, others+`"]"`)
	case r.braced:
		return false, r.expected(r.pos, others+`"." or "}"`)
	}
	return false, r.expected(r.pos, others+`"."`)
}
