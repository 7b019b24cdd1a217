package loaders

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/graph/memstore"
	"concord/graph/vocab"
)

// TestRecheck takes away or changes one quad of a good store at a time, and finds that told and nothing else.
func TestRecheck(t *testing.T) {
	r, err := Build(t.Context(), dushanbe(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	var quads []quad.Quad
	for g := range r.Graphs() {
		quads = append(quads, g.Quads...)
	}
	store := memstore.New()
	graphtest.Write(t, store, quads...)
	if got := recheck(t, store); len(got.Faults) > 0 || got.Texts != 2 || got.Statements < 300 || got.Quotes < 300 || got.Mentions < 100 || got.Paragraphs < 52 {
		t.Fatalf("%+v", got)
	}
	base := vocab.DefaultBase
	un, ev := base.Graph("un"), base.EvidenceGraph("un")
	for _, c := range []struct {
		graph, predicate quad.IRI
		of               string     // how the key of the subject begins
		to               quad.Value // nil: the quad is taken away
		want             []string   // how each fault begins
		says             string     // what the first one says
	}{
		{ev, vocab.Quote, "stmt/", quad.String("other words"), []string{"un.md:"}, `where "other words" is quoted`},
		{ev, vocab.Surface, "mention/", quad.String("Atlantis"), []string{"un.md:"}, `where "Atlantis" is quoted`},
		{ev, vocab.CStart, "stmt/", vocab.Integer(1), []string{"un.md:"}, "are code points"},
		{ev, vocab.End, "stmt/", vocab.Integer(1 << 30), []string{"un.md: statement stmt/un/", "un.md:"}, "are no place in a text of 9282"},
		{ev, vocab.End, "mention/", nil, []string{"un.md: mention/un/"}, "are no place in a text of 9282"},
		{un, vocab.End, "para/", vocab.Integer(1 << 30), []string{"un.md: para/un/"}, "are no place in a text of 9282"},
		{ev, vocab.Rule, "stmt/", nil, []string{"un: evidence "}, "rule"},
		{ev, vocab.RDFSubject, "stmt/", base.IRI("state/zz"), []string{"un: evidence "}, "its name is of another statement"},
		{ev, vocab.Evidence, "stmt/", nil, []string{"un: evidence "}, "it quotes for no statement"},
		{ev, vocab.SourceText, "", nil, []string{"text of graph "}, string(ev)},
		{un, vocab.HeldIn, "", nil, []string{"un: statement stmt/un/"}, "does not state"},
		{base.Graph("background"), vocab.IRI("createdBy"), "", nil, []string{"background: statement stmt/background/"}, "does not state"},
	} {
		q, ok := find(quads, func(q quad.Quad) bool {
			key, _ := base.Key(q.Subject.(quad.IRI))
			return q.Label == quad.Value(c.graph) && q.Predicate == quad.Value(c.predicate) && strings.HasPrefix(key, c.of)
		})
		if !ok {
			t.Errorf("no %s in %s", c.predicate, c.graph)
			continue
		}
		graphtest.Update(t, store, func(tx graph.Tx) error {
			if n, err := tx.RemoveQuads([]quad.Quad{q}); n != 1 || err != nil {
				t.Errorf("removed %d, %v", n, err)
			}
			if c.to == nil {
				return nil
			}
			_, err := tx.WriteQuads([]quad.Quad{{Subject: q.Subject, Predicate: q.Predicate, Object: c.to, Label: q.Label}})
			return err
		})
		faults := recheck(t, store).Faults
		for i := range max(len(faults), len(c.want)) {
			if i >= len(faults) || i >= len(c.want) || !strings.HasPrefix(faults[i].Error(), c.want[i]) || !strings.Contains(faults[0].Error(), c.says) {
				t.Errorf("%s of %s changed: faults %q, want %q, the first says %q", c.predicate, q.Subject, faults, c.want, c.says)
				break
			}
		}
		graphtest.Update(t, store, func(tx graph.Tx) error {
			if _, err := tx.DropGraph(q.Label); err != nil {
				return err
			}
			var back []quad.Quad
			for _, b := range quads {
				if b.Label == q.Label {
					back = append(back, b)
				}
			}
			_, err := tx.WriteQuads(back)
			return err
		})
	}
	if faults := recheck(t, store).Faults; len(faults) > 0 {
		t.Errorf("put back: faults %q", faults)
	}
}

func find(quads []quad.Quad, ok func(quad.Quad) bool) (quad.Quad, bool) {
	for _, q := range quads {
		if ok(q) {
			return q, true
		}
	}
	return quad.Quad{}, false
}

func recheck(t *testing.T, store graph.Store) *Rechecked {
	t.Helper()
	snap, err := store.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	r, err := Recheck(t.Context(), snap, vocab.DefaultBase, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
