package graphtest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

var errOfTest = errors.New("the test says no")

// calls is a short form for what an Update does.
type calls struct {
	t  *testing.T
	tx graph.Tx
}

func (c calls) write(quads ...quad.Quad) {
	c.t.Helper()
	if n, err := c.tx.WriteQuads(quads); err != nil || n != len(quads) {
		c.t.Errorf("WriteQuads of %d = %d, %v", len(quads), n, err)
	}
}

func (c calls) remove(want int, quads ...quad.Quad) {
	c.t.Helper()
	if n, err := c.tx.RemoveQuads(quads); err != nil || n != want {
		c.t.Errorf("RemoveQuads = %d, %v; want %d", n, err, want)
	}
}

func (c calls) drop(want int, g quad.Value) {
	c.t.Helper()
	if n, err := c.tx.DropGraph(g); err != nil || n != want {
		c.t.Errorf("DropGraph(%v) = %d, %v; want %d", g, n, err, want)
	}
}

// change runs fn in one Update and tests what the store holds then.
func change(t *testing.T, s graph.Store, want []quad.Quad, fn func(calls)) {
	t.Helper()
	Update(t, s, func(tx graph.Tx) error { fn(calls{t, tx}); return nil })
	equal(t, "after the update", Now(t, s), linesOf(want))
}

// in returns quad number i of a graph; the empty graph is the default graph.
func in(g string, i int) quad.Quad {
	return quad.MakeIRI(fmt.Sprintf("s%d", i/3), "p", fmt.Sprintf("o%d", i), g)
}

func testLastCallCounts(t *testing.T, open Opener) {
	s, _ := open(t)
	a, b, c := in("g", 1), in("g", 2), in("", 3)
	change(t, s, []quad.Quad{b, c}, func(do calls) {
		do.write(a, b, b)
		do.remove(1, a)
		do.write(c)
	})
	change(t, s, []quad.Quad{a, b, c}, func(do calls) {
		do.remove(1, b)
		do.write(b, a)
		do.remove(1, c)
		do.remove(0, c)
		do.write(c)
	})
	change(t, s, []quad.Quad{b}, func(do calls) {
		do.remove(2, a, a, c)
		do.write(a)
		do.remove(1, a)
	})
}

func testCounts(t *testing.T, open Opener) {
	s, _ := open(t)
	a, b, c := in("g", 1), in("g", 2), in("h", 1)
	Write(t, s, a, b, c)
	change(t, s, []quad.Quad{b, in("", 1)}, func(do calls) {
		do.remove(0)
		do.remove(0, in("g", 7), in("none", 1), quad.MakeIRI("none", "p", "o1", "g"))
		do.remove(0, in("", 1)) // the same triple in another graph is another quad
		do.write(in("", 1))
		do.remove(2, a, c)
	})
}

func testDropGraph(t *testing.T, open Opener) {
	s, _ := open(t)
	var g, h, d []quad.Quad
	for i := range 700 {
		g, h, d = append(g, in("g", i)), append(h, in("h", i)), append(d, in("", i))
	}
	all := append(append(append([]quad.Quad{}, g...), h...), d...)
	Write(t, s, all...)
	change(t, s, append(append([]quad.Quad{}, g...), h...), func(do calls) {
		do.drop(0, quad.IRI("none"))
		do.drop(0, quad.BNode("g"))
		do.drop(0, quad.String("g"))
		do.drop(700, nil)
		do.drop(0, nil)
	})
	change(t, s, append([]quad.Quad{in("g", 3), in("g", 999), in("new", 1)}, h[1:]...), func(do calls) {
		do.write(in("g", 998), g[0])
		do.remove(1, g[5])
		do.drop(700, quad.IRI("g")) // 700 + 1 written - 1 removed
		do.remove(0, g[7])
		do.write(in("g", 3), in("g", 999))
		do.remove(1, h[0])
		do.write(in("new", 1), in("other", 1))
		do.drop(1, quad.IRI("other"))
	})
	change(t, s, []quad.Quad{in("new", 1)}, func(do calls) {
		do.drop(2, quad.IRI("g"))
		do.write(in("g", 3))
		do.drop(1, quad.IRI("g"))
		do.drop(699, quad.IRI("h"))
	})
}

