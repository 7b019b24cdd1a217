package querytest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/graph/vocab"
	"concord/queries"
	"concord/queries/path"
)

// RandomWalks compares the paths of answers, and the walks of the modes, with those that an enumerator of all
// short walks finds, order included.
func RandomWalks(t *testing.T, open graphtest.Opener) {
	const queriesOfGraph = 10
	found := 0
	eachRandom(t, open, 2, graphtest.Size(60, 1000, 10_000)/queriesOfGraph, queriesOfGraph,
		func(snap graph.Snapshot, quads []quad.Quad, q *path.Query) {
			for q.Mode = range path.AllShortest + 1 {
				if found += compareWalks(t, snap, quads, q); t.Failed() {
					return
				}
			}
		})
	t.Logf("%d walks", found)
	if found == 0 {
		t.Error("no walk was compared")
	}
}

// mostSteps bounds what the enumerator enumerates.
const mostSteps = 3

// compareWalks asks q and compares the walks of at most mostSteps steps.
func compareWalks(t *testing.T, snap graph.Snapshot, quads []quad.Quad, q *path.Query) int {
	t.Helper()
	ctx := context.Background()
	compiled, err := queries.Compile(ctx, snap, q, nil)
	if err != nil {
		t.Error(err)
		return 0
	}
	var got []string
	for a, err := range compiled.Answers(ctx) {
		if err != nil {
			t.Error(err)
			return 0
		}
		if len(a.Path) <= mostSteps {
			got = append(got, written(a.Version, a.Start, a.Path))
		}
	}
	want := enumerate(quads, q)
	if !slices.Equal(got, want) {
		t.Errorf("walks\n %s\nwant\n %s", strings.Join(got, "\n "), strings.Join(want, "\n "))
	}
	return len(want)
}

func written(version string, start quad.Value, steps []queries.Step) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", version, queries.Text(vocab.DefaultBase, start))
	for _, s := range steps {
		arrow := "-%s-> %s"
		if s.Inverse {
			arrow = "<-%s- %s"
		}
		fmt.Fprintf(&b, " "+arrow, queries.Text(vocab.DefaultBase, s.Predicate), queries.Text(vocab.DefaultBase, s.To()))
	}
	return b.String()
}

// enumerate returns the answers of q that are short walks, by trying every walk.
func enumerate(quads []quad.Quad, q *path.Query) []string {
	var all []string
	sets := datasets(quads, q.Dataset)
	var versions []string
	for v := range sets {
		versions = append(versions, v)
	}
	slices.Sort(versions)
	for _, v := range versions {
		n := &Naive{Triples: triples(quads, sets[v]), Lookup: triples(quads, func(g quad.Value) bool {
			return sets[v](g) || g == vocab.DefaultBase.Registry()
		})}
		for _, w := range n.walks(q) {
			all = append(all, written(v, w.start, w.steps))
		}
	}
	return all
}

// trail is a walk of the enumerator.
type trail struct {
	start quad.Value
	steps []queries.Step
}

func (w trail) node(i int) quad.Value {
	if i == 0 {
		return w.start
	}
	return w.steps[i-1].To()
}

func (w trail) end() quad.Value { return w.node(len(w.steps)) }

// walks returns the walks that answer q, in order.
func (n *Naive) walks(q *path.Query) []trail {
	start, end := constant(q.Start), constant(q.End)
	for _, c := range []quad.Value{start, end} {
		if c != nil {
			n.Named = append(n.Named, c)
		}
	}
	var level, accepted []trail
	for _, node := range distinct(append(n.Nodes(), n.Named...)) {
		level = append(level, trail{start: node})
	}
	e := push(q.Path, false)
	shortest := map[Pair]int{}
	for length := 0; length <= mostSteps; length++ {
		for _, w := range level {
			pair := Pair{w.start, w.end()}
			if start != nil && w.start != start || end != nil && w.end() != end || sameVariable(q) && w.start != w.end() {
				continue
			}
			if d, ok := shortest[pair]; (!ok || d == length) && slices.Contains(n.ends(e, w, []int{0}), length) {
				shortest[pair] = length
				accepted = append(accepted, w)
			}
		}
		level = n.longer(level)
	}
	slices.SortFunc(accepted, compareTrails)
	if q.Mode == path.AllShortest {
		return accepted
	}
	seen := map[Pair]bool{}
	return slices.DeleteFunc(accepted, func(w trail) bool {
		pair := Pair{w.start, w.end()}
		was := seen[pair]
		seen[pair] = true
		return was
	})
}

