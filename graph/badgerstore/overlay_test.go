package badgerstore

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"concord/graph"
)

// randomRecords returns records that follow each other, and the quads that hold after each of them: each adds quads
// that are not there and removes some that are. At first base is there.
func randomRecords(r *rand.Rand, n int, base map[graph.Quad]bool) (records []*record, states []map[graph.Quad]bool) {
	now := map[graph.Quad]bool{}
	for q := range base {
		now[q] = true
	}
	for range n {
		var added, removed []graph.Quad
		seen := map[graph.Quad]bool{}
		for range r.IntN(60) {
			q := randomTuple(r)
			if seen[q] {
				continue
			}
			seen[q] = true
			if now[q] {
				removed = append(removed, q)
				delete(now, q)
			} else {
				added = append(added, q)
				now[q] = true
			}
		}
		records = append(records, recordOf(added, removed))
		copied := map[graph.Quad]bool{}
		for q := range now {
			copied[q] = true
		}
		states = append(states, copied)
	}
	return records, states
}

func randomTuple(r *rand.Rand) graph.Quad {
	id := func(n int) graph.ID { return graph.ID(1 + r.IntN(n)<<40) }
	return graph.Quad{S: id(20), P: id(4), O: id(30), G: id(3)}
}

// recordOf returns the record of a commit, through its bytes.
func recordOf(added, removed []graph.Quad) *record {
	rec := &record{added: uint64(len(added)), removed: uint64(len(removed))}
	all := append(slices.Clone(added), removed...)
	for _, q := range all {
		rec.ids = append(rec.ids, q.S, q.P, q.O, q.G)
	}
	slices.Sort(rec.ids)
	rec.ids = slices.Compact(rec.ids)
	for i, id := range rec.ids {
		if i%3 == 0 {
			rec.terms = append(rec.terms, term{id, fmt.Appendf(nil, "<%016x>", uint64(id))})
		}
	}
	back, err := parseRecord(rec.encode(rec.rows(all)))
	if err != nil {
		panic(err)
	}
	return back
}

// TestOverlay sums up records and compares counts and walks of every order and of ranges with the states.
func TestOverlay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for range 20 {
		base := map[graph.Quad]bool{}
		for range 100 {
			base[randomTuple(r)] = true
		}
		records, states := randomRecords(r, 1+r.IntN(30), base)
		o := &overlay{}
		for i, rec := range records {
			var err error
			if o, err = o.with(rec); err != nil {
				t.Fatal(err)
			}
			if i%3 == 0 || i == len(records)-1 {
				sameOverlay(t, r, o, base, states[i])
			}
		}
		if len(o.tiers) > 12 {
			t.Errorf("%d tiers of %d records", len(o.tiers), len(records))
		}
	}
}

func sameOverlay(t *testing.T, r *rand.Rand, o *overlay, base, state map[graph.Quad]bool) {
	t.Helper()
	by := graph.Order(1 + r.IntN(orders))
	n := r.IntN(3)
	first := tuple(by.Key(randomTuple(r)))
	for i := n; i < 4; i++ {
		first[i] = graph.Any
	}
	type item struct {
		tuple
		gone bool
	}
	var want, got []item
	sum := int64(0)
	keep := func(q graph.Quad, gone bool) {
		if k := tuple(by.Key(q)); slices.Equal(k[:n], first[:n]) {
			want = append(want, item{k, gone})
			if sum++; gone {
				sum -= 2
			}
		}
	}
	for q := range state {
		if !base[q] {
			keep(q, false)
		}
	}
	for q := range base {
		if !state[q] {
			keep(q, true)
		}
	}
	slices.SortFunc(want, func(a, b item) int { return compareTuples(a.tuple, b.tuple) })
	m, err := o.walk(by, first, n)
	if err != nil {
		t.Fatal(err)
	}
	for ; m.ok; m.next() {
		got = append(got, item{m.tuple, m.gone})
	}
	if !slices.Equal(got, want) {
		t.Fatalf("order %v, range %v: %v, want %v", by, first[:n], got, want)
	}
	if c, err := o.count(by, first, n); err != nil || c != sum {
		t.Errorf("count in order %v of %v = %d, %v; want %d", by, first[:n], c, err, sum)
	}
	m, _ = o.walk(by, first, n)
	for at := 0; at < len(want); at += r.IntN(4) {
		to := want[at].tuple
		to[r.IntN(4)] -= graph.ID(r.IntN(2))
		m.seek(to)
		i, _ := slices.BinarySearchFunc(want, to, func(i item, t tuple) int { return cmp.Compare(compareTuples(i.tuple, t), 0) })
		if i = max(i, 0); !m.ok || compareTuples(m.tuple, want[i].tuple) < 0 {
			t.Fatalf("seek(%v) is at %v, want %v", to, m.tuple, want[i])
		}
	}
}
