package loaders

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"concord/graph/graphtest"
	"concord/loaders/source"
)

// corpus returns the two texts of docs/dushanbe and, spread over the folders of the corpus, as many others as the
// size of the test allows.
func corpus(b *testing.B) (texts []*source.Text, size int) {
	b.Helper()
	var files []string
	root := graphtest.Shared(b, "corpus")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(path); err == nil && !d.IsDir() && (ext == ".txt" || ext == ".md") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	texts = dushanbe(b)
	for i, step := 0, max(1, len(files)/graphtest.Size(100, 384, len(files))); i < len(files); i += step {
		data, err := os.ReadFile(files[i])
		if err != nil {
			b.Fatal(err)
		}
		name, err := filepath.Rel(root, files[i])
		if err != nil {
			b.Fatal(err)
		}
		name = source.VersionName(strings.ReplaceAll(name, string(filepath.Separator), "_"))
		if t, err := source.Decode(name, filepath.Base(files[i]), data, nil); err == nil {
			texts = append(texts, t)
		}
	}
	for _, t := range texts {
		size += len(t.Content)
	}
	return texts, size
}

// BenchmarkRead reads texts up to their assertions: on one processor, on all, and beside it the same bytes as
// plain text, checked to be UTF-8 and parted into words. Build reads them and derives the graphs of all.
func BenchmarkRead(b *testing.B) {
	texts, size := corpus(b)
	measure := func(name string, do func() error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				if err := do(); err != nil {
					b.Fatal(err)
				}
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(b.N*size/1000), "allocs/KB")
		})
	}
	ctx := context.Background()
	read := func(i int) error {
		_, err := Read(texts[i], nil)
		return err
	}
	words := make([]int, len(texts))
	plain := func(i int) error {
		data := []byte(texts[i].Content)
		words[i] = 0
		if utf8.Valid(data) {
			for range bytes.FieldsSeq(data) {
				words[i]++
			}
		}
		return nil
	}
	measure("one", func() error { return parallel(ctx, len(texts), 1, read) })
	measure("all", func() error { return parallel(ctx, len(texts), (*Options)(nil).workers(), read) })
	measure("plain", func() error { return parallel(ctx, len(texts), 1, plain) })
	measure("build", func() error {
		r, err := Build(ctx, texts, nil)
		if err == nil {
			for range r.Graphs() {
				continue // made and thrown away, as a writer would
			}
		}
		return err
	})
}
