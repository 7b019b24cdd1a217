package badgerstore

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// TestSeekBehindRemoved seeks into what the log removed from a block that the cursor has read already, as who lists
// the graphs of a store does.
func TestSeekBehindRemoved(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "concord.db"), &Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, g := range []quad.IRI{"a", "b", "c", "d"} {
		var quads []quad.Quad
		for i := range 20 {
			quads = append(quads, quad.Quad{Subject: quad.IRI(fmt.Sprint("s", i)), Predicate: quad.IRI("p"), Object: quad.IRI("o"), Label: g})
		}
		graphtest.Write(t, s, quads...)
	}
	if err := s.Compact(t.Context()); err != nil {
		t.Fatal(err)
	}
	graphtest.Update(t, s, func(tx graph.Tx) error {
		for _, g := range []quad.IRI{"b", "d"} {
			if _, err := tx.DropGraph(g); err != nil {
				return err
			}
		}
		return nil
	})
	snap := graphtest.Snapshot(t, s)
	defer snap.Close()
	var ids []graph.ID
	c := snap.Scan(t.Context(), graph.Pattern{}, graph.GSPO)
	for ok := c.Next(); ok; ok = c.Seek(graph.Quad{G: c.Quad().G + 1}) {
		ids = append(ids, c.Quad().G)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := snap.Resolve(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	if want := []quad.Value{quad.IRI("a"), quad.IRI("c")}; !slices.Equal(got, want) {
		t.Errorf("graphs %v, want %v", got, want)
	}
}
