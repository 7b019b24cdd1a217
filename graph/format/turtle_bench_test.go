package format

import (
	"bytes"
	"io"
	"testing"

	"github.com/cayleygraph/quad"
)

// asTriG is N-Quads written as TriG.
func asTriG(b *testing.B, data []byte) []byte {
	b.Helper()
	quads, err := quad.ReadAll(NewNQuadsReader(bytes.NewReader(data), nil))
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	w := NewTriGWriter(&out, nil)
	if _, err := w.WriteQuads(quads); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func BenchmarkReadTriG(b *testing.B) {
	open := func(r io.Reader) quad.Reader { return NewTriGReader(r, nil) }
	b.Run("evidence-50k", func(b *testing.B) {
		data := evidenceLines(50_000)
		b.Run("TriG", func(b *testing.B) { benchmarkRead(b, asTriG(b, data), open) })
		b.Run("N-Quads", func(b *testing.B) {
			benchmarkRead(b, data, func(r io.Reader) quad.Reader { return NewNQuadsReader(r, nil) })
		})
	})
	b.Run("movies-8MB", func(b *testing.B) {
		data := movieLines(b)
		b.Run("TriG", func(b *testing.B) { benchmarkRead(b, asTriG(b, data), open) })
		b.Run("N-Triples in TriG", func(b *testing.B) {
			benchmarkRead(b, data, func(r io.Reader) quad.Reader { return NewTriGReader(r, nil) })
		})
	})
}

func BenchmarkWriteTriG(b *testing.B) {
	data := evidenceLines(50_000)
	quads, err := quad.ReadAll(NewNQuadsReader(bytes.NewReader(data), nil))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(asTriG(b, data))))
	b.ReportAllocs()
	for b.Loop() {
		w := NewTriGWriter(io.Discard, nil)
		if _, err := w.WriteQuads(quads); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(quads))*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}
