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

func ExampleEqual() {
	knows := func(a, b quad.BNode) quad.Quad {
		return quad.Quad{Subject: a, Predicate: quad.IRI("c:knows"), Object: b}
	}
	chain := []quad.Quad{knows("x", "y"), knows("y", "z")}
	for _, other := range [][]quad.Quad{{knows("q", "a"), knows("a", "x")}, {knows("x", "y"), knows("x", "z")}} {
		equal, err := canon.Equal(context.Background(), chain, other)
		fmt.Println(equal, err)
	}
	relabelled, err := canon.RelabelQuads(context.Background(), chain, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := relabelled.Write(context.Background(), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// true <nil>
	// false <nil>
	// _:c14n0 <c:knows> _:c14n2 .
	// _:c14n2 <c:knows> _:c14n1 .
}
