package graphtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// Opener opens an empty store for one test and removes it when the test ends. reopen opens the same store
// again after it was closed; it is nil when the store keeps nothing.
type Opener func(t testing.TB) (store graph.Store, reopen func() graph.Store)

// Run tests that stores which open returns keep the contract of package graph.
func Run(t *testing.T, open Opener) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Opener)
	}{
		{"Empty", testEmpty},
		{"Scan", testScan},
		{"ScanOrder", testScanOrder},
		{"ScanCancelled", testScanCancelled},
		{"Seek", testSeek},
		{"CursorEnds", testCursorEnds},
		{"Estimate", testEstimate},
		{"Expand", testExpand},
		{"ExactTerms", testExactTerms},
		{"LongTerms", testLongTerms},
		{"SimilarTerms", testSimilarTerms},
		{"Lookup", testLookup},
		{"Resolve", testResolve},
		{"Canonical", testCanonical},
		{"LastCallCounts", testLastCallCounts},
		{"Counts", testCounts},
		{"DropGraph", testDropGraph},
		{"InvalidQuads", testInvalidQuads},
		{"AllOrNothing", testAllOrNothing},
		{"NothingChanged", testNothingChanged},
		{"BigUpdate", testBigUpdate},
		{"Isolation", testIsolation},
		{"TxSnapshot", testTxSnapshot},
		{"Concurrency", testConcurrency},
		{"Closed", testClosed},
		{"Reopen", testReopen},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel() // a store on disk spends its time waiting for it
			c.test(t, open)
		})
	}
}

// Write adds quads to a store in one Update, or ends the test.
func Write(t testing.TB, s graph.Store, quads ...quad.Quad) {
	t.Helper()
	Update(t, s, func(tx graph.Tx) error {
		n, err := tx.WriteQuads(quads)
		if err == nil && n != len(quads) {
			t.Errorf("WriteQuads = %d, want %d", n, len(quads))
		}
		return err
	})
}

// Update runs fn in one Update, or ends the test.
func Update(t testing.TB, s graph.Store, fn func(graph.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatalf("Update: %v", err)
	}
}

// Snapshot returns a snapshot that is closed when the test ends.
func Snapshot(t testing.TB, s graph.Store) graph.Snapshot {
	t.Helper()
	snap, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatalf("Snapshot: %v", err)
	}
	t.Cleanup(func() { _ = snap.Close() })
	return snap
}

// Quads returns all quads of a snapshot as canonical N-Quads lines, sorted.
func Quads(t testing.TB, snap graph.Snapshot) []string {
	t.Helper()
	return lines(t, snap, graph.Pattern{}, graph.AnyOrder)
}

// Now returns the Quads of a store's latest state.
func Now(t testing.TB, s graph.Store) []string {
	t.Helper()
	snap, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatalf("Snapshot: %v", err)
	}
	defer snap.Close()
	return Quads(t, snap)
}

func digest(lines []string) string {
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return hex.EncodeToString(sum[:])
}

// lines returns the quads that p selects as canonical N-Quads lines, sorted. It tests that the scan is
// strictly ascending in its order.
func lines(t testing.TB, snap graph.Snapshot, p graph.Pattern, by graph.Order) []string {
	t.Helper()
	quads := scan(t, snap, p, by)
	var ids []graph.ID
	for _, q := range quads {
		ids = append(ids, q.S, q.P, q.O, q.G)
	}
	terms, err := snap.Resolve(t.Context(), ids)
	if err != nil {
		t.Fatalf("Resolve the terms of %d quads: %v", len(quads), err)
	}
	out := make([]string, 0, len(quads))
	for ; len(terms) > 0; terms = terms[4:] {
		out = append(out, line(quad.Quad{Subject: terms[0], Predicate: terms[1], Object: terms[2], Label: terms[3]}))
	}
	slices.Sort(out)
	return out
}

// linesOf returns quads as Quads returns those of a snapshot: sorted, each once.
func linesOf(quads []quad.Quad) []string {
	out := make([]string, 0, len(quads))
	for _, q := range quads {
		out = append(out, line(q))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func line(q quad.Quad) string {
	var b []byte
	for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v != nil {
			b = append(graph.AppendTerm(b, v), ' ')
		}
	}
	return string(append(b, ".\n"...))
}

// scan returns what a cursor yields, and tests that it is strictly ascending.
func scan(t testing.TB, snap graph.Snapshot, p graph.Pattern, by graph.Order) []graph.Quad {
	t.Helper()
	var quads []graph.Quad
	for q, err := range graph.All(snap.Scan(t.Context(), p, by)) {
		if err != nil {
			t.Fatalf("Scan(%v, %v): %v", p, by, err)
		}
		if n := len(quads); n > 0 && by != graph.AnyOrder && compare(by, quads[n-1], q) >= 0 {
			t.Fatalf("Scan(%v, %v): %v after %v is not ascending", p, by, q, quads[n-1])
		}
		if !p.Matches(q) {
			t.Fatalf("Scan(%v, %v): %v does not match", p, by, q)
		}
		quads = append(quads, q)
	}
	return quads
}

func compare(by graph.Order, a, b graph.Quad) int {
	ka, kb := by.Key(a), by.Key(b)
	return slices.Compare(ka[:], kb[:])
}

// idsOf returns quads as ids of snap.
func idsOf(t testing.TB, snap graph.Snapshot, quads []quad.Quad) []graph.Quad {
	t.Helper()
	var terms []quad.Value
	for _, q := range quads {
		terms = append(terms, q.Subject, q.Predicate, q.Object, q.Label)
	}
	ids := lookup(t, snap, terms...)
	out := make([]graph.Quad, len(quads))
	for i := range out {
		out[i] = graph.Quad{S: ids[4*i], P: ids[4*i+1], O: ids[4*i+2], G: ids[4*i+3]}
	}
	return out
}

func lookup(t testing.TB, snap graph.Snapshot, terms ...quad.Value) []graph.ID {
	t.Helper()
	ids, err := snap.Lookup(t.Context(), terms)
	if err != nil {
		t.Fatalf("Lookup(%v): %v", terms, err)
	}
	if len(ids) != len(terms) {
		t.Fatalf("Lookup of %d terms: %d ids", len(terms), len(ids))
	}
	return ids
}

// equal tests that two lists of lines are the same and names the first difference.
func equal(t testing.TB, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Fatalf("%s: %d quads, want %d: %.200q is missing", what, len(got), len(want), want[i])
		case i >= len(want):
			t.Fatalf("%s: %d quads, want %d: %.200q is too much", what, len(got), len(want), got[i])
		case got[i] != want[i]:
			t.Fatalf("%s: quad %d is %.200q, want %.200q", what, i, got[i], want[i])
		}
	}
}

func testEmpty(t *testing.T, open Opener) {
	s, _ := open(t)
	snap := Snapshot(t, s)
	if n := len(Quads(t, snap)); n != 0 {
		t.Errorf("a new store has %d quads", n)
	}
	if c, err := snap.Estimate(t.Context(), graph.Pattern{}); err != nil || c.Count != 0 {
		t.Errorf("Estimate of a new store = %v, %v", c, err)
	}
	if ids := lookup(t, snap, quad.IRI("a"), nil); ids[0] != graph.Unknown || ids[1] != graph.DefaultGraph {
		t.Errorf("Lookup(<a>, nil) in a new store = %v, want Unknown and DefaultGraph", ids)
	}
	if _, err := s.Snapshot(cancelled(t)); err == nil {
		t.Error("Snapshot with a cancelled context: no error")
	}
}

// cancelled returns a context that is.
func cancelled(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}
