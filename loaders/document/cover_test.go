package document

import (
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"concord/graph/graphtest"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// parseBytes reads a text as the file name says.
func parseBytes(t testing.TB, fileName string, data []byte) *Document {
	t.Helper()
	text, err := source.Decode("v", fileName, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Parse(text, lexicon.English())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checkCover tests what every document holds: each visible byte lies in exactly one block, ids are unique,
// views map into their blocks, performatives lie in views.
func checkCover(t testing.TB, d *Document) {
	t.Helper()
	content := d.Text.Content
	owner := make([]int, len(content))
	seen := map[string]bool{}
	last := 0
	for i, b := range d.Blocks {
		if b.ID == "" || b.Kind == "" || seen[b.ID] {
			t.Fatalf("block %d has id %q and kind %q, seen %v", i, b.ID, b.Kind, seen[b.ID])
		}
		seen[b.ID] = true
		segments := b.Segments
		if segments == nil {
			segments = []source.Span{b.Span}
		}
		if len(segments) == 1 && b.Segments != nil || segments[0].Start != b.Span.Start || segments[len(segments)-1].End != b.Span.End || b.Span.Start < last {
			t.Fatalf("block %s: span %v, segments %v, after %d", b.ID, b.Span, b.Segments, last)
		}
		last = b.Span.Start
		for _, s := range segments {
			if trim(content, s) != s || s.Len() == 0 {
				t.Fatalf("block %s: segment %v is not trimmed", b.ID, s)
			}
			for j := s.Start; j < s.End; j++ {
				if owner[j] != 0 {
					t.Fatalf("byte %d belongs to block %s and to block %s", j, d.Blocks[owner[j]-1].ID, b.ID)
				}
				owner[j] = i + 1
			}
		}
		if b.BodyStart < b.Span.Start || b.BodyStart > b.Span.End {
			t.Fatalf("block %s: body at %d, span %v", b.ID, b.BodyStart, b.Span)
		}
		checkBlock(t, &b)
	}
	for i, r := range content {
		if owner[i] == 0 && !source.Invisible(r) {
			line, column := d.Text.Position(i)
			t.Fatalf("%s:%d:%d: %q belongs to no block", d.Text.FileName, line, column, r)
		}
	}
}

func checkBlock(t testing.TB, b *Block) {
	t.Helper()
	whole := source.Span{Start: 0, End: len(b.View.Text)}
	if s := b.View.Source(whole); whole.Len() > 0 && !b.Span.Contains(s) {
		t.Fatalf("block %s: view maps to %v, span %v", b.ID, s, b.Span)
	}
	for _, s := range b.Sentences {
		if !whole.Contains(s) || s.Len() <= 0 {
			t.Fatalf("block %s: sentence %v of %d bytes", b.ID, s, whole.End)
		}
	}
	for i, p := range b.Performatives {
		if !whole.Contains(p.Phrase) || !p.Phrase.Contains(p.Verb) || p.Verb.Len() <= 0 || p.Leading != (i == 0) || p.Lemma == "" {
			t.Fatalf("block %s: performative %+v of %q", b.ID, p, b.View.Text)
		}
	}
}

// corpusFiles returns texts of the shared corpus, n of them spread over all.
func corpusFiles(t testing.TB, n int) []string {
	t.Helper()
	var files []string
	for _, ext := range []string{"txt", "md"} {
		m, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "corpus"), "*", "*."+ext))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, m...)
	}
	sort.Strings(files)
	if n <= 0 || n >= len(files) {
		return files
	}
	var out []string
	for i := range n {
		out = append(out, files[i*len(files)/n])
	}
	return out
}

func TestCorpusCover(t *testing.T) {
	operative := 0
	files := corpusFiles(t, graphtest.Size(60, 300, 0))
	for _, f := range files {
		if strings.HasSuffix(f, "SOURCES.md") {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d := parseBytes(t, f, data)
		checkCover(t, d)
		if len(d.Warnings) == 0 {
			operative++
		}
	}
	if operative*10 < len(files)*9 {
		t.Errorf("%d of %d texts have operative paragraphs, want nine of ten", operative, len(files))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("The General Assembly,\n\nRecalling its resolution,\n\n1. \nDecides:\n\n(a) To act;\n", false)
	f.Add("---\ntitle: \"A\"\n---\n\n**WE,** the States,\n\n*Noting* x,\n\n1. *Reaffirm* our\n\n---\n\ncommitment.\n", true)
	f.Add("A | B | C\n\nDeclaration\n\n- noting x;\n1. Support y.\n© 2024\n", false)
	f.Add("Letter dated 7 May 2018\n\nI would be grateful if you would act.\n\n(Signed) X\n\nAnnex\n", true)
	f.Fuzz(func(t *testing.T, s string, markdown bool) {
		name := "a.txt"
		if markdown {
			name = "a.md"
		}
		text, err := source.Decode("v", name, []byte(s), nil)
		if err != nil {
			return
		}
		d, err := Parse(text, lexicon.English())
		if err != nil {
			t.Fatal(err)
		}
		checkCover(t, d)
	})
}
