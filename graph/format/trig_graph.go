package format

import "github.com/cayleygraph/quad"

// verbOrGraph follows what may be a subject or the name of a graph.
func (r *TurtleReader) verbOrGraph() (bool, error) {
	c, err := r.peek()
	if err != nil {
		return false, err
	}
	if c == '{' {
		r.openGraph(r.stack[0].subject)
		return false, nil
	}
	return r.verb()
}

// namedGraph reads what follows the word GRAPH.
func (r *TurtleReader) namedGraph() error {
	c, err := r.peek()
	if err != nil {
		return err
	}
	name, err := r.graphName(c)
	if err != nil {
		return err
	}
	if c, err = r.peek(); err != nil {
		return err
	}
	if c != '{' {
		return r.expected(r.pos, `"{"`)
	}
	r.openGraph(name)
	return nil
}

func (r *TurtleReader) graphName(c byte) (quad.Value, error) {
	const what = "the name of a graph: an IRI or a blank node"
	switch c {
	case '_':
		return r.blank()
	case '[':
		r.pos++
		if c, err := r.peek(); err != nil {
			return nil, err
		} else if c != ']' {
			return nil, r.expected(r.pos, `"]"`)
		}
		r.pos++
		return r.fresh()
	}
	return r.namedIRI(c, what)
}

func (r *TurtleReader) openGraph(name quad.Value) {
	r.pos++
	r.graph, r.braced = name, true
	r.next = (*TurtleReader).statement
}

func (r *TurtleReader) closeGraph() {
	r.pos++
	r.graph, r.braced = nil, false
	r.next = (*TurtleReader).statement
}
