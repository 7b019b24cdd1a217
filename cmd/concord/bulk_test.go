package main

import (
	"context"
	"sync"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/format"
)

// withBulk gives the stores of the program that take no quads in bulk the ability, by one Update, so that the
// stories of load can be told on them.
func withBulk() {
	for i, kind := range stores {
		stores[i].open = func(dir string, create bool) (graph.Store, error) {
			store, err := kind.open(dir, create)
			if _, ok := store.(graph.Loader); ok || err != nil {
				return store, err
			}
			return &bulkStore{store}, nil
		}
	}
}

type bulkStore struct{ graph.Store }

func (s *bulkStore) Load(ctx context.Context, fn func(graph.Bulk) error) error {
	return s.Update(ctx, func(tx graph.Tx) error { return fn(&bulk{tx: tx}) })
}

// bulk is one Load and its only adder.
type bulk struct {
	mu sync.Mutex
	tx graph.Tx
}

func (b *bulk) Adder() graph.Adder { return b }

func (b *bulk) Add(st graph.Statement) error {
	var terms [4]quad.Value
	for i, form := range [][]byte{st.Subject, st.Predicate, st.Object, st.Graph} {
		if len(form) == 0 {
			continue
		}
		var err error
		if terms[i], err = format.ParseTerm(string(form)); err != nil {
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	_, err := b.tx.WriteQuads([]quad.Quad{{Subject: terms[0], Predicate: terms[1], Object: terms[2], Label: terms[3]}})
	return err
}
