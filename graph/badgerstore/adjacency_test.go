package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// drawQuads returns random statements with few predicates and graphs, and objects of all kinds.
func drawQuads(r *rand.Rand, n, nodes int) []quad.Quad {
	quads := make([]quad.Quad, n)
	for i := range quads {
		node := func() quad.Value { return quad.IRI(fmt.Sprintf("https://un.example/%d", r.IntN(nodes))) }
		q := quad.Quad{Subject: node(), Predicate: quad.IRI(fmt.Sprintf("p%d", r.IntN(4))), Object: node()}
		if r.IntN(9) == 0 {
			q.Subject = quad.BNode(fmt.Sprintf("b%d", r.IntN(nodes)))
		}
		switch r.IntN(5) {
		case 0:
			q.Object = quad.TypedString{Value: quad.String(fmt.Sprint(r.IntN(40) - 20)), Type: xsd + "integer"}
		case 1: // too large for 32 bits
			q.Object = quad.TypedString{Value: quad.String(fmt.Sprint(int64(1)<<40 + r.Int64N(9))), Type: xsd + "integer"}
		case 2:
			q.Object = quad.String(fmt.Sprint("text ", r.IntN(nodes)))
		}
		if g := r.IntN(4); g > 0 {
			q.Label = quad.IRI(fmt.Sprintf("g%d", g))
		}
		quads[i] = q
	}
	return quads
}

// all returns the nodes, the predicates and the graphs of a snapshot, sorted, each once.
func all(t testing.TB, snap graph.Snapshot) (nodes, predicates, graphs []graph.ID) {
	t.Helper()
	for q, err := range graph.All(snap.Scan(t.Context(), graph.Pattern{}, graph.SPOG)) {
		if err != nil {
			t.Fatal(err)
		}
		nodes, predicates, graphs = append(nodes, q.S, q.O), append(predicates, q.P), append(graphs, q.G)
	}
	for _, ids := range []*[]graph.ID{&nodes, &predicates, &graphs} {
		slices.Sort(*ids)
		*ids = slices.Compact(*ids)
	}
	return nodes, predicates, graphs
}

