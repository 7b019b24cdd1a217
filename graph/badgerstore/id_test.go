package badgerstore

import (
	"math/rand/v2"
	"testing"

	"concord/graph"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

func TestInlineID(t *testing.T) {
	for _, tt := range []struct {
		form string
		want bool
	}{
		{`"0"^^<` + xsd + `integer>`, true},
		{`"7"^^<` + xsd + `integer>`, true},
		{`"-7"^^<` + xsd + `integer>`, true},
		{`"144115188075855871"^^<` + xsd + `integer>`, true},
		{`"-144115188075855871"^^<` + xsd + `integer>`, true},
		{`"144115188075855872"^^<` + xsd + `integer>`, false},
		{`"-144115188075855872"^^<` + xsd + `integer>`, false},
		{`"9999999999999999999"^^<` + xsd + `integer>`, false},
		{`"99999999999999999999999999"^^<` + xsd + `integer>`, false},
		{`"007"^^<` + xsd + `integer>`, false},
		{`"-0"^^<` + xsd + `integer>`, false},
		{`"00"^^<` + xsd + `integer>`, false},
		{`"+7"^^<` + xsd + `integer>`, false},
		{`"-"^^<` + xsd + `integer>`, false},
		{`""^^<` + xsd + `integer>`, false},
		{`" 7"^^<` + xsd + `integer>`, false},
		{`"7"^^<` + xsd + `int>`, false},
		{`"7"`, false},
		{`"7"@en`, false},
		{`<7>`, false},
		{`"true"^^<` + xsd + `boolean>`, true},
		{`"false"^^<` + xsd + `boolean>`, true},
		{`"1"^^<` + xsd + `boolean>`, false},
		{`"True"^^<` + xsd + `boolean>`, false},
		{`"2018-05-04"^^<` + xsd + `date>`, true},
		{`"0001-01-01"^^<` + xsd + `date>`, true},
		{`"9999-12-31"^^<` + xsd + `date>`, true},
		{`"2000-02-29"^^<` + xsd + `date>`, true},
		{`"1900-02-29"^^<` + xsd + `date>`, false},
		{`"0000-01-01"^^<` + xsd + `date>`, false},
		{`"2018-13-01"^^<` + xsd + `date>`, false},
		{`"2018-00-01"^^<` + xsd + `date>`, false},
		{`"2018-04-31"^^<` + xsd + `date>`, false},
		{`"2018-05-04Z"^^<` + xsd + `date>`, false},
		{`"18-5-4"^^<` + xsd + `date>`, false},
		{`"2018"^^<` + xsd + `gYear>`, true},
		{`"0000"^^<` + xsd + `gYear>`, true},
		{`"18"^^<` + xsd + `gYear>`, false},
		{`"-018"^^<` + xsd + `gYear>`, false},
		{`_:b`, false},
	} {
		id, ok := inlineID([]byte(tt.form))
		if ok != tt.want {
			t.Errorf("inlineID(%s) = %x, %v", tt.form, id, ok)
		}
		if !ok {
			continue
		}
		if back, ok := appendInline(nil, id); !ok || string(back) != tt.form {
			t.Errorf("appendInline(inlineID(%s)) = %s, %v", tt.form, back, ok)
		}
		if n := newNumbering(9); n.idOf(n.code(id)) != id {
			t.Errorf("code of %s: %x becomes %x", tt.form, id, n.idOf(n.code(id)))
		}
	}
}

func TestInlinedDatesAscend(t *testing.T) {
	last := graph.ID(0)
	for days := range daysBefore(10000, 1) {
		id := graph.ID(inlineDate<<payloadBits) | graph.ID(days+inlineBias)
		form, ok := appendInline(nil, id)
		back, ok2 := inlineID(form)
		if !ok || !ok2 || back != id || id <= last {
			t.Fatalf("day %d is %s, which is %x, not %x", days, form, back, id)
		}
		last = id
	}
}

func TestNumbering(t *testing.T) {
	for _, terms := range []uint64{0, 1, 2, 3, 1000, 10_000_000, 1 << 40} {
		n := newNumbering(terms)
		for _, rank := range []uint64{0, 1, terms / 2, terms - 2, terms - 1} {
			if rank >= terms {
				continue
			}
			id := n.id(iri, rank)
			if got, ok := n.rank(id); got != rank || !ok {
				t.Errorf("%d terms: rank(%x) = %d, %v, want %d", terms, id, got, ok, rank)
			}
			if got := n.idOf(n.code(id)); got != id {
				t.Errorf("%d terms: %x becomes %x", terms, id, got)
			}
		}
	}
	n := newNumbering(9)
	if got := n.idOf(n.code(graph.DefaultGraph)); got != graph.DefaultGraph {
		t.Errorf("the default graph becomes %x", got)
	}
}

func TestBetween(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	n := newNumbering(10_000_000)
	for range 1000 {
		lo, hi, k := n.id(iri, r.Uint64N(1000)), n.id(iri, 1000+r.Uint64N(2)), iri
		switch r.IntN(5) {
		case 0:
			lo, hi, k = graph.Any, graph.Unknown, kind(1+r.IntN(3))
		case 1:
			lo = n.id(literal, 3)
		case 2:
			hi = n.id(blank, 1_000_000)
		}
		for range 60 {
			count := 1 + r.IntN(100)
			ids, ok := n.between(nil, k, lo, hi, count, side(r.IntN(3)))
			if !ok {
				break
			}
			last := lo
			for _, id := range ids {
				if _, base := n.rank(id); id <= last || id >= hi || id>>kindBits != graph.ID(k) || base {
					t.Fatalf("between(%x, %x): %x after %x", lo, hi, id, last)
				}
				last = id
			}
			if at := r.IntN(len(ids)); r.IntN(2) == 0 {
				lo = ids[at]
			} else {
				hi = ids[at]
			}
		}
	}
}

func TestBetweenTakesSequences(t *testing.T) {
	n := newNumbering(10_000_000)
	for _, ascending := range []bool{true, false} {
		lo, hi := n.id(iri, 5), n.id(iri, 6)
		commits, near := 0, high
		if ascending {
			near = low
		}
		for ; ; commits++ {
			ids, ok := n.between(nil, iri, lo, hi, 10, near)
			if !ok {
				break
			}
			if ascending {
				lo = ids[9]
			} else {
				hi = ids[0]
			}
		}
		if commits < 1000 {
			t.Errorf("ascending %v: gap exhausted after %d commits of 10 terms", ascending, commits)
		}
	}
}
