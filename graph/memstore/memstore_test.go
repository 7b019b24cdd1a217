package memstore_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/graph/memstore"
)

func ExampleNew() {
	ctx := context.Background()
	store := memstore.New()
	defer store.Close()
	err := store.Update(ctx, func(tx graph.Tx) error {
		_, err := tx.WriteQuads([]quad.Quad{
			quad.MakeIRI("d:1", "c:cites", "un:S/RES/1373", "v:a"),
			quad.MakeIRI("d:2", "c:cites", "un:S/RES/1373", "v:a"),
		})
		return err
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	snap, err := store.Snapshot(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer snap.Close()
	ids, _ := snap.Lookup(ctx, []quad.Value{quad.IRI("un:S/RES/1373")})
	for q, err := range graph.All(snap.Scan(ctx, graph.Pattern{O: ids[0]}, graph.OSPG)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		terms, _ := snap.Resolve(ctx, []graph.ID{q.S})
		fmt.Println(terms[0])
	}
	// Output:
	// <d:1>
	// <d:2>
}

func open(testing.TB) (graph.Store, func() graph.Store) { return memstore.New(), nil }

func TestStore(t *testing.T) { graphtest.Run(t, open) }