// checkExpand compares what a snapshot finds with what its cursors find.
func checkExpand(t testing.TB, snap graph.Snapshot, frontier []graph.ID, p, g graph.ID, inverse bool) {
	t.Helper()
	got, err := snap.(graph.Expander).Expand(t.Context(), frontier, p, g, inverse, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, err := snap.(*snapshot).state.expand(t.Context(), frontier, p, g, inverse, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("Expand of %d nodes by %x in %x, inverse %v: %x, want %x", len(frontier), p, g, inverse, got, want)
	}
}

func TestAdjacencyEqualsCursors(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	s, _ := openWith(t, Options{})
	graphtest.Write(t, s, drawQuads(r, 3000, 300)...)
	for commit := range graphtest.Size(8, 30, 100) {
		snap := graphtest.Snapshot(t, s)
		nodes, predicates, graphs := all(t, snap)
		for _, p := range append(predicates, graph.Unknown, graph.Any, nodes[len(nodes)/2]) {
			for _, inverse := range []bool{false, true} {
				frontier := slices.DeleteFunc(slices.Clone(nodes), func(graph.ID) bool { return r.IntN(3) == 0 })
				checkExpand(t, snap, nodes, p, graph.Any, inverse)
				checkExpand(t, snap, append(frontier, graph.Unknown), p, graphs[r.IntN(len(graphs))], inverse)
				checkExpand(t, snap, nodes[r.IntN(len(nodes)):][:1], p, graph.Any, inverse)
				checkExpand(t, snap, append([]graph.ID{graph.Any}, nodes...), p, graph.Unknown, inverse)
			}
		}
		for d, e := range snap.(*snapshot).state.gen.adjacent.known {
			if e.adjacency == nil && e.edges > 0 {
				t.Errorf("commit %d: no adjacency of %v after expanding all nodes", commit, d)
			}
		}
		// Remove some of what is there, also of the commits before, and add among and beside it.
		var there []quad.Quad
		for q, err := range graph.All(snap.Scan(t.Context(), graph.Pattern{}, graph.SPOG)) {
			if err != nil {
				t.Fatal(err)
			}
			if r.IntN(50) == 0 {
				v, err := snap.Resolve(t.Context(), []graph.ID{q.S, q.P, q.O, q.G})
				if err != nil {
					t.Fatal(err)
				}
				there = append(there, quad.Quad{Subject: v[0], Predicate: v[1], Object: v[2], Label: v[3]})
			}
		}
		graphtest.Update(t, s, func(tx graph.Tx) error {
			if _, err := tx.RemoveQuads(there); err != nil {
				return err
			}
			_, err := tx.WriteQuads(drawQuads(r, 60, 400))
			return err
		})
	}
}

func TestAdjacencyBudget(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	const budget = 40_000 // room for about two of eight
	s, _ := openWith(t, Options{Adjacency: budget})
	graphtest.Write(t, s, drawQuads(r, 6000, 300)...)
	snap := graphtest.Snapshot(t, s)
	nodes, predicates, _ := all(t, snap)
	kept := &snap.(*snapshot).state.gen.adjacent
	most := 0
	for range 40 {
		d := direction{predicates[r.IntN(len(predicates))], r.IntN(2) == 0}
		checkExpand(t, snap, nodes, d.p, graph.Any, d.inverse)
		if kept.known[d].adjacency == nil {
			t.Errorf("the adjacency used last is not kept: %v", d)
		}
		n, sum := 0, int64(0)
		for _, e := range kept.known {
			if e.adjacency != nil {
				n++
				sum += e.adjacency.size()
			}
		}
		most = max(most, n)
		if sum != kept.bytes || sum > budget {
			t.Fatalf("%d bytes are kept, said to be %d, of %d", sum, kept.bytes, budget)
		}
	}
	if most < 2 || most > 4 {
		t.Errorf("%d of 8 adjacencies were kept at once", most)
	}
	for _, small := range []int64{100, -1} {
		s, _ := openWith(t, Options{Adjacency: small})
		graphtest.Write(t, s, drawQuads(r, 1000, 100)...)
		snap := graphtest.Snapshot(t, s)
		nodes, predicates, _ := all(t, snap)
		checkExpand(t, snap, nodes, predicates[0], graph.Any, false)
		if kept := &snap.(*snapshot).state.gen.adjacent; kept.bytes != 0 {
			t.Errorf("%d bytes are kept of %d", kept.bytes, small)
		}
	}
}

// A single node is found by a cursor; many single ones pay for an adjacency.
func TestAdjacencyIsMadeWhenItPays(t *testing.T) {
	r := rand.New(rand.NewPCG(19, 20))
	s, _ := openWith(t, Options{})
	graphtest.Write(t, s, drawQuads(r, 10*4*seekEdges, 5000)...)
	snap := graphtest.Snapshot(t, s)
	nodes, predicates, _ := all(t, snap)
	kept := &snap.(*snapshot).state.gen.adjacent
	asked := 0
	for ; kept.bytes == 0 && asked < len(nodes); asked++ {
		checkExpand(t, snap, nodes[asked:][:1], predicates[0], graph.Any, false)
	}
	if asked < 5 || asked > 20 {
		t.Errorf("made after %d nodes, want about 10", asked)
	}
}

func TestAdjacencyCancelled(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	s, _ := openWith(t, Options{})
	graphtest.Write(t, s, drawQuads(r, 4000, 300)...)
	snap := graphtest.Snapshot(t, s).(*snapshot)
	nodes, predicates, _ := all(t, snap)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := snap.state.gen.adjacency(ctx, direction{p: predicates[0]}, len(nodes), DefaultAdjacency); !errors.Is(err, context.Canceled) {
		t.Errorf("adjacency with a cancelled context: %v", err)
	}
	checkExpand(t, snap, nodes, predicates[0], graph.Any, false)
	if snap.state.gen.adjacent.bytes == 0 {
		t.Error("no adjacency after one that was cancelled")
	}
}

func TestAdjacencyConcurrently(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	s, _ := openWith(t, Options{Adjacency: 40_000})
	graphtest.Write(t, s, drawQuads(r, 6000, 300)...)
	graphtest.Write(t, s, drawQuads(r, 100, 400)...)
	snap := graphtest.Snapshot(t, s)
	nodes, predicates, _ := all(t, snap)
	var wg sync.WaitGroup
	for worker := range uint64(4) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(25, worker))
			for range graphtest.Size(20, 100, 500) {
				p, inverse := predicates[r.IntN(len(predicates))], r.IntN(2) == 0
				got, err := snap.(graph.Expander).Expand(t.Context(), nodes, p, graph.Any, inverse, nil)
				if err != nil {
					t.Error(err)
					return
				}
				want, err := snap.(*snapshot).state.expand(t.Context(), nodes, p, graph.Any, inverse, nil)
				if err != nil || !slices.Equal(got, want) {
					t.Errorf("Expand by %x, inverse %v, differs from the cursor's: %v", p, inverse, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkExpand walks from the document that is cited most to those that cite it, and on.
func BenchmarkExpand(b *testing.B) {
	s, _ := openWith(b, Options{})
	loader := s.(graph.Loader)
	err := loader.Load(b.Context(), func(bulk graph.Bulk) error {
		to := bulk.Adder()
		for _, f := range corpusForms(graphtest.Size(2000, 2000, 20_000)) {
			if err := to.Add(graph.Statement{Subject: []byte(f[0]), Predicate: []byte(f[1]), Object: []byte(f[2]), Graph: []byte(f[3])}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	snap := graphtest.Snapshot(b, s)
	ids, err := snap.Lookup(b.Context(), []quad.Value{quad.IRI("https://un.example/v/cites"), quad.IRI("https://un.example/res/0")})
	if err != nil {
		b.Fatal(err)
	}
	state := snap.(*snapshot).state
	ways := []struct {
		name   string
		expand func(frontier []graph.ID, dst []graph.Edge) ([]graph.Edge, error)
	}{
		{"adjacency", func(frontier []graph.ID, dst []graph.Edge) ([]graph.Edge, error) {
			return snap.(graph.Expander).Expand(b.Context(), frontier, ids[0], graph.Any, true, dst)
		}},
		{"cursor", func(frontier []graph.ID, dst []graph.Edge) ([]graph.Edge, error) {
			return state.expand(b.Context(), frontier, ids[0], graph.Any, true, dst)
		}},
	}
	for _, way := range ways {
		frontier := ids[1:2]
		for hop := 1; hop <= 3; hop++ {
			var edges []graph.Edge
			b.Run(fmt.Sprintf("%s/hop%d", way.name, hop), func(b *testing.B) {
				for b.Loop() {
					if edges, err = way.expand(frontier, edges[:0]); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(len(edges)*b.N)/b.Elapsed().Seconds(), "edges/s")
				b.ReportMetric(float64(len(frontier)), "nodes")
			})
			frontier = nil
			for _, e := range edges {
				frontier = append(frontier, e.To)
			}
			slices.Sort(frontier)
			frontier = slices.Compact(frontier)
		}
	}
	b.Run("make", func(b *testing.B) {
		edges, err := state.gen.count(graph.POSG, tuple{ids[0]}, 1)
		for b.Loop() && err == nil {
			_, err = state.gen.makeAdjacency(b.Context(), direction{p: ids[0]}, edges)
		}
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(edges)*float64(b.N)/b.Elapsed().Seconds(), "edges/s")
	})
}
