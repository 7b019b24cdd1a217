package querytest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/graph/vocab"
	"concord/queries"
	"concord/queries/path"
)

// Random compares the engine with the naive evaluator on random graphs and queries, as sets and as bags, in
// stores that open makes, each empty. It fails when fewer than half of the queries have answers: a
// comparison of nothing with nothing proves little.
func Random(t *testing.T, open graphtest.Opener) {
	const queriesOfGraph = 25
	graphs := graphtest.Size(300, 3000, 100_000) / queriesOfGraph
	answered, asked := 0, 0
	for seed := range graphs {
		rng := rand.New(rand.NewPCG(uint64(seed), 1))
		w := world{Rand: rng, texts: rng.IntN(2) == 0}
		quads := w.quads()
		store, _ := open(t)
		Fill(t, store, quads)
		snap, err := store.Snapshot(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for range queriesOfGraph {
			q := w.query()
			asked++
			if compareRandom(t, snap, quads, q) {
				answered++
			}
			if t.Failed() {
				t.Fatalf("seed %d: %s\nover\n%s", seed, q, lines(quads))
			}
		}
		snap.Close()
		store.Close()
	}
	t.Logf("%d of %d queries have answers", answered, asked)
	if answered*2 < asked {
		t.Errorf("%d of %d queries have answers, want at least half", answered, asked)
	}
}

func lines(quads []quad.Quad) string {
	var b strings.Builder
	for _, q := range quads {
		fmt.Fprintln(&b, q.Subject, q.Predicate, q.Object, q.Label)
	}
	return b.String()
}

// compareRandom asks q as a set and as a bag, and reports whether it has answers.
func compareRandom(t *testing.T, snap graph.Snapshot, quads []quad.Quad, q *path.Query) bool {
	t.Helper()
	// The text of the query is part of the way.
	parsed, err := queries.Parse(q.String())
	if err != nil {
		t.Errorf("%s: %v", q, err)
		return false
	}
	some := false
	for _, all := range []bool{false, true} {
		want := Expect(quads, parsed, all)
		got, count, err := ask(t, snap, quads, parsed, all)
		if errors.Is(err, queries.ErrOverflow) {
			continue
		}
		if err != nil {
			t.Errorf("all=%t: %v", all, err)
			return false
		}
		if diff := difference(got, want); diff != "" {
			t.Errorf("all=%t: engine and naive evaluator differ:\n%s", all, diff)
		}
		total := 0
		for _, n := range want {
			total += n
		}
		if count != total {
			t.Errorf("all=%t: COUNT gives %d, want %d", all, count, total)
		}
		some = some || len(want) > 0
	}
	return some
}

// ask returns the answers of q by Row and what COUNT gives, and checks the path of every answer.
func ask(t *testing.T, snap graph.Snapshot, quads []quad.Quad, q *path.Query, all bool) (map[string]int, int, error) {
	t.Helper()
	ctx := context.Background()
	compiled, err := queries.Compile(ctx, snap, q, &queries.Options{All: all})
	if err != nil {
		return nil, 0, err
	}
	rows := map[string]int{}
	for a, err := range compiled.Answers(ctx) {
		if err != nil {
			return nil, 0, err
		}
		row := Row(a.Version, a.Start, a.End)
		if rows[row] != 0 {
			t.Errorf("all=%t: %s is answered twice", all, row)
		}
		rows[row] = int(a.Count)
		checkPath(t, quads, q, a)
	}
	counting := *q
	counting.Count = true
	counter, err := queries.Compile(ctx, snap, &counting, &queries.Options{All: all})
	if err != nil {
		return nil, 0, err
	}
	count := 0
	for a, err := range counter.Answers(ctx) {
		if err != nil {
			return nil, 0, err
		}
		count += int(a.Count)
	}
	return rows, count, nil
}

// checkPath fails unless an answer's path leads from its start to its end over statements of the dataset and
// is accepted by the query's path when these are the only statements there are.
func checkPath(t *testing.T, quads []quad.Quad, q *path.Query, a queries.Answer) {
	t.Helper()
	graphs := datasets(quads, q.Dataset)[a.Version]
	at := a.Start
	n := &Naive{Named: []quad.Value{a.Start, a.End}, Lookup: triples(quads, func(g quad.Value) bool {
		return graphs(g) || g == vocab.DefaultBase.Registry()
	})}
	for _, step := range a.Path {
		if step.From() != at {
			t.Errorf("%v: step leaves %v, not %v", a, step.From(), at)
		}
		at = step.To()
		n.Triples = append(n.Triples, Triple{step.Subject, step.Predicate, step.Object})
		if len(step.Graphs) == 0 {
			t.Errorf("%v: step in no graph", a)
		}
		for _, g := range step.Graphs {
			if !graphs(g) || !hasQuad(quads, step.Statement, g) {
				t.Errorf("%v: step is not in graph %v", a, g)
			}
		}
	}
	if at != a.End {
		t.Errorf("%v: path ends at %v", a, at)
	}
	n.Triples = triplesOnce(n.Triples)
	if n.Eval(q.Path)[Pair{a.Start, a.End}] == 0 {
		t.Errorf("%v: path is not one of %s", a, q.Path)
	}
}

func triplesOnce(ts []Triple) []Triple {
	var out []Triple
	seen := map[Triple]bool{}
	for _, t := range ts {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

func hasQuad(quads []quad.Quad, s queries.Statement, g quad.Value) bool {
	for _, q := range quads {
		if q.Subject == s.Subject && q.Predicate == s.Predicate && q.Object == s.Object && q.Label == g {
			return true
		}
	}
	return false
}

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
