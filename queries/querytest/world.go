package querytest

import (
	"fmt"
	"math/rand/v2"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
	"concord/queries/path"
)

// world makes random graphs and queries about them.
type world struct {
	*rand.Rand
	texts bool // versions and a registry instead of loaded RDF
	nodes int
}

func (w *world) quads() []quad.Quad {
	w.nodes = 2 + w.IntN(7)
	var quads []quad.Quad
	for range w.nodes + w.IntN(2*w.nodes) {
		q := quad.Quad{Subject: w.node(), Predicate: Resolve(w.predicate()), Object: w.node(), Label: w.graph()}
		quads = append(quads, q)
		if w.IntN(3) == 0 { // the same triple in another graph, or a parallel one
			if q.Label = w.graph(); w.IntN(2) == 0 {
				q.Predicate = Resolve(w.predicate())
			}
			quads = append(quads, q)
		}
	}
	for range w.IntN(4) {
		quads = append(quads, quad.Quad{Subject: w.node(), Predicate: vocab.Number, Object: w.literal(), Label: w.graph()})
	}
	for range w.IntN(3) {
		class := vocab.IRI([]string{"Resolution", "Document"}[w.IntN(2)])
		quads = append(quads, quad.Quad{Subject: w.node(), Predicate: vocab.Type, Object: class, Label: w.graph()})
	}
	if w.texts {
		registry := vocab.DefaultBase.Registry()
		quads = append(quads, quad.Quad{Subject: registry, Predicate: vocab.Type, Object: vocab.IRI("Registry"), Label: registry})
	}
	return quads
}

// node is one of the nodes whose number w.quads has drawn.
func (w *world) node() quad.Value {
	return quad.IRI(fmt.Sprintf("n:%d", w.IntN(w.nodes)))
}

func (w *world) literal() quad.Value {
	n := w.IntN(12)
	switch w.IntN(4) {
	case 0:
		return quad.String(fmt.Sprint(n))
	case 1:
		return quad.LangString{Value: quad.String(fmt.Sprint(n)), Lang: "en"}
	}
	return vocab.Integer(n)
}

func (w *world) graph() quad.Value {
	if w.texts {
		return vocab.DefaultBase.IRI([]string{"graph/a", "graph/b", "graph/a", "graph/registry", "graph/a/evidence"}[w.IntN(5)])
	}
	return []quad.Value{nil, quad.IRI("g:1"), quad.IRI("g:2")}[w.IntN(3)]
}

func (w *world) predicate() path.Term {
	return path.Term{Kind: path.Bare, Text: []string{"cites", "cites", "recalls", "theme"}[w.IntN(4)]}
}

func (w *world) query() *path.Query {
	q := &path.Query{Start: w.end("x"), Path: w.expr(1 + w.IntN(4)), End: w.end("y"), Limit: path.None}
	if w.IntN(12) == 0 {
		q.Start, q.End = path.Term{Kind: path.Variable, Text: "x"}, path.Term{Kind: path.Variable, Text: "x"}
	}
	if w.IntN(3) == 0 {
		q.Dataset = w.dataset()
	}
	return q
}

func (w *world) end(variable string) path.Term {
	switch w.IntN(10) {
	case 0, 1, 2:
		return path.Term{Kind: path.IRI, Text: string(w.node().(quad.IRI))}
	case 3:
		if w.IntN(4) > 0 {
			break
		}
		return []path.Term{
			{Kind: path.IRI, Text: "n:absent"},
			{Kind: path.Literal, Text: fmt.Sprint(w.IntN(12))},
			{Kind: path.Literal, Text: fmt.Sprint(w.IntN(12)), Datatype: &path.Term{Kind: path.Prefixed, Text: "xsd:integer"}},
			{Kind: path.Prefixed, Text: "con:Resolution"},
		}[w.IntN(4)]
	}
	return path.Term{Kind: path.Variable, Text: variable}
}

