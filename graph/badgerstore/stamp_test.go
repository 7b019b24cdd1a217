package badgerstore

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// TestStamp: a stamp stays while nothing changes, also across processes, and is another with each change.
func TestStamp(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "s")
	update := func(o quad.Value) {
		t.Helper()
		s, err := Open(dir, &Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		err = s.Update(context.Background(), func(tx graph.Tx) error {
			_, err := tx.WriteQuads([]quad.Quad{{Subject: quad.IRI("s:1"), Predicate: quad.IRI("p:1"), Object: o}})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	stamp := func() string {
		t.Helper()
		s, err := Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		snap, err := s.Snapshot(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		defer snap.Close()
		return snap.(graph.Stamped).Stamp()
	}
	update(quad.String("a"))
	first := stamp()
	if again := stamp(); again != first {
		t.Errorf("the stamp of one state is %s, then %s", first, again)
	}
	update(quad.String("a"))
	if same := stamp(); same != first {
		t.Errorf("an update that changes nothing gives stamp %s, was %s", same, first)
	}
	update(quad.String("b"))
	if second := stamp(); second == first {
		t.Errorf("two states have one stamp, %s", first)
	}
}
