package graphtest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

func testExactTerms(t *testing.T, open Opener) {
	s, reopen := open(t)
	terms := exactTerms()
	var quads []quad.Quad
	for i, v := range terms {
		quads = append(quads, about(i, v)...)
	}
	Write(t, s, quads...)
	equal(t, "after writing", Now(t, s), linesOf(quads))
	sameTerms(t, s, terms)
	if reopen == nil {
		return
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = reopen()
	equal(t, "reopened", Now(t, s), linesOf(quads))
	sameTerms(t, s, terms)
}

// sameTerms tests that each term has an id of its own and comes back as it was.
func sameTerms(t *testing.T, s graph.Store, terms []quad.Value) {
	t.Helper()
	snap, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	ids := lookup(t, snap, terms...)
	back, err := snap.Resolve(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[graph.ID]quad.Value{}
	for i, v := range terms {
		if back[i] != v {
			t.Errorf("%#v comes back as %#v", v, back[i])
		}
		if other, ok := seen[ids[i]]; ok {
			t.Errorf("%#v and %#v have one id", v, other)
		}
		seen[ids[i]] = v
	}
}

// testLongTerms writes terms longer than any key or block of a store, some with a long beginning in common.
func testLongTerms(t *testing.T, open Opener) {
	s, reopen := open(t)
	same := strings.Repeat("The General Assembly, recalling ", 1<<15) // 1 MiB
	terms := []quad.Value{quad.String(same), quad.String(same + "x"), quad.IRI(same), quad.LangString{Value: quad.String(same), Lang: "en"}}
	for i := range 200 {
		terms = append(terms, quad.IRI("http://example.org/"+strings.Repeat("long/", 100+i%40)+strings.Repeat("x", i)))
	}
	if n := Size(0, 64, 64); n > 0 {
		terms = append(terms, quad.String(strings.Repeat("\x00\"", n<<19)), quad.String(strings.Repeat(same, n)))
	}
	var quads []quad.Quad
	for _, v := range terms {
		quads = append(quads, quad.Quad{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: v})
	}
	Write(t, s, quads...)
	sameTerms(t, s, terms)
	if reopen != nil {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = reopen()
	}
	sameTerms(t, s, terms)
	Update(t, s, func(tx graph.Tx) error {
		n, err := tx.RemoveQuads(quads[1:2])
		if n != 1 {
			t.Errorf("RemoveQuads of a long term = %d", n)
		}
		return err
	})
	sameTerms(t, s, append(terms[:1:1], terms[2:]...))
	if ids := lookup(t, Snapshot(t, s), terms[1]); ids[0] != graph.Unknown {
		t.Error("the long term that was removed is still there")
	}
}

// testSimilarTerms looks up terms that are the beginning of others, of every length around those at which a
// store may cut: every other one is there. They are the last in byte order, where a search may run out.
func testSimilarTerms(t *testing.T, open Opener) {
	s, _ := open(t)
	var quads []quad.Quad
	var terms []quad.Value
	for n := 1; n < Size(1300, 5000, 70_000); n += 1 + n/1300*97 {
		for _, v := range []quad.Value{quad.IRI(strings.Repeat("~", n)), quad.BNode(strings.Repeat("a", n))} {
			terms = append(terms, v)
			if n%2 == 0 {
				quads = append(quads, quad.Quad{Subject: v, Predicate: quad.IRI("p"), Object: quad.String("o")})
			}
		}
	}
	Write(t, s, quads...)
	there := map[quad.Value]bool{}
	for _, q := range quads {
		there[q.Subject] = true
	}
	for i, id := range lookup(t, Snapshot(t, s), terms...) {
		if v := terms[i]; there[v] != (id != graph.Unknown) {
			t.Errorf("%T of %d bytes: id %d, there %v", v, len(v.String()), id, there[v])
		}
	}
}

func testLookup(t *testing.T, open Opener) {
	s, _ := open(t)
	Write(t, s, sample(1, 300)...)
	snap := Snapshot(t, s)
	known := lookup(t, snap, quad.IRI("n0"), quad.IRI("n1"), quad.IRI("n2"))
	if slices.Contains(known, graph.Unknown) || slices.Contains(known, graph.Any) || slices.Contains(known, graph.DefaultGraph) {
		t.Fatalf("ids of terms that are there: %v", known)
	}
	got := lookup(t, snap, quad.IRI("n2"), nil, quad.IRI("n0"), quad.IRI("none"), quad.IRI("n0"), quad.String("n0"), quad.Int(1),
		quad.IRI(""), quad.IRI("n"), quad.IRI("zzz"), quad.TypedString{Value: "n0", Type: xsd + "string"}, quad.IRI("n1"))
	none := graph.Unknown
	want := []graph.ID{known[2], graph.DefaultGraph, known[0], none, known[0], none, none, none, none, none, none, known[1]}
	if !slices.Equal(got, want) {
		t.Errorf("Lookup = %v, want %v", got, want)
	}
	if ids := lookup(t, snap); len(ids) != 0 {
		t.Errorf("Lookup of nothing = %v", ids)
	}
	if _, err := snap.Lookup(cancelled(t), []quad.Value{nil}); !errors.Is(err, context.Canceled) {
		t.Errorf("Lookup with a cancelled context: %v", err)
	}

	// xsd:string is the datatype of a plain literal: one term, whichever way it is written.
	Write(t, s, quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.TypedString{Value: "c", Type: xsd + "string"}})
	snap = Snapshot(t, s)
	ids := lookup(t, snap, quad.String("c"), quad.TypedString{Value: "c", Type: xsd + "string"})
	if ids[0] == graph.Unknown || ids[0] != ids[1] {
		t.Errorf(`Lookup("c", "c"^^xsd:string) = %v`, ids)
	}
}

func testResolve(t *testing.T, open Opener) {
	s, _ := open(t)
	Write(t, s, sample(1, 300)...)
	snap := Snapshot(t, s)
	ids := lookup(t, snap, quad.IRI("n1"), nil, quad.IRI("n0"), quad.IRI("n1"))
	terms, err := snap.Resolve(t.Context(), ids)
	if want := []quad.Value{quad.IRI("n1"), nil, quad.IRI("n0"), quad.IRI("n1")}; err != nil || !slices.Equal(terms, want) {
		t.Errorf("Resolve(%v) = %v, %v; want %v", ids, terms, err, want)
	}
	if terms, err := snap.Resolve(t.Context(), nil); err != nil || len(terms) != 0 {
		t.Errorf("Resolve of nothing = %v, %v", terms, err)
	}
	known := map[graph.ID]bool{graph.DefaultGraph: true}
	for _, q := range scan(t, snap, graph.Pattern{}, graph.SPOG) {
		known[q.S], known[q.P], known[q.O], known[q.G] = true, true, true, true
	}
	none := []graph.ID{graph.Any, graph.Unknown, 1 << 40, 1<<63 + 1}
	for id := range known {
		for _, beside := range []graph.ID{id - 1, id + 1} {
			if !known[beside] {
				none = append(none, beside)
			}
		}
	}
	for _, id := range none {
		if _, err := snap.Resolve(t.Context(), []graph.ID{ids[0], id}); !errors.Is(err, graph.ErrUnknownID) {
			t.Errorf("Resolve(%d): error %v, want ErrUnknownID", id, err)
		}
	}
	if _, err := snap.Resolve(cancelled(t), ids); !errors.Is(err, context.Canceled) {
		t.Errorf("Resolve with a cancelled context: %v", err)
	}
}