func (w *world) dataset() path.Dataset {
	if !w.texts {
		return path.Dataset{Scope: path.NamedScope, Graphs: [][]path.Term{
			{{Kind: path.IRI, Text: "g:1"}},
			{{Kind: path.IRI, Text: "g:1"}, {Kind: path.IRI, Text: "g:2"}},
			{{Kind: path.Bare, Text: "default"}, {Kind: path.IRI, Text: "g:2"}},
			{{Kind: path.IRI, Text: "g:absent"}},
		}[w.IntN(4)]}
	}
	switch w.IntN(3) {
	case 0:
		return path.Dataset{Scope: path.TextScope}
	case 1:
		return path.Dataset{Scope: path.EachScope}
	}
	iri := func(key string) path.Term {
		return path.Term{Kind: path.IRI, Text: string(vocab.DefaultBase.IRI(key))}
	}
	return path.Dataset{Scope: path.NamedScope, Graphs: [][]path.Term{
		{iri("graph/a")}, {iri("graph/b"), iri("graph/registry")}, {iri("graph/a/evidence")},
	}[w.IntN(3)]}
}

// expr makes an expression at most depth deep.
func (w *world) expr(depth int) path.Expr {
	if depth <= 1 {
		return w.step()
	}
	switch w.IntN(8) {
	case 0:
		return path.Inverse{X: w.expr(depth - 1)}
	case 1, 2:
		return path.Sequence{Parts: w.exprs(depth - 1)}
	case 3, 4:
		return path.Alternative{Parts: w.exprs(depth - 1)}
	case 5, 6:
		bounds := [][2]int{{0, path.Unbounded}, {0, path.Unbounded}, {1, path.Unbounded}, {0, 1}, {2, 2}, {1, 3}, {2, path.Unbounded}, {0, 0}, {0, 2}}
		b := bounds[w.IntN(len(bounds))]
		return path.Repeat{X: w.expr(depth - 1), Min: b[0], Max: b[1]}
	}
	return w.filter(w.expr(depth - 1))
}

func (w *world) exprs(depth int) []path.Expr {
	parts := make([]path.Expr, 2+w.IntN(2))
	for i := range parts {
		parts[i] = w.expr(depth)
	}
	return parts
}

func (w *world) step() path.Expr {
	switch w.IntN(12) {
	case 0:
		return path.AnyStep{}
	case 1:
		return path.Inverse{X: path.AnyStep{}}
	case 2:
		set := path.NegatedSet{}
		for range w.IntN(3) {
			set.Members = append(set.Members, path.Member{Predicate: w.predicate(), Inverse: w.IntN(2) == 0})
		}
		return set
	case 3:
		return path.Step{Predicate: path.Term{Kind: path.Bare, Text: []string{"type", "a", "number", "label"}[w.IntN(4)]}}
	case 4, 5:
		return path.Inverse{X: path.Step{Predicate: w.predicate()}}
	}
	return path.Step{Predicate: w.predicate()}
}

func (w *world) filter(x path.Expr) path.Expr {
	op := path.Op(w.IntN(7))
	number := path.Term{Kind: path.Bare, Text: "number"}
	switch w.IntN(4) {
	case 0:
		if op > path.NotEqual {
			op = path.NotEqual
		}
		class := path.Term{Kind: path.Bare, Text: []string{"Resolution", "Document"}[w.IntN(2)]}
		return path.Filter{X: x, Predicate: path.Term{Kind: path.Bare, Text: "type"}, Op: op, Value: class}
	case 1:
		if op > path.NotEqual {
			op = path.Equal
		}
		node := path.Term{Kind: path.IRI, Text: string(w.node().(quad.IRI))}
		return path.Filter{X: x, Predicate: w.predicate(), Op: op, Value: node}
	case 2:
		return path.Filter{X: x, Predicate: number, Op: op, Value: path.Term{Kind: path.Literal, Text: fmt.Sprint(w.IntN(12))}}
	}
	if op == path.Match {
		op = path.Less
	}
	return path.Filter{X: x, Predicate: number, Op: op, Value: path.Term{Kind: path.Number, Text: fmt.Sprint(w.IntN(12))}}
}
