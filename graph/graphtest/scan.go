package graphtest

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"concord/graph"
)

var orders = []graph.Order{graph.AnyOrder, graph.SPOG, graph.POSG, graph.OSPG, graph.GSPO, graph.GPOS, graph.GOSP}

// patterns returns patterns of all 16 shapes: with the terms of some quads, with terms that occur but not
// together, with Unknown, and with an id that no snapshot gives out.
func patterns(quads []graph.Quad, seed uint64) []graph.Pattern {
	r := rand.New(rand.NewPCG(seed, 11))
	pick := func() graph.Quad { return quads[r.IntN(len(quads))] }
	var out []graph.Pattern
	for shape := range 16 {
		for range 6 {
			q := pick()
			out = append(out, masked(graph.Pattern(q), shape))
			out = append(out, masked(graph.Pattern{S: pick().S, P: pick().P, O: pick().O, G: pick().G}, shape))
			// Every id also in a position it may never have had.
			out = append(out, masked(graph.Pattern{S: q.G, P: q.O, O: q.P, G: q.S}, shape))
		}
		const none = 1 << 40
		out = append(out, masked(graph.Pattern{S: graph.Unknown, P: graph.Unknown, O: graph.Unknown, G: graph.Unknown}, shape))
		out = append(out, masked(graph.Pattern{S: none, P: none, O: none, G: none}, shape))
		p := masked(graph.Pattern(pick()), shape)
		p.O = graph.Unknown
		out = append(out, p)
	}
	return out
}

// masked keeps the positions of p whose bit is set in shape.
func masked(p graph.Pattern, shape int) graph.Pattern {
	for i, id := range []*graph.ID{&p.S, &p.P, &p.O, &p.G} {
		if shape>>i&1 == 0 {
			*id = graph.Any
		}
	}
	return p
}

