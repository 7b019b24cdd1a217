package badgerstore

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/graph/memstore"
)

// TestOperations writes and removes quads at random, compacts, reopens and crashes, and finds the store the same as the
// naive one all the while. A crash is the folder as a kill at some step would leave it: it is copied in that moment,
// and the test goes on with the copy, which must be the state before or after.
func TestOperations(t *testing.T) {
	o := &operations{t: t, r: rand.New(rand.NewPCG(17, 4)), dir: filepath.Join(t.TempDir(), "concord.db"), naive: memstore.New(), crashes: map[string]int{}}
	o.open()
	defer func() { _ = o.store.Close() }()
	for want := graphtest.Size(8_000, 100_000, 1_000_000); o.done < want; {
		switch o.r.IntN(12) {
		case 0:
			o.reopen()
		case 1:
			o.crashing(func() error { return o.store.Compact(t.Context()) }, o.state())
		case 2:
			before, fn := o.state(), o.update()
			graphtest.Update(t, o.naive, fn)
			if after := o.state(); !o.crashing(func() error { return o.store.Update(t.Context(), fn) }, before, after) {
				graphtest.Update(t, o.store, fn) // the crash lost it
			}
		default:
			fn := o.update()
			graphtest.Update(t, o.naive, fn)
			graphtest.Update(t, o.store, fn)
		}
		if o.r.IntN(8) > 0 {
			continue
		}
		if got, want := graphtest.Now(t, o.store), o.state(); !slices.Equal(got, want) {
			t.Fatalf("after %d operations: %d quads, want %d", o.done, len(got), len(want))
		}
	}
	if got, want := graphtest.Now(t, o.store), o.state(); !slices.Equal(got, want) {
		t.Errorf("at the end: %d quads, want %d", len(got), len(want))
	}
	if err := o.store.Close(); err != nil {
		t.Error(err)
	}
	if _, err := Verify(t.Context(), o.dir, nil, nil); err != nil {
		t.Error(err)
	}
	o.open()
	t.Logf("%d operations; crashed: %v", o.done, o.crashes)
}

type operations struct {
	t       *testing.T
	r       *rand.Rand
	dir     string
	store   *Store
	naive   graph.Store
	step    func(name string)
	done    int // quads written or removed
	crashes map[string]int
}

func (o *operations) open() {
	o.t.Helper()
	var err error
	o.store, err = Open(o.dir, &Options{Create: true, step: func(name string) {
		if o.step != nil {
			o.step(name)
		}
	}})
	if err != nil {
		o.t.Fatalf("after %d operations: %v", o.done, err)
	}
}

func (o *operations) reopen() {
	o.t.Helper()
	if err := o.store.Close(); err != nil {
		o.t.Fatal(err)
	}
	o.open()
}

func (o *operations) state() []string { return graphtest.Now(o.t, o.naive) }

// update returns a random update, the same whenever it is done.
func (o *operations) update() func(graph.Tx) error {
	type call struct {
		remove bool
		drop   quad.Value
		quads  []quad.Quad
	}
	calls := make([]call, 1+o.r.IntN(3))
	for i := range calls {
		c := call{remove: o.r.IntN(5) < 2, quads: make([]quad.Quad, 1+o.r.IntN(600))}
		if o.r.IntN(30) == 0 {
			c.drop = quad.IRI(fmt.Sprint("g", o.r.IntN(4)))
		}
		for j := range c.quads {
			c.quads[j] = o.quad()
		}
		o.done += len(c.quads)
		calls[i] = c
	}
	return func(tx graph.Tx) error {
		for _, c := range calls {
			var err error
			switch {
			case c.drop != nil:
				_, err = tx.DropGraph(c.drop)
			case c.remove:
				_, err = tx.RemoveQuads(c.quads)
			default:
				_, err = tx.WriteQuads(c.quads)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}

func (o *operations) quad() quad.Quad {
	q := quad.Quad{Subject: quad.IRI(fmt.Sprint("s", o.r.IntN(20))), Predicate: quad.IRI(fmt.Sprint("p", o.r.IntN(4)))}
	if o.r.IntN(4) == 0 {
		q.Subject = quad.BNode(fmt.Sprint("b", o.r.IntN(5)))
	}
	if g := o.r.IntN(5); g < 4 {
		q.Label = quad.IRI(fmt.Sprint("g", g))
	}
	n := o.r.IntN(12)
	q.Object = []quad.Value{
		quad.IRI(fmt.Sprint("s", n)), quad.String(fmt.Sprint("text ", n)), quad.LangString{Value: quad.String(fmt.Sprint(n)), Lang: "en"},
		quad.TypedString{Value: quad.String(fmt.Sprint(n - 5)), Type: "http://www.w3.org/2001/XMLSchema#integer"}, quad.BNode(fmt.Sprint("b", n)),
	}[o.r.IntN(5)]
	return q
}

// crashing does something, goes on with the folder as it was at one of its steps, and reports whether that is the last
// of the given states.
func (o *operations) crashing(fn func() error, states ...[]string) bool {
	o.t.Helper()
	left, at := o.r.IntN(20), ""
	crashed := o.dir + ".crashed"
	o.step = func(name string) {
		if left--; left == -1 {
			at = name
			if err := os.CopyFS(crashed, os.DirFS(o.dir)); err != nil {
				o.t.Error(err)
			}
		}
	}
	err := fn()
	o.step = nil
	if err = errors.Join(err, o.store.Close()); err != nil {
		o.t.Fatalf("after %d operations: %v", o.done, err)
	}
	if at != "" {
		o.crashes[at]++
		if err := errors.Join(os.RemoveAll(o.dir), os.Rename(crashed, o.dir)); err != nil {
			o.t.Fatal(err)
		}
	}
	o.open()
	got := graphtest.Now(o.t, o.store)
	for i, s := range slices.Backward(states) {
		if slices.Equal(got, s) {
			return i == len(states)-1
		}
	}
	o.t.Fatalf("after %d operations: a crash at %q leaves %d quads, which are no state", o.done, at, len(got))
	return false
}
