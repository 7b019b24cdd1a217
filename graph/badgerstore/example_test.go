package badgerstore_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/badgerstore"
)

// A store is made by its first update; every later snapshot, of any process, holds what it wrote.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	store, err := badgerstore.Open(filepath.Join(dir, "concord.db"), &badgerstore.Options{Create: true})
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()

	ctx := context.Background()
	err = store.Update(ctx, func(tx graph.Tx) error {
		_, err := tx.WriteQuads([]quad.Quad{
			quad.MakeIRI("d:1", "c:cites", "un:S/RES/1373", "v:a"),
			quad.MakeIRI("d:2", "c:cites", "un:S/RES/1373", "v:b"),
			quad.MakeIRI("d:2", "c:cites", "un:S/RES/2396", "v:b"),
		})
		return err
	})
	if err != nil {
		log.Fatal(err)
	}

	snap, err := store.Snapshot(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer snap.Close()
	ids, err := snap.Lookup(ctx, []quad.Value{quad.IRI("c:cites"), quad.IRI("un:S/RES/1373")})
	if err != nil {
		log.Fatal(err)
	}
	cites := graph.Pattern{P: ids[0], O: ids[1]}
	n, err := snap.Estimate(ctx, cites)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(n.Count, "citations")
	for q, err := range graph.All(snap.Scan(ctx, cites, graph.POSG)) {
		if err != nil {
			log.Fatal(err)
		}
		terms, err := snap.Resolve(ctx, []graph.ID{q.S, q.G})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(terms[0], "in", terms[1])
	}
	// Output:
	// 2 citations
	// <d:1> in <v:a>
	// <d:2> in <v:b>
}
