package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/format"
)

const (
	seconds    = "s"
	copying    = "plain copy"
	sizeOnDisk = "size"
)

// run measures everything once, with a store made anew.
func (b *benchmark) run(ctx context.Context) error {
	if err := os.RemoveAll(b.store()); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{b.copy, b.load, b.size, b.open, b.scan, b.export, b.commits, b.pending} {
		debug.FreeOSMemory() // so that no step pays for the one before
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// copy is what everything is compared with: the bytes of the file, read and written to the same folder, durably.
func (b *benchmark) copy(ctx context.Context) error {
	path := filepath.Join(b.dir, "copy")
	took, err := timed(func() error {
		from, err := b.file.open()
		if err != nil {
			return err
		}
		defer from.Close()
		return writeFile(path, func(w io.Writer) error {
			_, err := io.Copy(w, &watched{ctx, from, nil})
			return err
		})
	})
	if err != nil {
		return err
	}
	b.add(copying, seconds, took)
	b.add(copying+", rate", "MB/s", float64(b.file.size)/1e6/took)
	return os.Remove(path)
}

func (b *benchmark) load(ctx context.Context) error {
	used := meter()
	took, err := timed(func() error {
		return b.with(true, func(store graph.Store) error {
			_, err := b.p.fill(ctx, store, []format.Source{b.file.source(ctx, nil)}, &format.ReadOptions{}, silent(-1))
			return err
		})
	})
	cpu, anonymous := used()
	if err != nil {
		return err
	}
	err = b.with(false, func(store graph.Store) error {
		n, _, err := size(ctx, store)
		b.quads = float64(n)
		return err
	})
	if err != nil {
		return err
	}
	if b.quads == 0 {
		return input("", "%s: it has no quads", b.file.name)
	}
	b.add("load", seconds, took)
	b.add("load, rate", "quads/s", b.quads/took)
	b.add("load, text", "MB/s", float64(b.file.size)/1e6/took)
	if cpu > 0 {
		b.add("load, CPU", "s a million quads", cpu/b.quads*1e6)
	}
	if anonymous > 0 {
		b.add("load, anonymous memory", "MB at most", anonymous/1e6)
	}
	return nil
}

// with opens the store for fn.
func (b *benchmark) with(create bool, fn func(graph.Store) error) (err error) {
	store, err := stores[0].open(b.store(), create)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return fn(store)
}

// read opens the store for what reads one state of it.
func (b *benchmark) read(ctx context.Context, fn func(graph.Snapshot) error) error {
	return b.with(false, func(store graph.Store) error {
		snap, err := store.Snapshot(ctx)
		if err != nil {
			return err
		}
		return errors.Join(fn(snap), snap.Close())
	})
}

func (b *benchmark) size(context.Context) error {
	bytes, err := onDisk(b.store())
	b.add(sizeOnDisk, "bytes on the disk a quad", bytes/b.quads)
	return err
}

// open measures how long a program that was not running needs for a first answer, all checks of the store included.
func (b *benchmark) open(ctx context.Context) error {
	took, err := timed(func() error {
		return b.read(ctx, func(snap graph.Snapshot) error {
			c := snap.Scan(ctx, graph.Pattern{}, graph.POSG)
			defer c.Close()
			if !c.Next() {
				return fmt.Errorf("no quad: %w", errors.Join(graph.ErrDamaged, c.Err()))
			}
			q := c.Quad()
			_, err := snap.Resolve(ctx, []graph.ID{q.S, q.P, q.O, q.G})
			return err
		})
	})
	b.add("open and first answer", "ms", took*1e3)
	return err
}

func (b *benchmark) scan(ctx context.Context) error {
	return b.read(ctx, func(snap graph.Snapshot) error { return b.scanned(ctx, snap, "scan by a cursor", b.quads) })
}

// scanned measures how long a cursor takes for all quads, of which there are so many.
func (b *benchmark) scanned(ctx context.Context, snap graph.Snapshot, name string, quads float64) error {
	n, sum := 0, graph.ID(0)
	took, err := timed(func() error {
		c := snap.Scan(ctx, graph.Pattern{}, graph.SPOG)
		defer c.Close()
		for c.Next() {
			q := c.Quad()
			sum ^= q.S ^ q.P ^ q.O ^ q.G
			n++
		}
		return c.Err()
	})
	if err == nil && float64(n) != quads {
		err = fmt.Errorf("a scan gives %d quads of %.0f (%x): %w", n, quads, sum, graph.ErrDamaged)
	}
	b.add(name, "M quads/s", float64(n)/took/1e6)
	return err
}

func (b *benchmark) export(ctx context.Context) error {
	path := filepath.Join(b.dir, "export.nq")
	var bytes int64
	err := b.read(ctx, func(snap graph.Snapshot) error {
		took, err := timed(func() error {
			s, err := newState(ctx, snap)
			if err != nil {
				return err
			}
			return b.p.export(ctx, s, path, exporters()[0], nil)
		})
		b.add("export", seconds, took)
		b.add("export, rate", "quads/s", b.quads/took)
		return err
	})
	if info, e := os.Stat(path); e == nil {
		bytes = info.Size()
	}
	b.add("export, text", "MB/s", float64(bytes)/1e6/median(b.values["export"]))
	return errors.Join(err, os.RemoveAll(path))
}

// benchGraph is the graph that commits write to, which is dropped at the end.
const benchGraph quad.IRI = "https://concord.example/bench"

// commits measures how long it takes until so many quads are durable.
func (b *benchmark) commits(ctx context.Context) error {
	return b.with(false, func(store graph.Store) error {
		n := 0
		for _, c := range []struct{ quads, times int }{{300, 40}, {7000, 10}} {
			var took []float64
			for range c.times {
				quads := make([]quad.Quad, c.quads)
				for i := range quads {
					quads[i] = quad.Quad{
						Subject: benchGraph + quad.IRI(fmt.Sprintf("/s%d", (n+i)/7)), Predicate: benchGraph + quad.IRI(fmt.Sprintf("/p%d", i%7)),
						Object: quad.String(fmt.Sprintf("what %d says", n+i)), Label: benchGraph,
					}
				}
				n += c.quads
				t, err := timed(func() error { return commit(ctx, store, quads) })
				if err != nil {
					return err
				}
				took = append(took, t*1e3)
			}
			b.add(fmt.Sprintf("commit of %d quads", c.quads), "ms", median(took))
		}
		b.committed = n
		return nil
	})
}

func commit(ctx context.Context, store graph.Store, quads []quad.Quad) error {
	return store.Update(ctx, func(tx graph.Tx) error { _, err := tx.WriteQuads(quads); return err })
}

// pending measures a scan while a thousand commits wait to be compacted, which say something of subjects from all over
// the file, and takes what was committed away again.
func (b *benchmark) pending(ctx context.Context) error {
	const commits, each = 1000, 10
	return b.with(false, func(store graph.Store) error {
		subjects, err := b.subjects(ctx, store, commits*each)
		if err != nil {
			return err
		}
		for n := range commits {
			var quads []quad.Quad
			for i := n; i < len(subjects); i += commits {
				quads = append(quads, quad.Quad{Subject: subjects[i], Predicate: benchGraph + "/note", Object: quad.String(fmt.Sprint("note ", i)), Label: benchGraph})
			}
			if err := commit(ctx, store, quads); err != nil {
				return err
			}
		}
		snap, err := store.Snapshot(ctx)
		if err != nil {
			return err
		}
		err = b.scanned(ctx, snap, "scan with 1000 commits pending", b.quads+float64(b.committed+len(subjects)))
		if err = errors.Join(err, snap.Close()); err != nil {
			return err
		}
		return store.Update(ctx, func(tx graph.Tx) error { _, err := tx.DropGraph(benchGraph); return err })
	})
}

// subjects returns the subjects of up to n quads, spread over the whole store.
func (b *benchmark) subjects(ctx context.Context, store graph.Store, n int) (_ []quad.Value, err error) {
	snap, err := store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, snap.Close()) }()
	var ids []graph.ID
	at, step := 0, max(1, int(b.quads)/n)
	for q, err := range graph.All(snap.Scan(ctx, graph.Pattern{}, graph.SPOG)) {
		if err != nil {
			return nil, err
		}
		if at%step == 0 && len(ids) < n {
			ids = append(ids, q.S)
		}
		at++
	}
	return snap.Resolve(ctx, ids)
}