func testInvalidQuads(t *testing.T, open Opener) {
	s, _ := open(t)
	a := quad.IRI("a")
	Write(t, s, quad.Quad{Subject: a, Predicate: a, Object: a})
	before := Now(t, s)
	for _, q := range []quad.Quad{
		{Predicate: a, Object: a},
		{Subject: a, Object: a},
		{Subject: a, Predicate: a},
		{},
		{Subject: quad.String("a"), Predicate: a, Object: a},
		{Subject: a, Predicate: quad.String("a"), Object: a},
		{Subject: a, Predicate: quad.BNode("a"), Object: a},
		{Subject: a, Predicate: a, Object: a, Label: quad.LangString{Value: "a", Lang: "en"}},
		{Subject: a, Predicate: a, Object: quad.Int(7)},
		{Subject: a, Predicate: a, Object: quad.Float(7)},
		{Subject: a, Predicate: a, Object: quad.Bool(true)},
		{Subject: a, Predicate: a, Object: quad.Time{}},
		{Subject: quad.Int(7), Predicate: a, Object: a},
		{Subject: a, Predicate: a, Object: quad.IRI("")},
		{Subject: a, Predicate: a, Object: quad.BNode("")},
		{Subject: quad.BNode("a> <b"), Predicate: a, Object: a},
		{Subject: a, Predicate: a, Object: quad.String("\xff")},
		{Subject: a, Predicate: a, Object: quad.TypedString{Value: "a"}},
		{Subject: a, Predicate: a, Object: quad.LangString{Value: "a", Lang: "e n"}},
	} {
		Update(t, s, func(tx graph.Tx) error {
			n, err := tx.WriteQuads([]quad.Quad{in("g", 1), q})
			if n != 0 || !errors.Is(err, graph.ErrInvalid) {
				t.Errorf("WriteQuads(%#v) = %d, %v; want 0 and ErrInvalid", q, n, err)
			}
			if n, err = tx.RemoveQuads([]quad.Quad{{Subject: a, Predicate: a, Object: a}, q}); n != 0 || !errors.Is(err, graph.ErrInvalid) {
				t.Errorf("RemoveQuads(%#v) = %d, %v; want 0 and ErrInvalid", q, n, err)
			}
			return nil // the update goes on without the call that failed
		})
		equal(t, fmt.Sprintf("after %#v", q), Now(t, s), before)
	}
}

func testAllOrNothing(t *testing.T, open Opener) {
	s, _ := open(t)
	Write(t, s, sample(1, 90)...)
	before := Now(t, s)
	act := func(tx graph.Tx) {
		calls{t, tx}.write(in("new", 1), in("", 2))
		calls{t, tx}.remove(1, sample(1, 90)[0])
		if _, err := tx.DropGraph(nil); err != nil {
			t.Error(err)
		}
	}
	if err := s.Update(t.Context(), func(tx graph.Tx) error { act(tx); return errOfTest }); !errors.Is(err, errOfTest) {
		t.Errorf("Update = %v, want the error of fn", err)
	}
	equal(t, "after an error", Now(t, s), before)

	func() {
		defer func() {
			if r := recover(); r != errOfTest {
				t.Errorf("recovered %v, want the panic of fn", r)
			}
		}()
		_ = s.Update(t.Context(), func(tx graph.Tx) error { act(tx); panic(errOfTest) })
	}()
	equal(t, "after a panic", Now(t, s), before)

	ctx, cancel := context.WithCancel(t.Context())
	if err := s.Update(ctx, func(tx graph.Tx) error { act(tx); cancel(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("Update with a context cancelled inside = %v", err)
	}
	equal(t, "after a cancelled context", Now(t, s), before)

	err := s.Update(cancelled(t), func(graph.Tx) error { t.Error("fn ran with a cancelled context"); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Update with a cancelled context = %v", err)
	}

	var kept graph.Tx
	Update(t, s, func(tx graph.Tx) error { kept = tx; return nil })
	if _, err := kept.WriteQuads([]quad.Quad{in("late", 1)}); err == nil {
		t.Error("WriteQuads after the update: no error")
	}
	if _, err := kept.RemoveQuads([]quad.Quad{in("late", 1)}); err == nil {
		t.Error("RemoveQuads after the update: no error")
	}
	if _, err := kept.DropGraph(nil); err == nil {
		t.Error("DropGraph after the update: no error")
	}
	equal(t, "after late calls", Now(t, s), before)
	Write(t, s, in("new", 1)) // updates go on
}

func testNothingChanged(t *testing.T, open Opener) {
	s, _ := open(t)
	quads := sample(1, 300)
	Write(t, s, quads...)
	change(t, s, quads, func(calls) {})
	change(t, s, quads, func(do calls) {
		do.write(quads...)
		do.remove(1, quads[0])
		do.remove(0, in("none", 1))
		do.write(quads[0], in("none", 1))
		do.remove(1, in("none", 1))
	})
}

func testBigUpdate(t *testing.T, open Opener) {
	s, _ := open(t)
	n := Size(20_000, 100_000, 1_000_000)
	var quads []quad.Quad
	for i := range n {
		quads = append(quads, in("big", i))
	}
	Update(t, s, func(tx graph.Tx) error {
		for batch := range n / 5000 {
			calls{t, tx}.write(quads[batch*5000 : (batch+1)*5000]...)
		}
		return nil
	})
	snap := Snapshot(t, s)
	if c, err := snap.Estimate(t.Context(), graph.Pattern{}); err != nil || c.Exact && c.Count != uint64(n) {
		t.Errorf("Estimate = %v, %v; want %d", c, err, n)
	}
	if got, want := digest(Quads(t, snap)), digest(linesOf(quads)); got != want {
		t.Error("the quads of a big update are not those written")
	}
	Update(t, s, func(tx graph.Tx) error { calls{t, tx}.drop(n, quad.IRI("big")); return nil })
	if left := len(Now(t, s)); left != 0 {
		t.Errorf("%d quads left of a dropped graph", left)
	}
}
