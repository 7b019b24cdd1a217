package badgerstore

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// TestSequencesShareAGap: commits of names that count up, count down and stand among each other find ids in one gap of
// the generation for as long as the log is.
func TestSequencesShareAGap(t *testing.T) {
	s, _ := open(t)
	graphtest.Write(t, s, quad.MakeIRI("a", "a", "a", "z"))
	for i := range graphtest.Size(200, 1000, 1000) {
		var quads []quad.Quad
		for j := range 30 {
			quads = append(quads, quad.MakeIRI(fmt.Sprintf("up/%06d/%d", i, j), fmt.Sprintf("p%d", j%3), fmt.Sprintf("down/%06d/%d", 999_999-i, j), fmt.Sprintf("g/%06d", i)))
		}
		graphtest.Write(t, s, quads...)
	}
	if g := s.(*Store).latest.generation; g != 1 {
		t.Errorf("generation %d was written, want all commits in the log of the first", g)
	}
	ascending(t, s)
}

// TestGapExhausted: names each of which stands between the last two use up any gap; the store then writes a generation
// and goes on.
func TestGapExhausted(t *testing.T) {
	s, _ := open(t)
	name := []byte("m")
	var want []string
	for i := range 30 {
		q := quad.Quad{Subject: quad.IRI(name), Predicate: quad.IRI("a"), Object: quad.IRI("z")}
		graphtest.Write(t, s, q)
		want = append(want, string(graph.AppendTerm(nil, q.Subject)))
		if i%2 == 0 {
			name = append(slices.Clip(name), 'm') // above this one, below the one before
		} else {
			name = append(slices.Clone(name[:len(name)-1]), "am"...) // below this one, above the one before
		}
	}
	if g := s.(*Store).latest.generation; g < 2 {
		t.Errorf("generation %d, want several", g)
	}
	slices.Sort(want)
	if got := ascending(t, s); !slices.Equal(got, want) {
		t.Errorf("subjects %v, want %v", got, want)
	}
}

// ascending tests that subjects come in the order of their forms, and returns them.
func ascending(t *testing.T, s graph.Store) []string {
	t.Helper()
	snap := graphtest.Snapshot(t, s)
	var ids []graph.ID
	for q, err := range graph.All(snap.Scan(t.Context(), graph.Pattern{}, graph.SPOG)) {
		if err != nil {
			t.Fatal(err)
		}
		if len(ids) == 0 || ids[len(ids)-1] != q.S {
			ids = append(ids, q.S)
		}
	}
	text, ends, err := snap.(graph.Canonical).AppendForms(t.Context(), ids, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var forms []string
	from := 0
	for _, end := range ends {
		forms = append(forms, string(text[from:end]))
		from = end
	}
	if !slices.IsSorted(forms) {
		t.Errorf("the subjects are not in the order of their forms: %v", forms)
	}
	return forms
}
