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
	answered, asked := 0, 0
	eachRandom(t, open, 1, graphtest.Size(300, 3000, 100_000)/queriesOfGraph, queriesOfGraph,
		func(snap graph.Snapshot, quads []quad.Quad, q *path.Query) {
			asked++
			if compareRandom(t, snap, quads, q) {
				answered++
			}
		})
	t.Logf("%d of %d queries have answers", answered, asked)
	if answered*2 < asked {
		t.Errorf("%d of %d queries have answers, want at least half", answered, asked)
	}
}

// eachRandom calls compare with queries of random graphs, each graph in a store of its own, until one fails. A
// stream is a sequence of graphs of its own.
func eachRandom(t *testing.T, open graphtest.Opener, stream uint64, graphs, queriesOfGraph int, compare func(graph.Snapshot, []quad.Quad, *path.Query)) {
	t.Helper()
	for seed := range graphs {
		rng := rand.New(rand.NewPCG(uint64(seed), stream))
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
			if compare(snap, quads, q); t.Failed() {
				t.Fatalf("seed %d: %s\nover\n%s", seed, q, lines(quads))
			}
		}
		snap.Close()
		store.Close()
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
