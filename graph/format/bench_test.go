package format

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"concord/graph/graphtest"
)

// evidenceLines is n quads shaped like those of a version's evidence graph: a node per statement, with
// integers, quotes and IRIs that come back.
func evidenceLines(n int) []byte {
	const base, ns = "https://concord.example/id/", "https://concord.example/ns#"
	var out bytes.Buffer
	w := NewNQuadsWriter(&out)
	for i := 0; i < n; i += 5 {
		s := quad.IRI(fmt.Sprintf("%sstmt/un/%016x", base, uint64(i)*0x9E3779B97F4A7C15))
		g := quad.IRI(base + "graph/un/evidence")
		for _, po := range []struct {
			p string
			o quad.Value
		}{
			{"http://www.w3.org/1999/02/22-rdf-syntax-ns#subject", quad.IRI(fmt.Sprintf("%spara/un/O%d", base, i/200))},
			{"http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate", quad.IRI(ns + "cites")},
			{ns + "start", quad.TypedString{Value: quad.String(fmt.Sprint(i * 7)), Type: xsdInteger}},
			{ns + "basis", quad.String("explicit")},
			{ns + "quote", quad.String(fmt.Sprintf("resolution %d (2001), “Threats to peace\nand security”", i))},
		} {
			if err := w.WriteQuad(quad.Quad{Subject: s, Predicate: quad.IRI(po.p), Object: po.o, Label: g}); err != nil {
				panic(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// movieLines is a public file of 30,000 movies: short IRIs, many different literals. Its IRIs are relative,
// so they are given a scheme.
func movieLines(b *testing.B) []byte {
	file, err := os.Open(graphtest.Shared(b, "bench", "30kmoviedata.nq.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	data, err := io.ReadAll(io.LimitReader(z, 8<<20))
	if err != nil {
		b.Fatal(err)
	}
	return bytes.ReplaceAll(data[:bytes.LastIndexByte(data, '\n')+1], []byte("</"), []byte("<m:/"))
}

// BenchmarkScan cuts and scans lines that are in memory.
func BenchmarkScan(b *testing.B) {
	for _, in := range []struct {
		name string
		data func(*testing.B) []byte
	}{
		{"evidence-50k", func(*testing.B) []byte { return evidenceLines(50_000) }},
		{"movies-8MB", movieLines},
	} {
		b.Run(in.name, func(b *testing.B) {
			data := in.data(b)
			s := NewNQuadsScanner(nil)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				l := lines{buf: data, end: len(data), err: io.EOF, max: len(data)}
				for line, err := l.next(); err == nil; line, err = l.next() {
					st, err := s.Scan(line, l.number)
					if err != nil {
						b.Fatal(err)
					}
					if st.Subject != nil {
						n++
					}
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, in := range []struct {
		name string
		data func(*testing.B) []byte
	}{
		{"evidence-50k", func(*testing.B) []byte { return evidenceLines(50_000) }},
		{"movies-8MB", movieLines},
	} {
		b.Run(in.name, func(b *testing.B) {
			data := in.data(b)
			b.Run("concord", func(b *testing.B) {
				benchmarkRead(b, data, func(r io.Reader) quad.Reader { return NewNQuadsReader(r, nil) })
			})
			b.Run("cayley", func(b *testing.B) {
				benchmarkRead(b, data, func(r io.Reader) quad.Reader { return nquads.NewReader(r, false) })
			})
		})
	}
}

func benchmarkRead(b *testing.B, data []byte, open func(io.Reader) quad.Reader) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		r := open(bytes.NewReader(data))
		for n = 0; ; n++ {
			if _, err := r.ReadQuad(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatalf("line %d: %v", n+1, err)
			}
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}

func BenchmarkWrite(b *testing.B) {
	data := evidenceLines(50_000)
	quads, err := quad.ReadAll(NewNQuadsReader(bytes.NewReader(data), nil))
	if err != nil {
		b.Fatal(err)
	}
	for _, writer := range []struct {
		name string
		open func() quad.WriteCloser
	}{
		{"concord", func() quad.WriteCloser { return NewNQuadsWriter(io.Discard) }},
		{"cayley", func() quad.WriteCloser { return nquads.NewWriter(io.Discard) }},
	} {
		b.Run("evidence-50k/"+writer.name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				w := writer.open()
				if _, err := w.WriteQuads(quads); err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(quads))*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}
