package queries

import (
	"context"
	"fmt"
	"slices"

	"concord/graph"
	"concord/queries/path"
)

// op is a path in the form that is evaluated: names are ids, inverses stand at the steps only, and a filter
// is a step of length zero of its own. It is one of walkOp, testOp, sequenceOp, choiceOp and repeatOp.
type op interface{ isOp() }

type (
	walkOp     struct{ atom int }
	testOp     struct{ test int }
	sequenceOp struct{ parts []op }
	choiceOp   struct{ parts []op }
	repeatOp   struct {
		x        op
		min, max int
		closed   *closure // nil when the repetition is a plain sequence, {n}
	}
)

func (walkOp) isOp()     {}
func (testOp) isOp()     {}
func (sequenceOp) isOp() {}
func (choiceOp) isOp()   {}
func (*repeatOp) isOp()  {}

// closure is a repetition with an automaton of its own: SPARQL counts each pair of ends that a closure joins
// once, however many walks join it.
type closure struct{ forward, backward *automaton }

// atom is one step: a statement walked forward or, with inverse, from its object to its subject.
type atom struct {
	text    string
	p       graph.ID   // or Any
	not     []graph.ID // sorted: predicates that Any does not mean here
	inverse bool
	any     bool // written ".": not from a literal or class, unless the query names it
}

// builder turns a syntax tree into algebra and collects its steps and tests.
type builder struct {
	names *names
	atoms []atom
	tests []test
}

func (b *builder) build(ctx context.Context, e path.Expr, inverse bool) (op, error) {
	switch e := e.(type) {
	case path.Step:
		id, err := b.names.predicate(ctx, e.Predicate)
		return b.walk(atom{text: e.String(), p: id, inverse: inverse}), err
	case path.AnyStep:
		return b.walk(atom{text: ".", inverse: inverse, any: true}), nil
	case path.NegatedSet:
		return b.negated(ctx, e, inverse)
	case path.Inverse:
		return b.build(ctx, e.X, !inverse)
	case path.Sequence:
		parts, err := b.buildAll(ctx, e.Parts, inverse)
		if inverse {
			slices.Reverse(parts)
		}
		return sequenceOp{parts}, err
	case path.Alternative:
		parts, err := b.buildAll(ctx, e.Parts, inverse)
		return choiceOp{parts}, err
	case path.Repeat:
		return b.repeat(ctx, e, inverse)
	case path.Filter:
		return b.filter(ctx, e, inverse)
	}
	panic(fmt.Sprintf("queries: unknown path expression %T", e))
}

func (b *builder) buildAll(ctx context.Context, exprs []path.Expr, inverse bool) ([]op, error) {
	ops := make([]op, len(exprs))
	for i, e := range exprs {
		var err error
		if ops[i], err = b.build(ctx, e, inverse); err != nil {
			return nil, err
		}
	}
	return ops, nil
}

func (b *builder) walk(a atom) op {
	if a.inverse {
		a.text = "^" + a.text
	}
	b.atoms = append(b.atoms, a)
	return walkOp{len(b.atoms) - 1}
}

// negated builds !(a|^b) as SPARQL 1.1, 18.4 does: !(a) forward or !(b) backward, each when it has members.
func (b *builder) negated(ctx context.Context, e path.NegatedSet, inverse bool) (op, error) {
	sides := map[bool]*atom{}
	if len(e.Members) == 0 {
		sides[false] = &atom{text: "!()"}
	}
	for _, m := range e.Members {
		side := sides[m.Inverse]
		if side == nil {
			side = &atom{inverse: m.Inverse != inverse}
			sides[m.Inverse] = side
		}
		id, err := b.names.predicate(ctx, m.Predicate)
		if err != nil {
			return nil, err
		}
		side.not = append(side.not, id)
	}
	var parts []op
	for _, flipped := range []bool{false, true} {
		if a := sides[flipped]; a != nil {
			slices.Sort(a.not)
			a.inverse = flipped != inverse
			a.text = negatedText(e, flipped)
			parts = append(parts, b.walk(*a))
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return choiceOp{parts}, nil
}

func negatedText(e path.NegatedSet, flipped bool) string {
	var set path.NegatedSet
	for _, m := range e.Members {
		if m.Inverse == flipped {
			set.Members = append(set.Members, path.Member{Predicate: m.Predicate})
		}
	}
	return set.String()
}

func (b *builder) repeat(ctx context.Context, e path.Repeat, inverse bool) (op, error) {
	x, err := b.build(ctx, e.X, inverse)
	if err != nil {
		return nil, err
	}
	r := &repeatOp{x: x, min: e.Min, max: e.Max}
	if e.Min == e.Max {
		return r, nil
	}
	forward, err := newAutomaton(r)
	if err != nil {
		return nil, err
	}
	r.closed = &closure{forward: forward, backward: forward.reverse()}
	return r, nil
}

// filter builds X[...] as X followed by a test of the node it reaches; walked the other way the test is first.
func (b *builder) filter(ctx context.Context, e path.Filter, inverse bool) (op, error) {
	x, err := b.build(ctx, e.X, inverse)
	if err != nil {
		return nil, err
	}
	t, err := b.names.test(ctx, e)
	if err != nil {
		return nil, err
	}
	b.tests = append(b.tests, t)
	parts := []op{x, testOp{len(b.tests) - 1}}
	if inverse {
		slices.Reverse(parts)
	}
	return sequenceOp{parts}, nil
}
