package graphtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// Differential makes the same random calls on stores of two kinds and tests that they answer the same:
// counts of each call, the quads after each update, random scans and estimates, and again after reopening and
// after compacting a store that has a method Compact. Some updates fail on purpose. A failure prints the calls since the stores were opened.
func Differential(t *testing.T, a, b Opener) {
	for seed := range uint64(Size(3, 20, 200)) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			t.Parallel()
			d := &differential{t: t, r: rand.New(rand.NewPCG(seed, 1)), terms: exactTerms()}
			d.stores[0].open(t, a)
			d.stores[1].open(t, b)
			for range Size(20, 50, 100) {
				d.update()
				d.compare()
				if d.r.IntN(6) == 0 {
					d.log("reopen")
					d.stores[0].again(t)
					d.stores[1].again(t)
					d.compare()
				}
				if d.r.IntN(8) == 0 {
					d.log("compact")
					d.compact()
					d.compare()
				}
				if t.Failed() {
					t.Fatalf("calls:\n%s", strings.Join(d.calls, "\n"))
				}
			}
		})
	}
}

type differential struct {
	t      *testing.T
	r      *rand.Rand
	terms  []quad.Value
	stores [2]opened
	calls  []string
}

type opened struct {
	graph.Store
	reopen func() graph.Store
}

func (o *opened) open(t *testing.T, open Opener) { o.Store, o.reopen = open(t) }

func (o *opened) again(t *testing.T) {
	t.Helper()
	if o.reopen == nil {
		return
	}
	if err := o.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	o.Store = o.reopen()
}

func (d *differential) compact() {
	d.t.Helper()
	for i, s := range d.stores {
		if c, ok := s.Store.(interface{ Compact(context.Context) error }); ok {
			if err := c.Compact(d.t.Context()); err != nil {
				d.t.Errorf("store %d: Compact: %v", i, err)
			}
		}
	}
}

func (d *differential) log(format string, args ...any) {
	d.calls = append(d.calls, fmt.Sprintf(format, args...))
}

// call is one call of a Tx.
type call struct {
	kind  string // write, remove, drop
	quads []quad.Quad
	graph quad.Value
}

func (c call) do(tx graph.Tx) (int, error) {
	switch c.kind {
	case "write":
		return tx.WriteQuads(c.quads)
	case "remove":
		return tx.RemoveQuads(c.quads)
	}
	return tx.DropGraph(c.graph)
}

// update makes one random update on both stores.
func (d *differential) update() {
	d.t.Helper()
	var todo []call
	for range d.r.IntN(6) {
		todo = append(todo, d.call())
	}
	fails := d.r.IntN(8) == 0
	d.log("update, fails=%v", fails)
	var counts [2][]int
	for i, s := range d.stores {
		err := s.Update(d.t.Context(), func(tx graph.Tx) error {
			for _, c := range todo {
				n, err := c.do(tx)
				if err != nil {
					return err
				}
				counts[i] = append(counts[i], n)
			}
			if fails {
				return errOfTest
			}
			return nil
		})
		if fails != errors.Is(err, errOfTest) || !fails && err != nil {
			d.t.Errorf("store %d: Update = %v", i, err)
		}
	}
	if !slices.Equal(counts[0], counts[1]) {
		d.t.Errorf("counts of the calls: %v and %v", counts[0], counts[1])
	}
}

// call returns a random call and logs it.
func (d *differential) call() call {
	switch d.r.IntN(8) {
	case 0:
		c := call{kind: "drop"}
		if g := d.r.IntN(4); g > 0 {
			c.graph = node(g)
		}
		d.log("  drop %v", c.graph)
		return c
	case 1, 2, 3:
		c := call{kind: "remove", quads: d.quads()}
		d.log("  remove %v", linesOf(c.quads))
		return c
	}
	c := call{kind: "write", quads: d.quads()}
	d.log("  write %v", linesOf(c.quads))
	return c
}

// quads returns few random quads, sometimes many, sometimes with rare terms.
func (d *differential) quads() []quad.Quad {
	n := d.r.IntN(8)
	if d.r.IntN(12) == 0 {
		n = 600
	}
	quads := make([]quad.Quad, n)
	for i := range quads {
		quads[i] = randomQuad(d.r, 6)
		if n == 600 {
			quads[i] = randomQuad(d.r, 60)
		}
		if d.r.IntN(4) == 0 {
			quads[i].Object = d.terms[d.r.IntN(len(d.terms))]
		}
	}
	return quads
}

// compare tests that both stores hold the same and answer some random patterns the same.
func (d *differential) compare() {
	d.t.Helper()
	var snaps [2]graph.Snapshot
	for i, s := range d.stores {
		snap, err := s.Snapshot(d.t.Context())
		if err != nil {
			d.t.Fatalf("store %d: %v\n%s", i, err, strings.Join(d.calls, "\n"))
		}
		defer snap.Close()
		snaps[i] = snap
	}
	d.same(snaps, "all quads", [2]graph.Pattern{}, graph.SPOG)
	for range 4 {
		q := randomQuad(d.r, 6)
		shape, by := d.r.IntN(16), orders[d.r.IntN(len(orders))]
		var patterns [2]graph.Pattern
		for i, snap := range snaps {
			patterns[i] = masked(graph.Pattern(idsOf(d.t, snap, []quad.Quad{q})[0]), shape)
		}
		if !by.Serves(patterns[0]) {
			by = graph.Best(patterns[0])
		}
		d.same(snaps, fmt.Sprintf("shape %04b of %v", shape, q), patterns, by)
	}
}

// same compares one scan and its estimate.
func (d *differential) same(snaps [2]graph.Snapshot, what string, patterns [2]graph.Pattern, by graph.Order) {
	d.t.Helper()
	var got [2][]string
	for i, snap := range snaps {
		got[i] = lines(d.t, snap, patterns[i], by)
		c, err := snap.Estimate(d.t.Context(), patterns[i])
		if err != nil || c.Exact && c.Count != uint64(len(got[i])) {
			d.t.Errorf("store %d: %s: Estimate = %v, %v; the scan has %d", i, what, c, err, len(got[i]))
		}
	}
	if !slices.Equal(got[0], got[1]) {
		d.t.Errorf("%s in order %v: %d and %d quads:\n%.2000q\n%.2000q", what, by, len(got[0]), len(got[1]), got[0], got[1])
	}
}