// matching returns what a scan must yield: quads filtered and sorted.
func matching(quads []graph.Quad, p graph.Pattern, by graph.Order) []graph.Quad {
	var out []graph.Quad
	for _, q := range quads {
		if p.Matches(q) {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, func(a, b graph.Quad) int { return compare(by, a, b) })
	return out
}

// filled opens a store with n quads and returns a snapshot of it and the quads as its ids.
func filled(t *testing.T, open Opener, n int) (graph.Snapshot, []graph.Quad) {
	t.Helper()
	s, _ := open(t)
	quads := sample(1, n)
	Write(t, s, quads...)
	snap := Snapshot(t, s)
	return snap, idsOf(t, snap, quads)
}

func testScan(t *testing.T, open Opener) {
	for _, n := range []int{1, 90, 1500} {
		snap, quads := filled(t, open, n)
		for _, p := range patterns(quads, uint64(n)) {
			for _, by := range orders {
				if !by.Serves(p) {
					continue
				}
				got := scan(t, snap, p, by)
				if by == graph.AnyOrder {
					slices.SortFunc(got, func(a, b graph.Quad) int { return compare(graph.SPOG, a, b) })
				}
				if want := matching(quads, p, by); !slices.Equal(got, want) {
					t.Fatalf("%d quads: Scan(%v, %v) = %v, want %v", n, p, by, got, want)
				}
			}
		}
	}
}

func testScanOrder(t *testing.T, open Opener) {
	snap, quads := filled(t, open, 90)
	for _, p := range patterns(quads, 2) {
		for _, by := range append(orders, graph.Order(99)) {
			if by.Serves(p) && by != 99 {
				continue
			}
			c := snap.Scan(t.Context(), p, by)
			if c.Next() || c.Seek(quads[0]) {
				t.Fatalf("Scan(%v, %v) yields quads", p, by)
			}
			if err := c.Err(); !errors.Is(err, graph.ErrOrder) {
				t.Fatalf("Scan(%v, %v): error %v, want ErrOrder", p, by, err)
			}
			if err := c.Close(); !errors.Is(err, graph.ErrOrder) {
				t.Fatalf("Scan(%v, %v): Close = %v, want ErrOrder", p, by, err)
			}
		}
	}
}

func testScanCancelled(t *testing.T, open Opener) {
	snap, quads := filled(t, open, 1500)
	c := snap.Scan(cancelled(t), graph.Pattern{}, graph.SPOG)
	if c.Next() || !errors.Is(c.Err(), context.Canceled) {
		t.Errorf("Scan with a cancelled context: error %v", c.Err())
	}
	if err := c.Close(); !errors.Is(err, context.Canceled) {
		t.Errorf("Close after a cancelled context = %v", err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	c = snap.Scan(ctx, graph.Pattern{}, graph.SPOG)
	defer c.Close()
	if !c.Next() {
		t.Fatal("no first quad")
	}
	cancel()
	n := 1
	for c.Next() {
		n++
	}
	// The context is looked at once per block of work, not per quad.
	if n == len(quads) || !errors.Is(c.Err(), context.Canceled) {
		t.Errorf("context cancelled after the first of %d quads: %d read, error %v", len(quads), n, c.Err())
	}
	if c.Seek(graph.Quad{}) {
		t.Error("Seek after an error is true")
	}
}

func testSeek(t *testing.T, open Opener) {
	for _, n := range []int{90, 1500} {
		snap, quads := filled(t, open, n)
		r := rand.New(rand.NewPCG(3, uint64(n)))
		for _, p := range patterns(quads, 3) {
			by := orders[1+r.IntN(6)]
			if !by.Serves(p) {
				by = graph.Best(p)
			}
			walk(t, r, snap, p, by, quads)
		}
	}
}

// walk moves a cursor at random and compares each answer with a slice's.
func walk(t *testing.T, r *rand.Rand, snap graph.Snapshot, p graph.Pattern, by graph.Order, quads []graph.Quad) {
	t.Helper()
	want := matching(quads, p, by)
	c := snap.Scan(t.Context(), p, by)
	defer c.Close()
	at, ended := -1, false
	for range 12 {
		var got bool
		var did graph.Quad
		if r.IntN(3) == 0 {
			got = c.Next()
			at++
		} else {
			did = quads[r.IntN(len(quads))]
			if r.IntN(2) == 0 { // beside a quad: an id more or less in one position
				k := by.Key(did)
				k[r.IntN(4)] += graph.ID(r.IntN(3)) - 1
				did = by.Quad(k)
			}
			got = c.Seek(did)
			at = max(at, 0)
			for at < len(want) && compare(by, want[at], did) < 0 {
				at++
			}
		}
		ended = ended || at >= len(want)
		if got == ended {
			t.Fatalf("pattern %v, order %v: Next or Seek(%v) = %v, want %v; error %v", p, by, did, got, !ended, c.Err())
		}
		if got && c.Quad() != want[at] {
			t.Fatalf("pattern %v, order %v: after Next or Seek(%v) at %v, want %v", p, by, did, c.Quad(), want[at])
		}
	}
	if err := c.Err(); err != nil {
		t.Fatal(err)
	}
}

func testCursorEnds(t *testing.T, open Opener) {
	snap, quads := filled(t, open, 90)
	c := snap.Scan(t.Context(), graph.Pattern{}, graph.GSPO)
	for range quads {
		if !c.Next() {
			t.Fatal("too few quads")
		}
	}
	last := c.Quad()
	if !c.Seek(quads[0]) || c.Quad() != last {
		t.Errorf("Seek backwards from the last quad: at %v, want %v", c.Quad(), last)
	}
	for range 3 {
		if c.Next() || c.Seek(graph.Quad{}) {
			t.Fatal("Next or Seek after the end is true")
		}
	}
	for range 2 {
		if err := c.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	c = snap.Scan(t.Context(), graph.Pattern{}, graph.GSPO)
	c.Next()
	for range 2 {
		if err := c.Close(); err != nil {
			t.Errorf("Close in the middle: %v", err)
		}
	}
	if c.Next() || c.Seek(last) {
		t.Error("Next or Seek after Close is true")
	}
	if err := c.Close(); err != nil {
		t.Errorf("Close after Next: %v", err)
	}
}

func testEstimate(t *testing.T, open Opener) {
	snap, quads := filled(t, open, 1500)
	for _, p := range patterns(quads, 5) {
		got, err := snap.Estimate(t.Context(), p)
		if err != nil {
			t.Fatalf("Estimate(%v): %v", p, err)
		}
		if want := uint64(len(matching(quads, p, graph.SPOG))); got.Exact && got.Count != want {
			t.Fatalf("Estimate(%v) = %v, want %d", p, got, want)
		}
	}
	if _, err := snap.Estimate(cancelled(t), graph.Pattern{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Estimate with a cancelled context: %v", err)
	}
}

func testExpand(t *testing.T, open Opener) {
	snap, quads := filled(t, open, 1500)
	x, ok := snap.(graph.Expander)
	if !ok {
		t.Skip("the snapshot is no graph.Expander")
	}
	var nodes []graph.ID
	for _, q := range quads {
		nodes = append(nodes, q.S, q.O)
	}
	slices.Sort(nodes)
	nodes = slices.Compact(append(nodes, graph.Unknown))
	for _, p := range patterns(quads, 6) {
		for i, frontier := range [][]graph.ID{nil, nodes[:1], nodes[3:9], nodes} {
			inverse := (i+int(p.P))%2 == 0
			keep := []graph.Edge{{From: 1}}
			got, err := x.Expand(t.Context(), frontier, p.P, p.G, inverse, keep)
			if err != nil {
				t.Fatal(err)
			}
			if want := append(keep, expansion(quads, frontier, p.P, p.G, inverse)...); !slices.Equal(got, want) {
				t.Fatalf("Expand(%v, %v, %v, %v) = %v, want %v", frontier, p.P, p.G, inverse, got, want)
			}
		}
	}
	if _, err := x.Expand(cancelled(t), nodes, graph.Any, graph.Any, false, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Expand with a cancelled context: %v", err)
	}
}

// expansion is Expand by its definition.
func expansion(quads []graph.Quad, frontier []graph.ID, p, g graph.ID, inverse bool) []graph.Edge {
	var out []graph.Edge
	for _, q := range matching(quads, graph.Pattern{P: p, G: g}, graph.SPOG) {
		e := graph.Edge{From: q.S, P: q.P, To: q.O, G: q.G}
		if inverse {
			e.From, e.To = q.O, q.S
		}
		if slices.Contains(frontier, e.From) {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b graph.Edge) int {
		return slices.Compare([]graph.ID{a.From, a.P, a.To, a.G}, []graph.ID{b.From, b.P, b.To, b.G})
	})
	return out
}
