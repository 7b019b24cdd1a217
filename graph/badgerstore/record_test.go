package badgerstore

import (
	"math/rand/v2"
	"slices"
	"testing"

	"concord/graph"
)

// FuzzRecord reads payloads: any bytes are refused or give changes that ascend, each with as many quads as the record
// says, and what is read is written back to what reads the same.
func FuzzRecord(f *testing.F) {
	records, _ := randomRecords(rand.New(rand.NewPCG(3, 3)), 6, nil)
	for _, rec := range records {
		c, err := rec.changes(graph.SPOG)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(rec.encode(rec.rows(quadsOf(c))))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		rec, err := parseRecord(payload)
		if err != nil {
			return
		}
		var first *changes
		for by := graph.SPOG; by <= graph.GOSP; by++ {
			c, err := rec.changes(by)
			if err != nil {
				return
			}
			if c.len() != rec.size() || !slices.IsSortedFunc(c.tuples, compareTuples) {
				t.Fatalf("order %v: %d quads of %d, or not sorted", by, c.len(), rec.size())
			}
			if by == graph.SPOG {
				first = c
			}
		}
		back, err := parseRecord(rec.encode(rec.rows(quadsOf(first))))
		if err != nil {
			t.Fatal(err)
		}
		again, err := back.changes(graph.SPOG)
		if err != nil || !slices.Equal(again.tuples, first.tuples) || !slices.Equal(again.net, first.net) ||
			!slices.Equal(back.ids, rec.ids) || len(back.terms) != len(rec.terms) || !slices.Equal(back.graphs, rec.graphs) {
			t.Errorf("%v is written back as %v, %v", rec, back, err)
		}
	})
}

// quadsOf returns changes in SPOG order as quads, the added ones first.
func quadsOf(c *changes) (quads []graph.Quad) {
	for _, gone := range []bool{false, true} {
		for i, t := range c.tuples {
			if c.gone(i) == gone {
				quads = append(quads, graph.SPOG.Quad(t))
			}
		}
	}
	return quads
}

// encoded returns the payload of a record that was parsed.
func encoded(t *testing.T, rec *record) []byte {
	t.Helper()
	c, err := rec.changes(graph.SPOG)
	if err != nil {
		t.Fatal(err)
	}
	return rec.encode(rec.rows(quadsOf(c)))
}

// TestRecord: what the bytes of a record say is what was put into them, and any other bytes are refused or read, never
// a panic.
func TestRecord(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	records, _ := randomRecords(r, 40, nil)
	var text []byte
	chain := none
	for _, rec := range records {
		rec.graphs = []graphChange{}
		for i, id := range rec.ids {
			if i%2 == 0 {
				rec.graphs = append(rec.graphs, graphChange{id, r.Int64() - r.Int64(), digest{r.Uint64(), r.Uint64()}})
			}
		}
		payload := encoded(t, rec)
		back, err := parseRecord(payload)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(back.ids, rec.ids) || !slices.Equal(back.graphs, rec.graphs) ||
			!slices.EqualFunc(back.terms, rec.terms, func(a, b term) bool { return a.id == b.id && string(a.form) == string(b.form) }) {
			t.Fatalf("%v, want %v", back, rec)
		}
		text, chain = appendFrame(text, chain, payload)
	}
	got, end, err := parseFrames(text, none)
	if err != nil || end != chain || len(got) != len(records) {
		t.Fatalf("%d records to %s, %v; want %d to %s", len(got), end, err, len(records), chain)
	}
	for range 2000 {
		bad := slices.Clone(text)
		bad[r.IntN(len(bad))] ^= 1 << r.IntN(8)
		if _, _, err := parseFrames(bad, none); err == nil {
			t.Fatal("a flipped bit is not seen")
		}
		payload := encoded(t, got[r.IntN(len(got))])
		payload[r.IntN(len(payload))] ^= 1 << r.IntN(8)
		_, _ = parseRecord(payload)
	}
}
