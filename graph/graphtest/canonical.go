package graphtest

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// testCanonical tests the forms that a snapshot gives and that its ids are in their order, after several updates that
// bring terms between those that are there.
func testCanonical(t *testing.T, open Opener) {
	s, _ := open(t)
	if _, ok := Snapshot(t, s).(graph.Canonical); !ok {
		t.Skip("the snapshot is no graph.Canonical")
	}
	terms := exactTerms()
	r := rand.New(rand.NewPCG(4, 2))
	r.Shuffle(len(terms), func(i, j int) { terms[i], terms[j] = terms[j], terms[i] })
	for from := 0; from < len(terms); from += 9 {
		var quads []quad.Quad
		for i, v := range terms[from:min(from+9, len(terms))] {
			quads = append(quads, about(from+i, v)...)
		}
		Write(t, s, quads...)
	}
	snap := Snapshot(t, s)
	ids := append(lookup(t, snap, terms...), graph.DefaultGraph)
	forms, ends, err := snap.(graph.Canonical).AppendForms(t.Context(), ids, []byte("before"), []int{6})
	if err != nil || len(ends) != 1+len(ids) || string(forms[:6]) != "before" || ends[0] != 6 {
		t.Fatalf("AppendForms of %d ids gives %d ends: %v", len(ids), len(ends), err)
	}
	type entry struct {
		id   graph.ID
		form string
	}
	var nodes, literals []entry
	for i, v := range terms {
		form := string(forms[ends[i]:ends[i+1]])
		if want := string(graph.AppendTerm(nil, v)); form != want {
			t.Errorf("the form of %#v is %.80q, want %.80q", v, form, want)
		}
		if form[0] == '"' {
			literals = append(literals, entry{ids[i], form})
		} else {
			nodes = append(nodes, entry{ids[i], form})
		}
	}
	if n := len(ids); ends[n] != ends[n-1] {
		t.Errorf("the form of the default graph is %q", forms[ends[n-1]:ends[n]])
	}
	slices.SortFunc(nodes, func(a, b entry) int { return strings.Compare(a.form, b.form) })
	if !slices.IsSortedFunc(nodes, func(a, b entry) int { return cmp.Compare(a.id, b.id) }) {
		t.Errorf("the ids of IRIs and blank nodes are not in the order of their forms")
	}
	for _, l := range literals {
		if l.id > nodes[0].id {
			t.Errorf("the id of %.80q is greater than that of %.80q", l.form, nodes[0].form)
		}
	}
	for _, none := range []graph.ID{graph.Any, graph.Unknown, 1 << 40} {
		if _, _, err := snap.(graph.Canonical).AppendForms(t.Context(), []graph.ID{none}, nil, nil); !errors.Is(err, graph.ErrUnknownID) {
			t.Errorf("AppendForms(%d): %v", none, err)
		}
	}
	if _, _, err := snap.(graph.Canonical).AppendForms(cancelled(t), ids, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("AppendForms with a cancelled context: %v", err)
	}
}
