package canon_test

import (
	"context"
	"fmt"
	"os"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/memstore"
)

func Example() {
	ctx := context.Background()
	store := memstore.New()
	err := store.Update(ctx, func(tx graph.Tx) error {
		_, err := tx.WriteQuads([]quad.Quad{
			{Subject: quad.IRI("d:un"), Predicate: quad.IRI("c:cites"), Object: quad.IRI("r:1373"), Label: quad.IRI("g:un")},
			{Subject: quad.IRI("d:un"), Predicate: quad.IRI("c:cites"), Object: quad.IRI("r:2396"), Label: quad.IRI("g:un")},
			{Subject: quad.IRI("d:un"), Predicate: quad.IRI("c:cites"), Object: quad.IRI("r:1373"), Label: quad.IRI("g:mia")},
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
	if _, err := canon.Write(ctx, os.Stdout, snap); err != nil {
		fmt.Println(err)
	}
	mia, un := canon.Triples(ctx, snap, quad.IRI("g:mia")), canon.Triples(ctx, snap, quad.IRI("g:un"))
	for d, err := range canon.Diff(mia, un) {
		if err != nil {
			fmt.Println(err)
		}
		fmt.Print(d)
	}
	// Output:
	// <d:un> <c:cites> <r:1373> <g:mia> .
	// <d:un> <c:cites> <r:1373> <g:un> .
	// <d:un> <c:cites> <r:2396> <g:un> .
	// + <d:un> <c:cites> <r:2396> .
}
