package loaders

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/graph/graphtest"
	"concord/graph/vocab"
	"concord/loaders/align"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// TestDraftsAgainstResolutions compares drafts with the resolutions of their title: nearly every paragraph of the
// shorter one finds its place, and a pair of texts takes little time whatever its length.
func TestDraftsAgainstResolutions(t *testing.T) {
	adopted := readFolder(t, graphtest.Shared(t, "corpus", "unga"), "A_RES_80_")
	compared, body, paired := 0, 0, 0
	var slowest time.Duration
	for _, draft := range readFolder(t, graphtest.Shared(t, "corpus", "unga-drafts"), "A_80_L.") {
		i := slices.IndexFunc(adopted, func(r *Reading) bool { return r.title() != "" && sameTitle(draft.title(), r.title()) })
		if i < 0 || draft.title() == "" {
			continue
		}
		r := adopted[i]
		began := time.Now()
		a := align.Compare(draft.version(vocab.DefaultBase), r.version(vocab.DefaultBase), lexicon.English())
		took := time.Since(began)
		slowest = max(slowest, took*30_000/time.Duration(max(len(draft.Text.Content), len(r.Text.Content), 30_000)))
		compared++
		n, inBody, classes := 0, 0, map[string]int{}
		count := func(r *Reading) (n int) {
			for _, b := range r.Document.Blocks {
				if b.Class == document.Preambular || b.Class == document.Operative {
					n++
				}
			}
			return n
		}
		for _, p := range a.Pairs {
			if c := draft.Document.Blocks[p.A].Class; c == document.Preambular || c == document.Operative {
				n++
			}
			for _, d := range p.Differences {
				classes[d.Class.String()]++
			}
		}
		inBody = min(count(draft), count(r))
		body, paired = body+inBody, paired+n
		t.Logf("%s against %s: %d of %d paragraphs paired, %v, %d undertakings, %v for %d bytes", draft.Text.Name, r.Text.Name, n, inBody, classes, len(a.Undertakings), took, len(draft.Text.Content))
	}
	t.Logf("%d drafts, %d of %d paragraphs paired, slowest %v for 30 KB", compared, paired, body, slowest)
	if compared == 0 || paired*100 < body*90 {
		t.Errorf("%d drafts compared, %d of %d paragraphs paired, want 90%%", compared, paired, body)
	}
	if slowest > 10*time.Second { // a tenth of a second on a quiet machine
		t.Errorf("30 KB took %v", slowest)
	}
}

// TestLongTexts compares texts that share little: one paragraph of many words, and many paragraphs.
func TestLongTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("peace security States cooperation terrorism rights development climate agreement measures support conflict women youth borders training finance justice")
	prose := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		return strings.TrimSpace(b.String())
	}
	list := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%d. Decide to %s;\n\n", i+1, prose(20))
		}
		return b.String()
	}
	compare := func(content func() string) time.Duration {
		version := func(name string) *align.Version {
			tx, err := source.Decode(name, name+".txt", []byte("Declaration of Lima\n\nThe Ministers,\n\n"+content()), nil)
			if err != nil {
				t.Fatal(err)
			}
			rd, err := Read(tx, nil)
			if err != nil {
				t.Fatal(err)
			}
			return rd.version(vocab.DefaultBase)
		}
		a, b := version("a"), version("b")
		began := time.Now()
		align.Compare(a, b, lexicon.English())
		return time.Since(began)
	}
	for name, write := range map[string]func(n int) string{
		"one paragraph":   func(n int) string { return "1. Decide to " + prose(20*n) + "." },
		"many paragraphs": list,
	} {
		// Pairs of paragraphs are weighed, so that twice the text takes up to four times as long; a busy machine
		// is given as much again, and a second.
		half, whole := compare(func() string { return write(500) }), compare(func() string { return write(1000) })
		t.Logf("%s: %v and %v for twice the text", name, half, whole)
		if whole > 8*half+time.Second {
			t.Errorf("%s: %v, and %v for twice the text", name, half, whole)
		}
	}
}

// TestNamesInsideWords compares texts in which a name begins after the prefix of a word.
func TestNamesInsideWords(t *testing.T) {
	const words = "Invite Member States and non-Member States to join the Conference and to support its %s."
	r := build(t, []*source.Text{text(t, "a", "Lima", fmt.Sprintf(words, "work")), text(t, "b", "Lima", fmt.Sprintf(words, "victims"))}, nil)
	var got []string
	for _, c := range r.Comparisons {
		for _, p := range c.Pairs {
			for _, d := range p.Differences {
				got = append(got, c.B.Document.Blocks[p.B].View.Text[d.B.Start:d.B.End])
			}
		}
	}
	if want := []string{"victims"}; !slices.Equal(got, want) {
		t.Errorf("differences %q, want %q", got, want)
	}
}

// readFolder reads the texts of a folder whose names begin with prefix, as many as the size of the test allows.
func readFolder(t *testing.T, dir, prefix string) (out []*Reading) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, prefix+"*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files[:min(len(files), graphtest.Size(16, 200, 1000))] {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tx, err := source.Decode(source.VersionName(file), filepath.Base(file), data, nil)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Read(tx, nil)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}
