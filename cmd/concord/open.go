package main

import (
	"context"
	"errors"

	"concord/graph"
	"concord/graph/badgerstore"
)

// stores are the kinds of store. The first that knows the folder opens it, and the first of all makes new ones.
var stores = []struct {
	name string
	open func(dir string, create bool) (graph.Store, error)
}{
	{"badger", func(dir string, create bool) (graph.Store, error) {
		return badgerstore.Open(dir, &badgerstore.Options{Create: create})
	}},
}

// open opens the store that --store names, or makes it.
func (p *program) open(create bool) (store graph.Store, err error) {
	if p.store == "" {
		return nil, usage("--store: want the name of a folder")
	}
	for _, kind := range stores {
		if store, err = kind.open(p.store, create); !errors.Is(err, graph.ErrForeign) {
			break
		}
	}
	return store, err
}

// read opens the store, runs fn on its latest state and closes it.
func (p *program) read(ctx context.Context, fn func(*state) error) (err error) {
	store, err := p.open(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	snap, err := store.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, snap.Close()) }()
	s, err := newState(ctx, snap)
	if err != nil {
		return err
	}
	return fn(s)
}
