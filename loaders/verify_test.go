package loaders

import (
	"slices"
	"strings"
	"testing"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/source"
)

// TestVerify breaks a good reading in three ways, and finds each left out and told, and nothing else.
func TestVerify(t *testing.T) {
	text, err := source.Decode("v", "v.txt", []byte(`Kyiv Declaration

We, the States represented at the conference,

Recalling Security Council resolution 1373 (2001),

1. Reaffirm our commitment to implement resolution 1373 (2001);

2. Call upon all States to cooperate in countering terrorism.
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Report.Faults) > 0 || len(r.Undertakings) < 2 || len(r.Mentions) < 3 || len(r.Assertions) < 6 {
		t.Fatalf("faults %q, %d undertakings, %d mentions, %d assertions", r.Report.Faults, len(r.Undertakings), len(r.Mentions), len(r.Assertions))
	}
	base := vocab.DefaultBase
	u := &r.Undertakings[len(r.Undertakings)-1]
	u.Trigger.Start = u.Span.End
	lost := base.IRI(u.Key)
	r.Mentions[0].Surface += "?"
	i := slices.IndexFunc(r.Assertions, func(a evidence.Assertion) bool { return a.Subject != lost && a.Object != lost })
	r.Assertions[i].Spans[0].Quote += "?"
	about := func(a evidence.Assertion) bool { return a.Subject == lost || a.Object == lost }
	want := len(r.Assertions) - 1
	for _, a := range r.Assertions {
		if about(a) {
			want--
		}
	}
	undertakings, mentions := len(r.Undertakings), len(r.Mentions)

	faults := r.verify(base)
	if len(r.Undertakings) != undertakings-1 || len(r.Mentions) != mentions-1 || len(r.Assertions) != want || slices.ContainsFunc(r.Assertions, about) {
		t.Errorf("%d undertakings, %d mentions, %d assertions, want %d, %d and %d",
			len(r.Undertakings), len(r.Mentions), len(r.Assertions), undertakings-1, mentions-1, want)
	}
	if len(faults) != 3 || !strings.HasPrefix(faults[0], "v.txt: mention: ") || !strings.HasPrefix(faults[1], "v.txt: undertaking ") || !strings.HasPrefix(faults[2], "v.txt: rule ") {
		t.Errorf("faults %q", faults)
	}
}

// TestAdoptable reads a possessive that stands for the Assembly in a text of the Council.
func TestAdoptable(t *testing.T) {
	text, err := source.Decode("v", "v.txt", []byte(`Resolution 82 (1950)

The Security Council,

Recalling its resolution 54 (1948),

Noting that the Assembly asked for it when it adopted its resolution 293 (IV),

1. Calls upon all States to cooperate.
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	base := vocab.DefaultBase
	for subject, want := range map[string]bool{"res/s-res-54-1948": true, "res/a-res-293-iv": false} {
		if got := slices.ContainsFunc(r.Assertions, func(a evidence.Assertion) bool {
			return a.Subject == base.IRI(subject) && a.Predicate == vocab.AdoptedBy && a.Object == base.IRI("org/unsc")
		}); got != want {
			t.Errorf("%s adoptedBy org/unsc: %t, want %t", subject, got, want)
		}
	}
}
