package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

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
	if err := leads(p.store); err != nil {
		return nil, &failure{exitStore, fmt.Errorf("open %s: %w: %v", p.store, graph.ErrNotFound, err), "choose another folder with --store"}
	}
	for _, kind := range stores {
		if store, err = kind.open(p.store, create); !errors.Is(err, graph.ErrForeign) {
			break
		}
	}
	return store, err
}

// leads is an error when a store can neither be at a path nor be made there: a link leads nowhere or in a circle, or
// a file is taken for a folder.
func leads(path string) error {
	_, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if to, err := os.Readlink(path); err == nil {
			return fmt.Errorf("it is a link to %s, which is not there", to)
		}
		return nil
	}
	for _, no := range []error{syscall.ENOTDIR, syscall.ELOOP} {
		if errors.Is(err, no) {
			return no
		}
	}
	return nil
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
