package querytest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
	"concord/queries/path"
)

// Row names an answer.
func Row(version string, start, end quad.Value) string {
	return version + "\t" + quad.StringOf(start) + "\t" + quad.StringOf(end)
}

func difference(got, want map[string]int) string {
	var lines []string
	for row, n := range want {
		if got[row] != n {
			lines = append(lines, fmt.Sprintf("%s: got %d times, want %d", row, got[row], n))
		}
	}
	for row, n := range got {
		if want[row] == 0 {
			lines = append(lines, fmt.Sprintf("%s: got %d times, want 0", row, n))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Expect returns the answers of a query over quads, by Row, as the naive evaluator has them: each once, or
// with all as often as SPARQL does.
func Expect(quads []quad.Quad, q *path.Query, all bool) map[string]int {
	rows := map[string]int{}
	for version, graphs := range datasets(quads, q.Dataset) {
		n := &Naive{Triples: triples(quads, graphs), Lookup: triples(quads, func(g quad.Value) bool {
			return graphs(g) || g == vocab.DefaultBase.Registry()
		})}
		start, end := constant(q.Start), constant(q.End)
		for _, c := range []quad.Value{start, end} {
			if c != nil {
				n.Named = append(n.Named, c)
			}
		}
		for pair, count := range n.Eval(q.Path) {
			if start != nil && pair.From != start || end != nil && pair.To != end {
				continue
			}
			if q.Start.Kind == path.Variable && q.End.Kind == path.Variable && q.Start.Text == q.End.Text && pair.From != pair.To {
				continue
			}
			if !all {
				count = 1
			}
			rows[Row(version, pair.From, pair.To)] = count
		}
	}
	return rows
}

// constant returns the term of a bound end, or nil.
func constant(t path.Term) quad.Value {
	if t.Kind == path.Variable || t.Kind == path.Unnamed {
		return nil
	}
	return Resolve(t)
}

// datasets returns what a query sees: by version, a test of graphs.
func datasets(quads []quad.Quad, d path.Dataset) map[string]func(quad.Value) bool {
	base := vocab.DefaultBase
	version := func(g quad.Value) (string, bool) {
		iri, ok := g.(quad.IRI)
		if !ok {
			return "", false
		}
		return base.VersionOf(iri)
	}
	registry := slices.ContainsFunc(quads, func(q quad.Quad) bool {
		return q.Subject == base.Registry() && q.Predicate == vocab.Type && q.Label == base.Registry()
	})
	switch {
	case d.Scope == path.NamedScope:
		return map[string]func(quad.Value) bool{"": func(g quad.Value) bool {
			return slices.ContainsFunc(d.Graphs, func(t path.Term) bool { return g == graphNamed(t) })
		}}
	case d.Scope == path.EachScope:
		each := map[string]func(quad.Value) bool{}
		for _, q := range quads {
			if name, ok := version(q.Label); ok {
				each[name] = func(g quad.Value) bool { return g == base.Graph(name) }
			}
		}
		return each
	case d.Scope == path.TextScope:
		return map[string]func(quad.Value) bool{"": func(g quad.Value) bool { _, ok := version(g); return ok }}
	case registry:
		return map[string]func(quad.Value) bool{"": func(g quad.Value) bool {
			_, ok := version(g)
			return ok || g == base.Registry() || g == base.Alignment() || g == base.Background()
		}}
	}
	return map[string]func(quad.Value) bool{"": func(quad.Value) bool { return true }}
}

func graphNamed(t path.Term) quad.Value {
	if t.Kind == path.Bare && t.Text == "default" {
		return nil
	}
	if t.Kind == path.Bare {
		return vocab.DefaultBase.Graph(t.Text)
	}
	return Resolve(t)
}

// triples merges the graphs that a test accepts.
func triples(quads []quad.Quad, graphs func(quad.Value) bool) []Triple {
	var out []Triple
	seen := map[Triple]bool{}
	for _, q := range quads {
		t := Triple{q.Subject, q.Predicate, q.Object}
		if graphs(q.Label) && !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}
