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

// edits make another version of docs/dushanbe/un.md, each with the class of the difference that a reader finds;
// "only" is a paragraph that stands in one version alone.
var edits = []struct{ old, new, class, in string }{
	{"Shanghai Cooperation Organization", "SCO", "editorial", "P8"},
	{"On 3 and 4 May 2018", "On 3-4 May 2018", "editorial", "intro-1"},
	{"prolonged and unresolved conflicts and", "prolonged and unresolved conflicts, and", "editorial", "O3"},
	{"*Emphasize* that effective", "*Stress* that effective", "translation", "O11"},
	{"step up cooperation", "intensify cooperation", "translation", "O8"},
	{"especially among young people", "particularly among young people", "translation", "O9"},
	{`[1373 \(2001\)]`, `[1540 \(2004\)]`, "substantive", "O5"},
	{"basic principles", "fundamental freedoms", "substantive", "O13"},
	{"to prevent and prohibit the access", "to prevent the access", "substantive", "O6"},
	{"10.", "", "only", "O10"},
}

// edited applies the edits to a text; of "only" the whole paragraph goes.
func edited(t *testing.T, text string) string {
	t.Helper()
	for _, e := range edits {
		if e.class == "only" {
			from := strings.Index(text, "\n"+e.old)
			to := from + 1 + strings.Index(text[from+1:], "\n11.")
			if from < 0 || to <= from {
				t.Fatalf("no paragraph %q", e.old)
			}
			text = text[:from] + text[to:]
			continue
		}
		if strings.Count(text, e.old) != 1 {
			t.Fatalf("%q stands %d times in the text, want once", e.old, strings.Count(text, e.old))
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	return text
}

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
	if slowest > time.Second {
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
	for name, write := range map[string]func() string{
		"one paragraph":   func() string { return "1. Decide to " + prose(20_000) + "." },
		"many paragraphs": func() string { return list(1500) },
	} {
		version := func(name string) *align.Version {
			tx, err := source.Decode(name, name+".txt", []byte("Declaration of Lima\n\nThe Ministers,\n\n"+write()), nil)
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
		took := time.Since(began)
		t.Logf("%s: %v for %d bytes", name, took, len(a.Document.Text.Content))
		if took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
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

func TestEditsAreFound(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "docs", "dushanbe", "un.md"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []*source.Text
	for name, content := range map[string]string{"un": string(data), "zz": edited(t, string(data))} {
		tx, err := source.Decode(name, name+".md", []byte(content), nil)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, tx)
	}
	r := build(t, texts, nil)
	if len(r.Comparisons) != 1 {
		t.Fatalf("%d comparisons, want 1", len(r.Comparisons))
	}
	c := r.Comparisons[0]
	var got, want []string
	for _, p := range c.Pairs {
		for _, d := range p.Differences {
			got = append(got, c.A.Document.Blocks[p.A].ID+" "+d.Class.String())
			t.Logf("%s %s: %q, %q", c.A.Document.Blocks[p.A].ID, d.Class, c.A.Document.Blocks[p.A].View.Text[d.A.Start:d.A.End], c.B.Document.Blocks[p.B].View.Text[d.B.Start:d.B.End])
		}
	}
	for _, i := range c.OnlyA {
		got = append(got, c.A.Document.Blocks[i].ID+" only")
	}
	for _, i := range c.OnlyB {
		got = append(got, fmt.Sprintf("%s only in the second", c.B.Document.Blocks[i].ID))
	}
	for _, e := range edits {
		want = append(want, e.in+" "+e.class)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("differences found:\n got %q\nwant %q", got, want)
	}
	only := 0
	for _, m := range c.Undertakings {
		switch {
		case m.B < 0:
			only++
		case m.A < 0:
			t.Errorf("%s is found in the second version only", c.B.Undertakings[m.B].Key)
		case m.Change != align.Unchanged:
			t.Errorf("%s is %s, and no edit touches its force", c.A.Undertakings[m.A].Key, m.Change)
		}
	}
	if only < 2 {
		t.Errorf("%d undertakings in the first version only, want those of paragraph 10 and the prohibition", only)
	}
}
