package queries_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/badgerstore"
	"concord/graph/memstore"
	"concord/queries/querytest"
)

// BenchmarkPath walks a graph of 20,000 documents that cite five earlier ones each, by chance and the first
// ones most: statements walked in a second, and answers.
func BenchmarkPath(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	var quads []quad.Quad
	document := func(i int) quad.IRI { return quad.IRI(fmt.Sprintf("d:%05d", i)) }
	for i := 1; i < 20_000; i++ {
		for range 5 {
			cited := rng.IntN(i)
			if rng.IntN(2) == 0 {
				cited = rng.IntN(1 + i/20)
			}
			quads = append(quads, quad.Quad{Subject: document(i), Predicate: quad.IRI("c:cites"), Object: document(cited), Label: quad.IRI("g:1")})
		}
	}
	disk, err := badgerstore.Open(b.TempDir(), &badgerstore.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer disk.Close()
	for _, s := range []struct {
		name  string
		store graph.Store
	}{{"memstore", memstore.New()}, {"badgerstore", disk}} {
		querytest.Fill(b, s.store, quads)
		for _, q := range []struct{ name, text string }{
			{"count3hops", "COUNT <d:00000> ^c:cites{3} ?x"},
			{"countClosure", "COUNT <d:00000> ^c:cites+ ?x"},
			{"closure", "<d:00000> ^c:cites+ ?x"},
			{"closureTo", "?x c:cites+ <d:00000>"},
			{"closureOut", "<d:19999> c:cites+ ?x"},
			{"reach", "<d:19999> c:cites+ <d:00000>"},
			{"allShortest", "COUNT ALL SHORTEST <d:19999> c:cites+ <d:00000>"},
		} {
			b.Run(s.name+"/"+q.name, func(b *testing.B) { benchmark(b, s.store, q.text) })
		}
	}
}

func benchmark(b *testing.B, store graph.Store, text string) {
	ctx := context.Background()
	snap, err := store.Snapshot(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer snap.Close()
	var rows, answers uint64
	for b.Loop() {
		q := compile(b, snap, text, nil)
		p, err := q.Explain(ctx)
		if err != nil {
			b.Fatal(err)
		}
		answers = p.Answers
		for _, s := range p.Steps {
			rows += s.Rows
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(answers), "answers")
}
