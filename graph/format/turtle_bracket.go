package format

import (
	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// enter begins a blank node with properties or a collection. In the place of an object it is the object of the
// quad that is read.
func (r *TurtleReader) enter(kind frameKind) error {
	if len(r.stack) > r.options.MaxDepth {
		e := r.fail(r.pos, "brackets are nested deeper than %d", r.options.MaxDepth)
		e.Err = ErrTooDeep
		return e
	}
	r.pos++
	c, err := r.peek()
	if err != nil {
		return err
	}
	if kind == collection && c == ')' {
		r.pos++
		return r.empty(vocab.Nil)
	}
	v, err := r.fresh()
	if err != nil {
		return err
	}
	if kind == properties && c == ']' {
		r.pos++
		return r.empty(v)
	}
	if f := r.top(); f.predicate == nil {
		f.subject = v
	} else {
		r.emit(v)
	}
	inner := frame{subject: v, kind: kind}
	r.next = (*TurtleReader).verb
	if kind == collection {
		inner.predicate = vocab.First
		r.next = (*TurtleReader).object
	}
	r.stack = append(r.stack, inner)
	return nil
}

// empty takes v for [] or ().
func (r *TurtleReader) empty(v quad.Value) error {
	f := r.top()
	if f.predicate != nil {
		r.emit(v)
		r.next = f.after()
		return nil
	}
	if v == vocab.Nil {
		f.subject = v
		r.next = (*TurtleReader).verb
		return nil
	}
	return r.triplesOf(v, nil)
}

// pop ends a blank node's properties or a collection.
func (r *TurtleReader) pop() {
	kind := r.top().kind
	r.stack = r.stack[:len(r.stack)-1]
	switch f := r.top(); {
	case f.predicate != nil:
		r.next = f.after()
	case kind == properties:
		r.next = (*TurtleReader).verbOrStop
	default:
		r.next = (*TurtleReader).verb
	}
}

// itemOrEnd follows an item of a collection.
func (r *TurtleReader) itemOrEnd() (bool, error) {
	c, err := r.peek()
	if err != nil {
		return false, err
	}
	f := r.top()
	f.predicate = vocab.Rest
	if c == ')' {
		r.pos++
		r.emit(vocab.Nil)
		r.pop()
		return true, nil
	}
	if c == 0 && r.over(r.pos) {
		return false, r.expected(r.pos, `an object or ")" to close the collection`)
	}
	cell, err := r.fresh()
	if err != nil {
		return false, err
	}
	r.emit(cell)
	f.subject, f.predicate = cell, vocab.First
	r.next = (*TurtleReader).object
	return true, nil
}
