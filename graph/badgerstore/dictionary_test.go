package badgerstore

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"concord/graph/graphtest"
)

// TestLocate looks for all terms of a generation and for forms between, before and behind them, also where hundreds of
// terms are alike for longer than separators and heads of blocks are.
func TestLocate(t *testing.T) {
	seg, r := newSegment(), rand.New(rand.NewPCG(5, 5))
	alike := strings.Repeat("whereas ", 200)
	var forms [][]byte
	for i := range graphtest.Size(400, 2000, 2000) {
		forms = append(forms,
			fmt.Appendf(nil, "<https://un.example/res/%d>", r.IntN(1<<20)),
			fmt.Appendf(nil, `"%d"`, i*i),
			fmt.Appendf(nil, `"%s%d"@en`, alike, r.IntN(1<<20)),
			fmt.Appendf(nil, `"%s%d"`, alike[:900+r.IntN(200)], i))
	}
	slices.SortFunc(forms, bytes.Compare)
	forms = slices.CompactFunc(forms, bytes.Equal)
	for _, i := range r.Perm(len(forms)) {
		n, err := seg.term(forms[i])
		if err != nil {
			t.Fatal(err)
		}
		seg.add(row{n, n, n, 0})
	}
	s, _ := generationOf(t, scratch(t), 1, seg.sort())

	asked := [][]byte{[]byte("!"), []byte("~")}
	for _, f := range forms {
		asked = append(asked, f, f[:len(f)-1], append(bytes.Clone(f), 'x'), append(bytes.Clone(f[:len(f)/2]), '~'))
	}
	slices.SortFunc(asked, bytes.Compare)
	places := make([]place, len(asked))
	if err := s.gen.locate(t.Context(), asked, places); err != nil {
		t.Fatal(err)
	}
	for i, f := range asked {
		at, found := sort.Find(len(forms), func(j int) int { return bytes.Compare(f, forms[j]) })
		if want := (place{uint64(at), found}); places[i] != want {
			t.Errorf("%.60q of %d bytes is at %+v, want %+v", f, len(f), places[i], want)
		}
	}
}

// TestSeparator checks what is promised of separators.
func TestSeparator(t *testing.T) {
	for _, c := range []struct{ last, first, want string }{
		{"<a>", "<b>", "<b"},
		{"<a>", "<ab>", "<ab"},
		{`"a"`, `"a"@en`, `"a"@`},
		{strings.Repeat("a", maxSeparator-1) + "b", strings.Repeat("a", maxSeparator-1) + "c", strings.Repeat("a", maxSeparator-1) + "c"},
		{strings.Repeat("a", maxSeparator) + "b", strings.Repeat("a", maxSeparator) + "c", ""},
	} {
		if got := string(separator([]byte(c.last), []byte(c.first))); got != c.want {
			t.Errorf("separator(%.20q, %.20q) = %.20q, want %.20q", c.last, c.first, got, c.want)
		}
	}
}

// TestSortTerms compares with sorting by bytes.
func TestSortTerms(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	seg := newSegment()
	for range 5000 {
		form := []byte("<" + strings.Repeat("https://un.example/", r.IntN(3)))
		for range r.IntN(12) {
			form = append(form, "ab\u0301/"[r.IntN(5)])
		}
		if _, err := seg.term(form); err != nil {
			t.Fatal(err)
		}
	}
	numbers, ids := seg.sortTerms()
	if len(ids) != 1 || len(numbers) != len(seg.ends) {
		t.Fatalf("%d terms, %d of them inlined", len(numbers), len(ids))
	}
	for i := 2; i < len(numbers); i++ {
		if a, b := seg.form(numbers[i-1]), seg.form(numbers[i]); bytes.Compare(a, b) >= 0 {
			t.Fatalf("%q stands before %q", a, b)
		}
	}
}

// BenchmarkForms appends the forms of terms in a row and at random, as exports do.
func BenchmarkForms(b *testing.B) {
	g, release := loadedGeneration(b)
	defer release()
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name string
		rank func(i uint64) uint64
	}{
		{"row", func(i uint64) uint64 { return i % g.terms }},
		{"random", func(uint64) uint64 { return r.Uint64N(g.terms) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var form []byte
			var err error
			i := uint64(0)
			for b.Loop() {
				if form, err = g.appendForm(form[:0], c.rank(i)); err != nil {
					b.Fatal(err)
				}
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "terms/s")
		})
	}
}

// BenchmarkLocate finds a thousand new terms of one resolution, and a thousand that are spread over the dictionary.
func BenchmarkLocate(b *testing.B) {
	g, release := loadedGeneration(b)
	defer release()
	var together, spread [][]byte
	for i := range uint64(1000) {
		together = append(together, fmt.Appendf(nil, "<https://un.example/res/99999/p/%06d>", i))
		form, err := g.appendForm(nil, i*(g.terms/1000))
		if err != nil {
			b.Fatal(err)
		}
		spread = append(spread, form)
	}
	places := make([]place, 1000)
	for _, c := range []struct {
		name  string
		forms [][]byte
	}{{"together", together}, {"spread", spread}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := g.locate(b.Context(), c.forms, places); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*len(c.forms))/b.Elapsed().Seconds(), "terms/s")
		})
	}
}

// loadedGeneration returns the generation of a corpus that was loaded.
func loadedGeneration(b *testing.B) (g *generation, release func()) {
	b.Helper()
	s, err := Open(filepath.Join(b.TempDir(), "concord.db"), &Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	if err := loadBytes(b.Context(), s, corpus(graphtest.Size(200_000, 1_000_000, 10_000_000))); err != nil {
		b.Fatal(err)
	}
	return s.latest.gen, func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	}
}
