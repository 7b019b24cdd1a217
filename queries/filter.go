package queries

import (
	"context"
	"math/big"
	"regexp"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/queries/path"
)

// test is a filter made ready: does the node have a statement with predicate whose object compares so?
type test struct {
	predicate graph.ID
	op        path.Op
	id        graph.ID       // of a value compared as a term; Any for one compared by its text or number
	text      string         // of a plain literal
	number    *big.Rat       // of a number, or a literal of a numeric datatype; or nil
	pattern   *regexp.Regexp // of Match
}

func isNumeric(datatype quad.IRI) bool {
	name, ok := strings.CutPrefix(string(datatype), "http://www.w3.org/2001/XMLSchema#")
	switch name {
	case "integer", "decimal", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
		"nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte", "gYear":
		return ok
	}
	return false
}

// test makes a filter ready.
func (n *names) test(ctx context.Context, f path.Filter) (test, error) {
	t := test{op: f.Op}
	var err error
	if t.predicate, err = n.predicate(ctx, f.Predicate); err != nil {
		return t, err
	}
	switch v := f.Value; {
	case f.Op == path.Match:
		if t.pattern, err = regexp.Compile("(?i:" + v.Text + ")"); err != nil {
			return t, &path.SyntaxError{Pos: v.At, Message: "expected a regular expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")}
		}
	case v.Kind == path.Number:
		t.number, _ = new(big.Rat).SetString(v.Text)
	case v.Kind == path.Literal && v.Language == "" && v.Datatype == nil:
		t.text = v.Text
	case v.Kind == path.Literal && f.Op > path.NotEqual:
		t.text = v.Text
		t.number = numberOf(n.value(v))
	default:
		t.id, err = n.id(ctx, v)
	}
	return t, err
}

// numberOf returns the value of a numeric literal, and of a plain one that is written as a number, or nil.
func numberOf(v quad.Value) *big.Rat {
	var text string
	switch v := v.(type) {
	case quad.String:
		text = string(v)
	case quad.TypedString:
		if !isNumeric(v.Type) {
			return nil
		}
		text = string(v.Value)
	default:
		return nil
	}
	if len(text) > 100 || strings.Trim(text, "+-.0123456789") != "" {
		return nil
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return r
}

// accepts reports whether an object compares as the test says, NotEqual taken as Equal.
func (t *test) accepts(v quad.Value) bool {
	text, ok := graph.Lexical(v)
	if !ok {
		return false
	}
	if t.op == path.Match {
		return t.pattern.MatchString(text)
	}
	sign := strings.Compare(text, t.text)
	if t.number != nil {
		number := numberOf(v)
		if number == nil {
			return false
		}
		sign = number.Cmp(t.number)
	}
	switch t.op {
	case path.Less:
		return sign < 0
	case path.LessEqual:
		return sign <= 0
	case path.Greater:
		return sign > 0
	case path.GreaterEqual:
		return sign >= 0
	}
	return sign == 0
}

// passes reports whether node passes test i.
func (r *runner) passes(ctx context.Context, i int, node graph.ID) (bool, error) {
	if ok, seen := r.tested[i][node]; seen {
		return ok, nil
	}
	t := &r.q.tests[i]
	found, err := r.anyObject(ctx, t, node)
	if err != nil {
		return false, err
	}
	if t.op == path.NotEqual {
		found = !found
	}
	r.tested[i][node] = found
	return found, nil
}

// anyObject reports whether one of the objects that node has under the test's predicate is accepted.
func (r *runner) anyObject(ctx context.Context, t *test, node graph.ID) (bool, error) {
	var objects []graph.ID
	err := r.lookup.scan(ctx, graph.Pattern{S: node, P: t.predicate}, func(q graph.Quad) error {
		objects = append(objects, q.O)
		return nil
	})
	if err != nil {
		return false, err
	}
	if t.id != graph.Any {
		for _, o := range objects {
			if o == t.id {
				return true, nil
			}
		}
		return false, nil
	}
	if err := r.q.names.resolve(ctx, objects); err != nil {
		return false, err
	}
	for _, o := range objects {
		if t.accepts(r.q.names.term(o)) {
			return true, nil
		}
	}
	return false, nil
}
