package badgerstore

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// texts returns quads shaped like the statements of a text and their evidence: few predicates, many nodes that
// occur in few quads, quotes, and two graphs for each text of about 7,000 quads.
func texts(n int) []quad.Quad {
	const base = "https://concord.example/id/"
	iri := func(format string, args ...any) quad.IRI { return quad.IRI(base + fmt.Sprintf(format, args...)) }
	quads := make([]quad.Quad, 0, n)
	for i := 0; len(quads) < n; i++ {
		text := i * 8 / 7000
		node := iri("stmt/text%d/%08x", text, uint32(i)*2654435761)
		g := iri("graph/text%d/evidence", text)
		add := func(p string, o quad.Value) {
			quads = append(quads, quad.Quad{Subject: node, Predicate: quad.IRI("https://concord.example/ns#" + p), Object: o, Label: g})
		}
		cited := iri("res/a-res-%d-%d", 40+i%37, i%290)
		add("subject", iri("commit/text%d/O%d", text, i%120))
		add("predicate", quad.IRI(fmt.Sprintf("https://concord.example/ns#p%d", i%29)))
		add("object", cited)
		add("inParagraph", iri("para/text%d/O%d", text, i%120))
		add("start", quad.TypedString{Value: quad.String(fmt.Sprint(i * 31)), Type: "http://www.w3.org/2001/XMLSchema#integer"})
		add("end", quad.TypedString{Value: quad.String(fmt.Sprint(i*31 + 60)), Type: "http://www.w3.org/2001/XMLSchema#integer"})
		add("quote", quad.LangString{Value: quad.String(fmt.Sprintf("recalling its resolution %d/%d of %d December", 40+i%37, i%290, i%31)), Lang: "en"})
		quads = append(quads, quad.Quad{Subject: iri("commit/text%d/O%d", text, i%120), Predicate: quad.IRI("https://concord.example/ns#recalls"), Object: cited, Label: iri("graph/text%d", text)})
	}
	return quads[:n]
}

func benchStore(b *testing.B, n int) *Store {
	b.Helper()
	s, err := Open(filepath.Join(b.TempDir(), "concord.db"), &Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	graphtest.Write(b, s, texts(n)...)
	return s
}

func perSecond(b *testing.B, n int, unit string) {
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), unit+"/s")
}

func BenchmarkCommit(b *testing.B) {
	for _, n := range []int{300, 14_000, 200_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			quads := texts(n)
			dir := b.TempDir()
			var size int64
			for i := range b.N {
				s, err := Open(filepath.Join(dir, fmt.Sprint(i)), &Options{Create: true})
				if err != nil {
					b.Fatal(err)
				}
				graphtest.Write(b, s, quads...)
				g, err := s.acquire()
				if err != nil {
					b.Fatal(err)
				}
				size = g.gen.size
				_ = g.release()
				if err := s.Close(); err != nil {
					b.Fatal(err)
				}
			}
			perSecond(b, n, "quads")
			b.ReportMetric(float64(size)/float64(n), "B/quad")
		})
	}
}

// BenchmarkReplace drops and writes one text of a store of many, as building a changed text does.
func BenchmarkReplace(b *testing.B) {
	s := benchStore(b, 200_000)
	text := texts(7000)
	b.ResetTimer()
	for i := range b.N {
		text[0].Object = quad.String(fmt.Sprint(i))
		graphtest.Update(b, s, func(tx graph.Tx) error {
			if _, err := tx.DropGraph(text[0].Label); err != nil {
				return err
			}
			_, err := tx.WriteQuads(text)
			return err
		})
	}
	perSecond(b, 1, "texts")
}

// BenchmarkOpen opens a store of two texts as a query does: open, snapshot, one scan.
func BenchmarkOpen(b *testing.B) {
	s := benchStore(b, 14_000)
	b.ResetTimer()
	for range b.N {
		s, err := Open(s.dir, nil)
		if err != nil {
			b.Fatal(err)
		}
		if n := len(graphtest.Now(b, s)); n != 14_000 {
			b.Fatal(n)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/open")
}

func BenchmarkScan(b *testing.B) {
	const n = 200_000
	snap := graphtest.Snapshot(b, benchStore(b, n))
	b.ResetTimer()
	for range b.N {
		seen := 0
		c := snap.Scan(b.Context(), graph.Pattern{}, graph.GPOS)
		for c.Next() {
			seen++
		}
		if err := c.Close(); err != nil || seen != n {
			b.Fatal(seen, err)
		}
	}
	perSecond(b, n, "quads")
}

// BenchmarkPoint scans the quads of one subject.
func BenchmarkPoint(b *testing.B) {
	snap := graphtest.Snapshot(b, benchStore(b, 200_000))
	ids, err := snap.Lookup(b.Context(), []quad.Value{texts(100_000)[99_999].Subject})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for i := range b.N {
		c := snap.Scan(b.Context(), graph.Pattern{S: ids[0] - graph.ID(i%1000)}, graph.SPOG)
		for c.Next() {
		}
		if err := c.Close(); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, 1, "scans")
}

func BenchmarkLookup(b *testing.B) { benchDictionary(b, true) }

func BenchmarkResolve(b *testing.B) { benchDictionary(b, false) }

// benchDictionary asks for the terms of 1,000 quads spread over a store at once.
func benchDictionary(b *testing.B, lookup bool) {
	snap := graphtest.Snapshot(b, benchStore(b, 200_000))
	var terms []quad.Value
	for i, q := range texts(200_000) {
		if i%200 == 0 {
			terms = append(terms, q.Subject, q.Predicate, q.Object, q.Label)
		}
	}
	ids, err := snap.Lookup(b.Context(), terms)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if lookup {
			_, err = snap.Lookup(b.Context(), terms)
		} else {
			_, err = snap.Resolve(b.Context(), ids)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, len(terms), "terms")
}
