package graphtest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

func testIsolation(t *testing.T, open Opener) {
	s, _ := open(t)
	var snaps []graph.Snapshot
	var want [][]string
	for i := range 6 {
		Update(t, s, func(tx graph.Tx) error {
			if i == 4 {
				calls{t, tx}.drop(80, quad.IRI("g"))
			}
			for j := range 20 {
				calls{t, tx}.write(in("g", 20*i+j))
			}
			if i > 0 {
				calls{t, tx}.remove(1, in("h", i-1))
			}
			calls{t, tx}.write(in("h", i))
			return nil
		})
		snaps = append(snaps, Snapshot(t, s))
		want = append(want, Now(t, s))
	}
	for i, snap := range snaps {
		equal(t, fmt.Sprintf("snapshot %d", i), Quads(t, snap), want[i])
	}
	if err := snaps[0].Close(); err != nil {
		t.Error(err)
	}
	equal(t, "a snapshot after another was closed", Quads(t, snaps[1]), want[1])
}

func testTxSnapshot(t *testing.T, open Opener) {
	s, _ := open(t)
	Write(t, s, sample(1, 90)...)
	before := Now(t, s)
	var snap graph.Snapshot
	Update(t, s, func(tx graph.Tx) error {
		calls{t, tx}.write(in("new", 1))
		calls{t, tx}.remove(1, sample(1, 90)[0])
		snap = tx.Snapshot()
		equal(t, "the snapshot inside", Quads(t, snap), before)
		equal(t, "the store from inside", Now(t, s), before)
		return nil
	})
	if _, err := snap.Lookup(t.Context(), []quad.Value{nil}); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("Tx's snapshot after the update: error %v, want ErrClosed", err)
	}
}

// testConcurrency reads one snapshot and newest states from many goroutines while updates run. Run it with
// -race.
func testConcurrency(t *testing.T, open Opener) {
	s, _ := open(t)
	quads := sample(1, 600)
	Write(t, s, quads...)
	snap := Snapshot(t, s)
	ids := idsOf(t, snap, quads)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for r := range 8 {
		wg.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				if err := read(t, s, snap, quads, ids, r+n); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for w := range 2 {
		wg.Go(func() {
			for i := range Size(5, 20, 100) {
				if err := s.Update(t.Context(), func(tx graph.Tx) error {
					_, err := tx.WriteQuads([]quad.Quad{in(fmt.Sprintf("w%d", w), 2*i), in(fmt.Sprintf("w%d", w), 2*i+1)})
					return err
				}); err != nil {
					t.Error(err)
				}
			}
			if w == 0 {
				close(done)
			}
		})
	}
	wg.Wait()
	if got, want := len(Now(t, s)), len(quads)+4*Size(5, 20, 100); got != want {
		t.Errorf("%d quads after all updates, want %d", got, want)
	}
}

// read makes one call of each kind on a snapshot and compares, then counts the newest state's quads.
func read(t *testing.T, s graph.Store, snap graph.Snapshot, quads []quad.Quad, ids []graph.Quad, n int) error {
	q := ids[n%len(ids)]
	p := masked(graph.Pattern(q), n%16)
	var got []graph.Quad
	for q, err := range graph.All(snap.Scan(t.Context(), p, graph.Best(p))) {
		if err != nil {
			return err
		}
		got = append(got, q)
	}
	if want := matching(ids, p, graph.Best(p)); !slices.Equal(got, want) {
		return fmt.Errorf("scan of %v = %d quads, want %d", p, len(got), len(want))
	}
	term := quads[n%len(ids)].Object
	back, err := snap.Resolve(t.Context(), []graph.ID{q.O})
	if err != nil || back[0] != term {
		return fmt.Errorf("resolved to %v, %v; want %v", back, err, term)
	}
	id, err := snap.Lookup(t.Context(), []quad.Value{term})
	if err != nil || id[0] != q.O {
		return fmt.Errorf("looked up as %v, %v; want %v", id, err, q.O)
	}
	now, err := s.Snapshot(t.Context())
	if err != nil {
		return err
	}
	defer now.Close()
	count := 0
	for _, err := range graph.All(now.Scan(t.Context(), graph.Pattern{}, graph.GSPO)) {
		if err != nil {
			return err
		}
		count++
	}
	if count < len(ids) || (count-len(ids))%2 != 0 {
		return fmt.Errorf("a state of %d quads between two updates", count)
	}
	return nil
}

func testClosed(t *testing.T, open Opener) {
	s, _ := open(t)
	Write(t, s, sample(1, 9)...)
	snap := Snapshot(t, s)
	if err := snap.Close(); err != nil {
		t.Fatal(err)
	}
	c := snap.Scan(t.Context(), graph.Pattern{}, graph.SPOG)
	more := c.Next()
	_, errLookup := snap.Lookup(t.Context(), []quad.Value{nil})
	_, errResolve := snap.Resolve(t.Context(), []graph.ID{graph.DefaultGraph})
	_, errEstimate := snap.Estimate(t.Context(), graph.Pattern{})
	errs := map[string]error{"Scan": c.Err(), "cursor's Close": c.Close(), "Lookup": errLookup, "Resolve": errResolve, "Estimate": errEstimate, "Close": snap.Close()}
	if x, ok := snap.(graph.Expander); ok {
		_, errs["Expand"] = x.Expand(t.Context(), nil, graph.Any, graph.Any, false, nil)
	}
	if more {
		t.Error("a scan of a closed snapshot yields quads")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, errs["store's Snapshot"] = s.Snapshot(t.Context())
	errs["Update"] = s.Update(t.Context(), func(graph.Tx) error { t.Error("fn ran on a closed store"); return nil })
	errs["store's Close"] = s.Close()
	for call, err := range errs {
		if !errors.Is(err, graph.ErrClosed) {
			t.Errorf("%s after Close: error %v, want ErrClosed", call, err)
		}
	}
}

func testReopen(t *testing.T, open Opener) {
	s, reopen := open(t)
	if reopen == nil {
		t.Skip("the store keeps nothing")
	}
	var want []quad.Quad
	for i := range 5 {
		want = append(want, in("g", i))
		Write(t, s, in("g", i))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = reopen()
		equal(t, "reopened", Now(t, s), linesOf(want))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
