package badgerstore

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

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

// BenchmarkBuild writes a store in one update.
func BenchmarkBuild(b *testing.B) {
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

// storeEnv names a store of a benchmark beside those that are made: it is copied, so that it stays as it is. Figures
// for 10 million quads are from one that "concord load" makes.
const storeEnv = "CONCORD_BENCH_STORE"

// eachStore runs a benchmark with stores: one of 200,000 quads, and that of storeEnv.
func eachStore(b *testing.B, fn func(b *testing.B, s *Store)) {
	b.Run("200k", func(b *testing.B) { fn(b, benchStore(b, 200_000)) })
	from := os.Getenv(storeEnv)
	if from == "" {
		return
	}
	dir := filepath.Join(b.TempDir(), "concord.db")
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		b.Fatal(err)
	}
	s, err := Open(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	b.Run(filepath.Base(from), func(b *testing.B) { fn(b, s) })
}

// newText returns the quads of a text that no store has yet, beginning with the name of its graph.
func newText(number, n int) []quad.Quad {
	quads := texts(n)
	mark := func(v quad.Value) quad.Value {
		if iri, ok := v.(quad.IRI); ok && strings.Contains(string(iri), "/text") {
			return quad.IRI(strings.Replace(string(iri), "/text", fmt.Sprintf("/new%d-", number), 1))
		}
		return v
	}
	for i, q := range quads {
		quads[i] = quad.Quad{Subject: mark(q.Subject), Predicate: q.Predicate, Object: mark(q.Object), Label: mark(q.Label)}
	}
	return quads
}

// pending puts commits of 300 quads into a store's log.
func pending(b *testing.B, s *Store, commits int) {
	b.Helper()
	for i := range commits {
		graphtest.Write(b, s, newText(1_000_000+i, 300)...)
	}
}

// BenchmarkCommit commits texts that are new to a store: the median of the times.
func BenchmarkCommit(b *testing.B) {
	eachStore(b, func(b *testing.B, s *Store) {
		for _, n := range []int{300, 7000} {
			b.Run(fmt.Sprint(n), func(b *testing.B) {
				var times []time.Duration
				for i := range b.N {
					b.StopTimer()
					text := newText(n*1000+int(number.Add(1)), n)
					b.StartTimer()
					start := time.Now()
					graphtest.Write(b, s, text...)
					times = append(times, time.Since(start))
					_ = i
				}
				slices.Sort(times)
				b.ReportMetric(times[len(times)/2].Seconds()*1000, "ms-p50")
				b.ReportMetric(times[len(times)*9/10].Seconds()*1000, "ms-p90")
			})
		}
	})
}

var number atomic.Int64 // of new texts

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

// BenchmarkOpen opens a store as a query does: open, snapshot, the quads of one subject.
func BenchmarkOpen(b *testing.B) {
	eachStore(b, func(b *testing.B, s *Store) {
		for b.Loop() {
			s, err := Open(s.dir, nil)
			if err != nil {
				b.Fatal(err)
			}
			snap, err := s.Snapshot(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			c := snap.Scan(b.Context(), graph.Pattern{}, graph.SPOG)
			if !c.Next() {
				b.Fatal(c.Err())
			}
			if _, err := snap.Resolve(b.Context(), []graph.ID{c.Quad().S, c.Quad().O}); err != nil {
				b.Fatal(err)
			}
			if err := errors.Join(c.Close(), snap.Close(), s.Close()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/open")
	})
}

// BenchmarkScan reads all quads in one order, as they are sealed and with 1,000 commits in the log.
func BenchmarkScan(b *testing.B) {
	eachStore(b, func(b *testing.B, s *Store) {
		b.Run("sealed", func(b *testing.B) { scanAll(b, s) })
		pending(b, s, 1000)
		b.Run("pending", func(b *testing.B) { scanAll(b, s) })
	})
}

func scanAll(b *testing.B, s *Store) {
	snap := graphtest.Snapshot(b, s)
	n, err := snap.Estimate(b.Context(), graph.Pattern{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		seen, sum := uint64(0), graph.ID(0)
		c := snap.Scan(b.Context(), graph.Pattern{}, graph.SPOG)
		for c.Next() {
			q := c.Quad()
			sum += q.S + q.P + q.O + q.G
			seen++
		}
		if err := c.Close(); err != nil || seen != n.Count || sum == 0 {
			b.Fatal(seen, err)
		}
	}
	perSecond(b, int(n.Count), "quads")
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
