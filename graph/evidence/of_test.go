package evidence_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/memstore"
	"concord/graph/vocab"
)

// snapshot returns a snapshot of a store that holds quads.
func snapshot(t testing.TB, quads []quad.Quad) graph.Snapshot {
	t.Helper()
	ctx := context.Background()
	st := memstore.New()
	err := st.Update(ctx, func(tx graph.Tx) error {
		_, err := tx.WriteQuads(quads)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	snap, err := st.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// drawAssertion draws an assertion with one to four spans, or none and an origin.
func drawAssertion(t *rapid.T, i int) evidence.Assertion {
	text := rapid.SampledFrom([]string{"", "x", "Ünïcode", "a \"quoted\"\nline", "S/RES/1373 (2001)"})
	object := rapid.SampledFrom([]quad.Value{
		quad.IRI("http://o"), quad.String("o"), quad.LangString{Value: "o", Lang: "en"},
		quad.TypedString{Value: "7", Type: vocab.XSDInteger}, quad.String("http://o"),
	}).Draw(t, "object")
	a := evidence.Assertion{
		Subject: base.IRI(fmt.Sprintf("event/%d", rapid.IntRange(0, 3).Draw(t, "subject"))), Predicate: vocab.Terms[i%len(vocab.Terms)].IRI, Object: object,
		Basis: rapid.SampledFrom([]evidence.Basis{evidence.Explicit, evidence.Structural}).Draw(t, "basis"), Rule: text.Draw(t, "rule"),
	}
	n := rapid.IntRange(0, 12).Draw(t, "spans")
	if n == 0 {
		a.Basis, a.Origin = evidence.Background, "UN Charter, Article 7"
	}
	for range n {
		start := rapid.IntRange(0, 1<<40).Draw(t, "start")
		quote := text.Draw(t, "quote")
		a.Spans = append(a.Spans, evidence.Span{Paragraph: base.IRI("para/v/P1"), Start: start, End: start + len(quote), CStart: start / 2, CEnd: start, Quote: quote})
	}
	return a
}

func TestOf(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		var claims []evidence.Assertion
		for i := range rapid.IntRange(1, 6).Draw(rt, "claims") {
			claims = append(claims, drawAssertion(rt, i))
		}
		claims = evidence.Merge(claims)
		var quads []quad.Quad
		for _, a := range claims {
			quads = append(quads, a.Quads(base, "v")...)
		}
		snap := snapshot(t, quads)
		for i := range claims {
			a := &claims[i]
			got, err := evidence.Of(ctx, snap, base, "v", a.Subject, a.Predicate, a.Object)
			if err != nil {
				rt.Fatalf("Of(%v): %v", a, err)
			}
			if diff := cmp.Diff(a, got); diff != "" {
				rt.Fatalf("Of after Quads (-want +got):\n%s", diff)
			}
		}
	})
}

func TestOfNothing(t *testing.T) {
	ctx := context.Background()
	a := heldIn(evidence.Explicit, "event", span("P1", 10, "held in P"), span("O2", 90, "in P"))
	quads := a.Quads(base, "v")
	snap := snapshot(t, quads)
	for _, ask := range []struct {
		version string
		o       quad.Value
	}{{"v", quad.String("p")}, {"w", a.Object}, {"v", base.IRI("place/q")}} {
		_, err := evidence.Of(ctx, snap, base, ask.version, a.Subject, a.Predicate, ask.o)
		if !errors.Is(err, evidence.ErrNone) {
			t.Errorf("Of(%s, %v) = %v, want ErrNone", ask.version, ask.o, err)
		}
	}
	if _, err := evidence.OfStatement(ctx, snap, base, base.IRI("para/v/P1")); !errors.Is(err, evidence.ErrNone) {
		t.Errorf("OfStatement of a paragraph: %v, want ErrNone", err)
	}
	// Whatever single quad of the evidence is lost, the answer is never another assertion.
	for i := 1; i < len(quads); i++ {
		rest := append(append([]quad.Quad{}, quads[:i]...), quads[i+1:]...)
		got, err := evidence.Of(ctx, snapshot(t, rest), base, "v", a.Subject, a.Predicate, a.Object)
		if err == nil && quads[i].Predicate != vocab.Type && quads[i].Predicate != vocab.Evidence {
			t.Errorf("without %v: %v, want an error", quads[i], got)
		}
	}
}