func sameVariable(q *path.Query) bool {
	return q.Start.Kind == path.Variable && q.End.Kind == path.Variable && q.Start.Text == q.End.Text
}

// longer returns every walk that is one step longer than one of ws.
func (n *Naive) longer(ws []trail) []trail {
	var out []trail
	for _, w := range ws {
		for _, t := range n.Triples {
			s := queries.Statement{Subject: t.S, Predicate: t.P.(quad.IRI), Object: t.O}
			for _, step := range []queries.Step{{Statement: s}, {Statement: s, Inverse: true}} {
				if step.From() == w.end() {
					out = append(out, trail{w.start, append(slices.Clone(w.steps), step)})
				}
			}
		}
	}
	return out
}

// compareTrails is the order of answers as the package comment of queries states it.
func compareTrails(a, b trail) int {
	text := func(v quad.Value) string { return queries.Text(vocab.DefaultBase, v) }
	if c := cmp.Or(cmp.Compare(len(a.steps), len(b.steps)), strings.Compare(text(a.start), text(b.start))); c != 0 {
		return c
	}
	for i, s := range a.steps {
		t := b.steps[i]
		inverse := map[bool]int{false: 0, true: 1}
		c := cmp.Or(strings.Compare(text(s.Predicate), text(t.Predicate)), cmp.Compare(inverse[s.Inverse], inverse[t.Inverse]),
			strings.Compare(text(s.To()), text(t.To())))
		if c != 0 {
			return c
		}
	}
	return 0
}

// ends returns where in w a walk accepted by e may end that begins at one of the places from.
func (n *Naive) ends(e path.Expr, w trail, from []int) []int {
	var to []int
	for _, i := range from {
		switch e := e.(type) {
		case path.Sequence:
			at := []int{i}
			for _, part := range e.Parts {
				at = n.ends(part, w, at)
			}
			to = append(to, at...)
		case path.Alternative:
			for _, part := range e.Parts {
				to = append(to, n.ends(part, w, []int{i})...)
			}
		case path.Repeat:
			to = append(to, n.repeated(e, w, i)...)
		case path.Filter:
			if n.test(e, w.node(i)) {
				to = append(to, i)
			}
		default:
			if i < len(w.steps) && n.steps(e, w.steps[i]) {
				to = append(to, i+1)
			}
		}
	}
	slices.Sort(to)
	return slices.Compact(to)
}

// repeated tries every number of repetitions up to where more bring nothing new.
func (n *Naive) repeated(e path.Repeat, w trail, from int) []int {
	at := []int{from}
	for range e.Min {
		at = n.ends(e.X, w, at)
	}
	all := slices.Clone(at)
	for i := e.Min; i != e.Max && i < e.Min+len(w.steps)+1; i++ {
		at = n.ends(e.X, w, at)
		all = append(all, at...)
	}
	return all
}

// steps reports whether a step, an inverse of one, "." or a negated set walks s.
func (n *Naive) steps(e path.Expr, s queries.Step) bool {
	one := &Naive{Triples: []Triple{{s.Subject, s.Predicate, s.Object}}, Lookup: n.Lookup, Named: n.Named}
	bag := one.eval(e, nil)
	if bag[Pair{s.From(), s.To()}] == 0 {
		return false
	}
	// A loop leads from its node to itself either way: the direction tells.
	_, inverted := e.(path.Inverse)
	if set, ok := e.(path.NegatedSet); ok {
		return n.negatedWalks(set, false, s)
	}
	if x, ok := e.(path.Inverse); ok {
		if set, ok := x.X.(path.NegatedSet); ok {
			return n.negatedWalks(set, true, s)
		}
	}
	return inverted == s.Inverse
}

// negatedWalks reports whether a negated set, or the inverse of one, walks s in its direction.
func (n *Naive) negatedWalks(set path.NegatedSet, inverse bool, s queries.Step) bool {
	side := path.NegatedSet{}
	for _, m := range set.Members {
		if (m.Inverse != inverse) == s.Inverse {
			side.Members = append(side.Members, m)
		}
	}
	if len(side.Members) == 0 && (len(set.Members) > 0 || s.Inverse != inverse) {
		return false
	}
	return !slices.ContainsFunc(side.Members, func(m path.Member) bool { return Resolve(m.Predicate) == s.Predicate })
}
