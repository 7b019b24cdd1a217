package loaders

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concord/graph/graphtest"
	"concord/loaders/align"
	"concord/loaders/document"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// edit changes a text. want is what a reader finds in block in: a class of difference, "moved", "only" of a
// paragraph that stands in one version alone, or a change of an undertaking, which is also one of substance.
type edit struct{ old, new, want, in string }

// tenEdits make another version of docs/dushanbe/un.md.
var tenEdits = []edit{
	{"Shanghai Cooperation Organization", "SCO", "editorial", "P8"},
	{"prolonged and unresolved conflicts and", "prolonged and unresolved conflicts, and", "editorial", "O3"},
	{"*Emphasize* that effective", "*Stress* that effective", "translation", "O11"},
	{`[1373 \(2001\)]`, `[1540 \(2004\)]`, "substantive", "O5"},
	{"basic principles", "fundamental freedoms", "substantive", "O13"},
	{"readiness to continue to share", "readiness, where appropriate, to continue to share", "weakened", "O14"},
	{"*Call for* a responsible", "*Demand* a responsible", "strengthened", "O12"},
}

func TestTenEditsAreFound(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "docs", "dushanbe", "un.md"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, e := range tenEdits {
		if strings.Count(text, e.old) != 1 {
			t.Fatalf("%q stands %d times in the text, want once", e.old, strings.Count(text, e.old))
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	cut := func(from, to string) (passage string) {
		i := strings.Index(text, from)
		j := strings.Index(text[max(i, 0):], to) + i
		if i < 0 || j < i {
			t.Fatalf("no passage from %q to %q", from, to)
		}
		passage = text[i:j]
		text = text[:i] + text[j:]
		return passage
	}
	put := func(passage, before string) {
		i := strings.Index(text, before)
		if i < 0 {
			t.Fatalf("no %q", before)
		}
		text = text[:i] + passage + text[i:]
	}
	cut("10. ", "11. ")
	put(cut("*Emphasizing* that terrorism", "*Recognizing* the central"), "*Taking into account* the work")
	put("*Welcoming* the network of forensic laboratories of the region,\n\n", "*Recognizing*")
	want := []string{"O10 only", "P2 moved", "second only"}
	for _, e := range tenEdits {
		want = append(want, e.expected()...)
	}
	got := found(compareTexts(t, string(data), text, "un.md"))
	if !slices.Equal(got, sorted(want)) {
		t.Errorf("found:\n got %q\nwant %q", got, sorted(want))
	}
}

func sorted(s []string) []string { slices.Sort(s); return s }

// expected returns what is to be found of an edit.
func (e *edit) expected() []string {
	switch e.want {
	case "weakened", "strengthened":
		return []string{e.in + " substantive", e.in + " " + e.want}
	}
	return []string{e.in + " " + e.want}
}

func compareTexts(t *testing.T, a, b, file string) *Comparison {
	t.Helper()
	var texts [2]*source.Text
	for i, content := range []string{a, b} {
		tx, err := source.Decode([]string{"a", "b"}[i], file, []byte(content), nil)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = tx
	}
	c, err := Compare(context.Background(), texts[0], texts[1], nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// found lists what a comparison tells of the body: a line for each difference, each paragraph of one version and
// each paragraph of which undertakings are weakened or strengthened; sorted.
func found(c *Comparison) []string {
	var out []string
	for _, p := range c.Pairs {
		id := c.A.Document.Blocks[p.A].ID
		for _, d := range p.Differences {
			if d.Note == align.MovedNote {
				out = append(out, id+" moved")
				continue
			}
			out = append(out, id+" "+d.Class.String())
		}
	}
	body := func(b document.Block) bool { return b.Class == document.Preambular || b.Class == document.Operative }
	for _, i := range c.OnlyA {
		if b := c.A.Document.Blocks[i]; body(b) {
			out = append(out, b.ID+" only")
		}
	}
	for _, i := range c.OnlyB {
		if body(c.B.Document.Blocks[i]) {
			out = append(out, "second only")
		}
	}
	changed := map[string]bool{}
	for _, m := range c.Undertakings {
		if m.Change != align.Unchanged {
			changed[c.A.Document.Blocks[c.A.Undertakings[m.A].Block].ID+" "+m.Change.String()] = true
		}
	}
	for line := range changed {
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

// drawn are edits that any text may take, by what a reader finds: patterns of the words of a paragraph and what is
// put in their place.
var drawn = []struct{ want, old, new string }{
	{"substantive", `\b(in|of|by|until) ([12]\d\d)\d\b`, "$1 ${2}X"},
	{"substantive", `\bwomen\b`, "men"},
	{"substantive", `\bsecurity\b`, "prosperity"},
	{"translation", `\bin accordance with\b`, "in conformity with"},
	{"translation", `\bparticularly\b`, "especially"},
	{"translation", `\bimportance of\b`, "significance of"},
	{"editorial", `\bcooperation\b`, "co-operation"},
	{"editorial", `\band to\b`, ", and to"},
	{"weakened", `^(.*)\bto (strengthen|ensure|implement|support|continue|take|provide|promote|develop|address)\b`, "${1}to, as appropriate, $2"},
	{"weakened", `\b(Urges|Calls upon)\b`, "Invites"},
	{"strengthened", `\b(Encourages|Invites)\b`, "Urges"},
	{"strengthened", `\bto (strengthen|ensure|implement|support|take|provide|promote|develop)\b`, "to immediately $1"},
}

// TestDrawnEditsAreFound makes other versions of texts of three kinds by edits that are drawn with a fixed seed, each
// in a paragraph of its own, and looks for exactly these.
func TestDrawnEditsAreFound(t *testing.T) {
	for _, folder := range []struct{ name, pattern string }{{"unsc", "S_RES_*.txt"}, {"unga", "A_RES_79_*.txt"}, {"g7", "*.md"}} {
		files, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "corpus", folder.name), folder.pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no texts: %v", folder.name, err)
		}
		rng := rand.New(rand.NewPCG(7, 11))
		made, hit, spurious := 0, 0, 0
		kinds := map[string][2]int{}
		for range graphtest.Size(3, 20, 100) {
			file := files[rng.IntN(len(files))]
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text, want := redrawn(t, string(data), filepath.Base(file), rng)
			got := found(compareTexts(t, string(data), text, filepath.Base(file)))
			for _, w := range want {
				made++
				_, kind, _ := strings.Cut(w, " ")
				n := kinds[kind]
				n[1]++
				if k := slices.Index(got, w); k >= 0 {
					hit++
					n[0]++
					got = slices.Delete(got, k, k+1)
				} else {
					t.Logf("%s: not found: %s", filepath.Base(file), w)
				}
				kinds[kind] = n
			}
			spurious += len(got)
			if len(got) > 0 {
				t.Logf("%s: found beside: %q", filepath.Base(file), got)
			}
		}
		t.Logf("%s: %d of %d found, %d beside them, %v", folder.name, hit, made, spurious, kinds)
		if made == 0 || hit*100 < made*90 || spurious*100 > made*10 {
			t.Errorf("%s: %d of %d edits found, %d beside them; want 90%%, and at most 10%%", folder.name, hit, made, spurious)
		}
	}
}

// redrawn makes up to ten edits in a text and tells what is to be found.
func redrawn(t *testing.T, content, file string, rng *rand.Rand) (string, []string) {
	t.Helper()
	tx, err := source.Decode("a", file, []byte(content), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(tx, nil)
	if err != nil {
		t.Fatal(err)
	}
	type change struct {
		span source.Span
		new  string
	}
	var changes []change
	var want []string
	blocks := rng.Perm(len(r.Document.Blocks))
	undertakes := map[int]bool{}
	for _, u := range r.Undertakings {
		undertakes[u.Block] = true
	}
	used := map[int]bool{}
	for _, k := range rng.Perm(len(drawn)) {
		e := &drawn[k]
		old := regexp.MustCompile(e.old)
		for _, i := range blocks {
			b := &r.Document.Blocks[i]
			changes0 := e.want == "weakened" || e.want == "strengthened"
			if used[i] || len(changes) == 8 || b.Segments != nil || b.Class != document.Operative && (changes0 || b.Class != document.Preambular) || changes0 && !undertakes[i] || len(b.Sentences) != 1 {
				continue
			}
			at := old.FindStringIndex(content[b.BodyStart:b.Span.End])
			if at == nil {
				continue
			}
			span := source.Span{Start: b.BodyStart + at[0], End: b.BodyStart + at[1]}
			if slices.ContainsFunc(r.Mentions, func(m mention.Mention) bool { return m.Block == i && b.View.Source(m.Span).Overlaps(span) }) && e.want != "substantive" {
				continue
			}
			words := content[span.Start:span.End]
			new := strings.ReplaceAll(old.ReplaceAllString(words, e.new), "X", "9")
			if new == words {
				continue
			}
			used[i] = true
			changes = append(changes, change{span, new})
			want = append(want, (&edit{want: e.want, in: b.ID}).expected()...)
			break
		}
	}
	// One paragraph goes, another one comes, each apart from the others.
	for _, i := range blocks {
		if b := &r.Document.Blocks[i]; !used[i] && b.Class == document.Preambular && b.Segments == nil && len(b.View.Text) > 60 {
			changes = append(changes, change{b.Span, ""})
			want = append(want, b.ID+" only")
			used[i] = true
			break
		}
	}
	slices.SortFunc(changes, func(x, y change) int { return y.span.Start - x.span.Start })
	for _, c := range changes {
		content = content[:c.span.Start] + c.new + content[c.span.End:]
	}
	return content, sorted(want)
}
