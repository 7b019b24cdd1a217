package querytest

import (
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/queries/path"
)

// Naive evaluates paths as SPARQL 1.1, 18.4 writes them down, over triples in memory, with every solution
// as often as the definition has it. It is slow on purpose: it plans nothing and skips nothing, and it
// shares no code with the engine.
type Naive struct {
	Triples []Triple // each once
	Lookup  []Triple // what filters look at
	// Named are the constants that the query names at its ends: "." may leave them even when they are
	// literals or classes.
	Named []quad.Value
}

// Triple is a statement without its graph.
type Triple struct{ S, P, O quad.Value }

// Pair is a solution of a path: its two ends.
type Pair struct{ From, To quad.Value }

// Bag is a multiset of solutions.
type Bag map[Pair]int

// Nodes returns nodes(G): the subjects and objects of the triples.
func (n *Naive) Nodes() []quad.Value {
	var nodes []quad.Value
	for _, t := range n.Triples {
		nodes = append(nodes, t.S, t.O)
	}
	return distinct(nodes)
}

func distinct(values []quad.Value) []quad.Value {
	var out []quad.Value
	seen := map[quad.Value]bool{}
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// Eval returns the solutions of e among the nodes of the graph and the constants that the query names: "terms
// may be constants that do not occur in the graph" (ZeroLengthPath).
func (n *Naive) Eval(e path.Expr) Bag {
	return n.eval(push(e, false), distinct(append(n.Nodes(), n.Named...)))
}

// push moves inverses to the steps: ^(a/b) is ^b/^a, ^(a|b) is ^a|^b, ^(a*) is (^a)*. What is left of an
// inverse stands at a step, and the inverse of a filter tests where the walk begins.
func push(e path.Expr, inverse bool) path.Expr {
	switch e := e.(type) {
	case path.Inverse:
		return push(e.X, !inverse)
	case path.Sequence:
		parts := pushAll(e.Parts, inverse)
		if inverse {
			slices.Reverse(parts)
		}
		return path.Sequence{Parts: parts}
	case path.Alternative:
		return path.Alternative{Parts: pushAll(e.Parts, inverse)}
	case path.Repeat:
		return path.Repeat{X: push(e.X, inverse), Min: e.Min, Max: e.Max}
	case path.Filter:
		test := path.Filter{X: nil, Predicate: e.Predicate, Op: e.Op, Value: e.Value}
		parts := []path.Expr{push(e.X, inverse), test}
		if inverse {
			slices.Reverse(parts)
		}
		return path.Sequence{Parts: parts}
	}
	if inverse {
		return path.Inverse{X: e}
	}
	return e
}

func pushAll(exprs []path.Expr, inverse bool) []path.Expr {
	out := make([]path.Expr, len(exprs))
	for i, e := range exprs {
		out[i] = push(e, inverse)
	}
	return out
}

func (n *Naive) eval(e path.Expr, nodes []quad.Value) Bag {
	bag := Bag{}
	switch e := e.(type) {
	case path.Step: // eval(D, Path(X, link(iri), Y))
		p := Resolve(e.Predicate)
		for _, t := range n.Triples {
			if t.P == p {
				bag[Pair{t.S, t.O}]++
			}
		}
	case path.AnyStep:
		for _, t := range n.Triples {
			if !n.wall(t.S) {
				bag[Pair{t.S, t.O}]++
			}
		}
	case path.NegatedSet:
		n.negated(e, false, bag)
	case path.Inverse:
		n.inverse(e.X, bag)
	case path.Alternative: // Union
		for _, part := range e.Parts {
			for pair, count := range n.eval(part, nodes) {
				bag[pair] += count
			}
		}
	case path.Sequence: // Join, the node between projected away
		bag = identity(nodes)
		for _, part := range e.Parts {
			bag = compose(bag, n.eval(part, nodes))
		}
	case path.Filter: // of length zero, by push
		for _, node := range nodes {
			if n.test(e, node) {
				bag[Pair{node, node}] = 1
			}
		}
	case path.Repeat:
		return n.repeat(e, nodes)
	default:
		panic(fmt.Sprintf("unexpected %T", e))
	}
	return bag
}

func identity(nodes []quad.Value) Bag {
	bag := Bag{}
	for _, node := range nodes {
		bag[Pair{node, node}] = 1
	}
	return bag
}

func compose(a, b Bag) Bag {
	after := map[quad.Value][]Pair{}
	for q := range b {
		after[q.From] = append(after[q.From], q)
	}
	bag := Bag{}
	for p, n := range a {
		for _, q := range after[p.To] {
			bag[Pair{p.From, q.To}] += n * b[q]
		}
	}
	return bag
}

// once makes a set of a bag.
func once(bag Bag) Bag {
	set := Bag{}
	for pair := range bag {
		set[pair] = 1
	}
	return set
}

// repeat is ZeroOrOnePath, ZeroOrMorePath and OneOrMorePath, whose solutions are distinct, and {n}, which is
// a sequence.
func (n *Naive) repeat(e path.Repeat, nodes []quad.Value) Bag {
	x := n.eval(e.X, nodes)
	bag := identity(nodes)
	for range e.Min {
		bag = compose(bag, x)
	}
	if e.Max == e.Min {
		return bag
	}
	set, step := once(bag), once(x)
	for i := e.Min; i != e.Max; i++ {
		more := false
		for pair := range compose(set, step) {
			if set[pair] == 0 {
				set[pair] = 1
				more = true
			}
		}
		if !more {
			break
		}
	}
	return set
}

// inverse is eval(D, Path(X, inv(P), Y)) for a step.
func (n *Naive) inverse(e path.Expr, bag Bag) {
	switch e := e.(type) {
	case path.AnyStep: // "." does not leave a literal or class, whichever way it goes
		for _, t := range n.Triples {
			if !n.wall(t.O) {
				bag[Pair{t.O, t.S}]++
			}
		}
	case path.NegatedSet:
		n.negated(e, true, bag)
	default:
		for pair, count := range n.eval(e, nil) {
			bag[Pair{pair.To, pair.From}] += count
		}
	}
}

// negated is NegatedPropertySet, and for inverse members the inverse of one.
func (n *Naive) negated(e path.NegatedSet, inverse bool, bag Bag) {
	sides := map[bool]map[quad.Value]bool{}
	if len(e.Members) == 0 {
		sides[false] = map[quad.Value]bool{}
	}
	for _, m := range e.Members {
		if sides[m.Inverse] == nil {
			sides[m.Inverse] = map[quad.Value]bool{}
		}
		sides[m.Inverse][Resolve(m.Predicate)] = true
	}
	for flipped, not := range sides {
		for _, t := range n.Triples {
			switch {
			case not[t.P]:
			case flipped != inverse:
				bag[Pair{t.O, t.S}]++
			default:
				bag[Pair{t.S, t.O}]++
			}
		}
	}
}
