package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"concord/graph"
	"concord/graph/badgerstore"
)

// stores are the kinds of store. The first that knows the folder opens it, and the first of all makes new ones.
var stores = []struct {
	name    string
	open    func(dir string, create bool) (graph.Store, error)
	restore func(ctx context.Context, dir string, archive io.Reader, progress func(done, total int64)) error
	// verify reads all of a store and returns what it read. It opens the store itself: of one that cannot be opened it
	// tells everything that is wrong.
	verify func(ctx context.Context, dir string, progress func(done, total int64)) ([]row, error)
}{
	{
		name: "badger",
		open: func(dir string, create bool) (graph.Store, error) {
			return badgerstore.Open(dir, &badgerstore.Options{Create: create})
		},
		restore: func(ctx context.Context, dir string, archive io.Reader, progress func(done, total int64)) error {
			return badgerstore.Restore(ctx, dir, archive, nil, progress)
		},
		verify: func(ctx context.Context, dir string, progress func(done, total int64)) ([]row, error) {
			v, err := badgerstore.Verify(ctx, dir, nil, progress)
			if err != nil {
				return nil, err
			}
			return []row{{"files", v.Files}, {"bytes", v.Bytes}, {"blocks", v.Blocks}, {"terms", v.Terms}, {"commits in the log", v.Records},
				{"graphs", v.Graphs}, {"quads", v.Quads}}, nil
		},
	},
}

// open opens the store that --store names, or makes it.
func (p *program) open(create bool) (store graph.Store, err error) {
	if err := p.named(); err != nil {
		return nil, err
	}
	for _, kind := range stores {
		if store, err = kind.open(p.store, create); !errors.Is(err, graph.ErrForeign) {
			break
		}
	}
	return store, err
}

// named is an error when --store can be no store's folder.
func (p *program) named() error {
	if p.store == "" {
		return usage("--store: want the name of a folder")
	}
	if err := leads(p.store); err != nil {
		return &failure{exitStore, fmt.Errorf("open %s: %w: %v", p.store, graph.ErrNotFound, err), "choose another folder with --store"}
	}
	return nil
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
