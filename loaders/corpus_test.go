package loaders

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph/graphtest"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/source"
)

// corpusTexts returns texts of the shared corpus, n of them spread over all, with the folder of each by name.
func corpusTexts(t testing.TB, n int) (texts []*source.Text, folderOf map[string]string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "corpus"), "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	files = slices.DeleteFunc(files, func(f string) bool { return !source.Reads(f) })
	folderOf = map[string]string{}
	for i := range min(n, len(files)) {
		file := files[i*len(files)/min(n, len(files))]
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, err := source.Decode(source.VersionName(file), file, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
		folderOf[text.Name] = filepath.Base(filepath.Dir(file))
	}
	return texts, folderOf
}

// tally is what the readings of a folder come to.
type tally struct {
	texts, words, content, understood, undertaken int
	assertions, unstructured, unknown             int
	evidence                                      []int // lengths in code points
}

// TestCorpus reads the resolutions and declarations of the shared corpus. Every reading keeps its promises, and
// evidence is the words in question, no paragraphs. With -v it prints a table by folder.
func TestCorpus(t *testing.T) {
	texts, folderOf := corpusTexts(t, graphtest.Size(50, 2000, 2000))
	byFolder := map[string]*tally{}
	for _, f := range folderOf {
		byFolder[f] = &tally{}
	}
	readings := make([]*Reading, len(texts))
	err := parallel(context.Background(), len(texts), (*Options)(nil).workers(), func(i int) (err error) {
		if readings[i], err = readChecked(texts[i]); err != nil {
			err = fmt.Errorf("%s: %w", texts[i].Name, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := &tally{}
	for _, r := range readings {
		byFolder[folderOf[r.Text.Name]].add(t, r)
	}
	for _, s := range byFolder {
		all.merge(s)
	}
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "folder\ttexts\twords\tassertions per 1,000\tunderstood\tin undertakings only\tunknown names\tno operative part\tmedian evidence\t")
	for _, f := range slices.Sorted(maps.Keys(byFolder)) {
		byFolder[f].write(w, f)
	}
	all.write(w, "all")
	w.Flush()
	t.Logf("\n%s", table.String())
	if m := median(all.evidence); m > 120 {
		t.Errorf("half of the evidence is longer than %d code points, want at most 120", m)
	}
	for _, f := range []string{"unga", "unsc"} {
		if s := byFolder[f]; s.unstructured*50 > s.texts {
			t.Errorf("%s: %d of %d texts have no operative paragraph, want at most 2%%", f, s.unstructured, s.texts)
		}
	}
	compareVersions(t, readings)
}

// readChecked reads a text and returns what is wrong with the reading.
func readChecked(text *source.Text) (r *Reading, err error) {
	defer panicked(&err)
	if r, err = Read(text, nil); err != nil {
		return nil, err
	}
	return r, checkReading(r)
}

// compareVersions compares the versions of one work among readings: every difference lies in its blocks.
func compareVersions(t *testing.T, readings []*Reading) {
	comparisons, err := compareAll(context.Background(), readings, nil)
	if err != nil {
		t.Fatal(err)
	}
	pairs, differences := 0, 0
	for _, c := range comparisons {
		if err := checkComparison(c); err != nil {
			t.Error(err)
		}
		pairs += len(c.Pairs)
		for _, p := range c.Pairs {
			differences += len(p.Differences)
		}
	}
	t.Logf("%d versions of one work compared: %d pairs of blocks with %d differences", len(comparisons), pairs, differences)
}

// add counts a reading.
func (s *tally) add(t *testing.T, r *Reading) {
	l := r.Report.Ledger
	s.texts++
	s.content, s.understood, s.undertaken = s.content+l.Words, s.understood+l.Understood, s.undertaken+l.Undertaken
	s.unknown += len(r.Report.Unresolved)
	s.assertions += len(r.Assertions)
	if r.Report.Blocks[document.Operative.String()] == 0 {
		s.unstructured++
	}
	paragraph := map[quad.IRI]source.Span{} // the words of long paragraphs
	for i, b := range r.Document.Blocks {
		if body(b.Class) {
			s.words += len(strings.Fields(b.View.Text))
		}
		words := source.Span{End: len(strings.TrimRight(b.View.Text, " .,;:"))}
		if (b.Class == document.Preambular || b.Class == document.Operative) && utf8.RuneCountInString(b.View.Text) > 120 {
			paragraph[r.paragraph(vocab.DefaultBase, i)] = r.source(i, words)
		}
	}
	undertaking := map[quad.Value]bool{}
	for _, u := range r.Undertakings {
		undertaking[vocab.DefaultBase.IRI(u.Key)] = true
	}
	for _, a := range r.Assertions {
		for _, e := range a.Spans {
			s.evidence = append(s.evidence, e.CEnd-e.CStart)
			words, long := paragraph[e.Paragraph]
			// An undertaking may be a whole paragraph, an item of a list, and so may what a performative acts on.
			if long && (source.Span{Start: e.Start, End: e.End}).Contains(words) && !undertaking[a.Object] && a.Rule != "performative" {
				t.Errorf("%s: %s %s %s rests on a whole paragraph: %q", r.Text.Name, a.Subject, a.Predicate, a.Object, e.Quote)
			}
		}
	}
}

// merge adds what another tally counted.
func (s *tally) merge(o *tally) {
	s.texts, s.words, s.content = s.texts+o.texts, s.words+o.words, s.content+o.content
	s.understood, s.undertaken = s.understood+o.understood, s.undertaken+o.undertaken
	s.assertions, s.unstructured, s.unknown = s.assertions+o.assertions, s.unstructured+o.unstructured, s.unknown+o.unknown
	s.evidence = append(s.evidence, o.evidence...)
}

// write adds a line to the table.
func (s *tally) write(w *tabwriter.Writer, name string) {
	percent := func(n, of int) string { return fmt.Sprintf("%.1f%%", 100*float64(n)/float64(max(of, 1))) }
	fmt.Fprintf(w, "%s\t%d\t%d\t%.1f\t%s\t%s\t%d\t%d\t%d\t\n", name, s.texts, s.words, 1000*float64(s.assertions)/float64(max(s.words, 1)),
		percent(s.understood, s.content), percent(s.undertaken, s.content), s.unknown, s.unstructured, median(s.evidence))
}

// median returns the middle one of numbers, which it sorts, of none 0.
func median(n []int) int {
	slices.Sort(n)
	if len(n) == 0 {
		return 0
	}
	return n[len(n)/2]
}
