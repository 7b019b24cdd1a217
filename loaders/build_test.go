package loaders

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"go.uber.org/goleak"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/memstore"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/source"
)

// dushanbe returns the two texts of docs/dushanbe.
func dushanbe(t testing.TB) []*source.Text {
	t.Helper()
	var out []*source.Text
	for _, file := range []string{"mia.txt", "un.md"} {
		data, err := os.ReadFile(filepath.Join("..", "docs", "dushanbe", file))
		if err != nil {
			t.Fatal(err)
		}
		tx, err := source.Decode(source.VersionName(file), file, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, tx)
	}
	return out
}

func build(t testing.TB, texts []*source.Text, opts *Options) *Result {
	t.Helper()
	r, err := Build(context.Background(), texts, opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// canonical returns the quads of all graphs, a line each.
func canonical(r *Result) string {
	var b []byte
	for g := range r.Graphs() {
		for _, q := range g.Quads {
			for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
				b = append(graph.AppendTerm(b, v), ' ')
			}
			b = append(b, '\n')
		}
	}
	return string(b)
}

// store returns a snapshot of a store that holds the graphs of r.
func store(t testing.TB, r *Result) graph.Snapshot {
	t.Helper()
	st := memstore.New()
	err := st.Update(context.Background(), func(tx graph.Tx) error {
		for g := range r.Graphs() {
			if _, err := tx.WriteQuads(g.Quads); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	snap, err := st.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// same fails when two builds differ, at the first line that does.
func same(t *testing.T, what string, want, got *Result) {
	t.Helper()
	w, g := strings.Split(canonical(want), "\n"), strings.Split(canonical(got), "\n")
	for i := range w {
		if i >= len(g) || w[i] != g[i] {
			t.Errorf("%s: %d lines, want %d; first difference:\nwant %s\ngot  %s", what, len(g), len(w), w[i], append(g, "nothing")[min(i, len(g))])
			return
		}
	}
	if len(g) != len(w) {
		t.Errorf("%s: %d lines, want %d", what, len(g), len(w))
	}
}

func TestBuildIsAFunctionOfTheSet(t *testing.T) {
	two := dushanbe(t)
	third := text(t, "third", "Lima", "")
	all := build(t, append(slices.Clone(two), third), nil)
	want := build(t, two, nil)
	same(t, "texts in the other order", want, build(t, []*source.Text{two[1], two[0]}, nil))
	same(t, "one text at a time", want, build(t, two, &Options{Workers: 1}))
	same(t, "twice", want, build(t, two, nil))

	ctx := context.Background()
	// Drop: the texts are those of the store, the files are not asked for.
	kept, err := Texts(ctx, store(t, all), vocab.DefaultBase)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Plan(kept, Change{Drop: []string{"third"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "three texts without the third", want, build(t, p.Texts, nil))

	// A and then B.
	kept, err = Texts(ctx, store(t, build(t, two[:1], nil)), vocab.DefaultBase)
	if err != nil {
		t.Fatal(err)
	}
	p, err = Plan(kept, Change{Add: two[1:]}, nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "one text after the other", want, build(t, p.Texts, nil))
	kept, err = Texts(ctx, store(t, want), vocab.DefaultBase)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = Plan(kept, Change{Add: two}, nil); err != nil || !p.Unchanged() {
		t.Errorf("building the same again: %+v, %v; want nothing to do", p, err)
	}
}

func TestBuildRefusesTwoTextsWithOneName(t *testing.T) {
	_, err := Build(context.Background(), []*source.Text{text(t, "a", "Lima", ""), text(t, "a", "Lima", "x")}, nil)
	if err == nil || !strings.Contains(err.Error(), "two texts have one name") {
		t.Errorf("Build of two texts named a: %v", err)
	}
}

// TestEvidence checks what a store holds of the two texts: each statement of a version has evidence that
// quotes the text, and none rests on a block that is foreign to the declaration.
func TestEvidence(t *testing.T) {
	ctx := context.Background()
	r := build(t, dushanbe(t), nil)
	snap := store(t, r)
	base := r.Base
	for _, rd := range r.Readings {
		foreign := map[quad.IRI]string{}
		for i, b := range rd.Document.Blocks {
			if b.Class == document.Boilerplate {
				foreign[rd.paragraph(base, i)] = b.Kind
			}
		}
		said := 0
		for g := range r.Graphs() {
			if g.Graph != base.Graph(rd.Text.Name) {
				continue
			}
			for _, q := range g.Quads {
				if structural(q) {
					continue
				}
				said++
				a, err := evidence.Of(ctx, snap, base, rd.Text.Name, q.Subject, q.Predicate, q.Object)
				if err != nil {
					t.Errorf("%v: %v", q, err)
					continue
				}
				for _, s := range a.Spans {
					if rd.Text.Content[s.Start:s.End] != s.Quote {
						t.Errorf("%v: quote %q is not the text", q, s.Quote)
					}
					if string([]rune(rd.Text.Content)[s.CStart:s.CEnd]) != s.Quote {
						t.Errorf("%v: code points %d to %d are not %q", q, s.CStart, s.CEnd, s.Quote)
					}
					if kind, ok := foreign[s.Paragraph]; ok && kind != "copyright" && kind != "footnote" {
						t.Errorf("%v rests on the block of kind %s", q, kind)
					}
				}
			}
		}
		if said < 200 {
			t.Errorf("%s makes %d statements, want at least 200", rd.Text.Name, said)
		}
	}
}

// structural reports whether q needs no statement node: an attribute of a block or an undertaking, a block
// of a document, a mention in a block.
func structural(q quad.Quad) bool {
	switch q.Predicate {
	case vocab.Type, vocab.Mentions:
		return true
	case vocab.HasPart:
		return strings.Contains(fmt.Sprint(q.Object), "/id/para/")
	case vocab.InParagraph:
		return true
	}
	for _, t := range vocab.Terms {
		if t.IRI == q.Predicate {
			return t.Group == vocab.AttributeGroup
		}
	}
	return false
}

func TestReport(t *testing.T) {
	r := build(t, dushanbe(t), nil)
	for _, rd := range r.Readings {
		rep := rd.Report
		if rep.Blocks["preambular"] != 10 || rep.Blocks["operative"] != 16 {
			t.Errorf("%s: %v, want 10 preambular and 16 operative paragraphs", rd.Text.Name, rep.Blocks)
		}
		if rep.Citations < 10 || rep.Undertakings < 25 || rep.Linked > rep.Mentions || len(rep.Boilerplate) == 0 || len(rep.Warnings) > 0 || len(rep.Faults) > 0 {
			t.Errorf("%s: %+v", rd.Text.Name, rep)
		}
	}
	tx, err := source.Decode("x", "x.txt", []byte("A short note about nothing.\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	rd, err := Read(tx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(rd.Report.Warnings) == 0 || !strings.Contains(rd.Report.Warnings[0], "no operative paragraphs") {
		t.Errorf("a note without operative paragraphs: warnings %q", rd.Report.Warnings)
	}
}

func TestSettle(t *testing.T) {
	reading := func(name, work, cover, title string) *Reading {
		text, err := source.Decode(name, name, []byte(title), nil)
		if err != nil {
			t.Fatal(err)
		}
		return &Reading{Text: text, Work: work, minted: work, Version: work + "/" + name, Cover: cover, Document: &document.Document{Blocks: []document.Block{
			{Class: document.Title, Kind: "title", View: source.NewView(title, []source.Span{{End: len(title)}}, false)}}}}
	}
	rs := []*Reading{
		reading("a", "doc/g7-statement-2023", "doc/un-document-2023-01-01", "G7 Statement on Ukraine"),
		reading("b", "doc/g7-statement-2023", "doc/un-document-2023-01-01", "G7 Statement on Food Security"),
		reading("c", "doc/g7-statement-2023", "doc/un-document-2023-01-01", "G7 STATEMENT ON UKRAINE"),
		reading("d", "res/a-res-1-1", "", "One title"),
		reading("e", "res/a-res-1-1", "", "Another title"),
	}
	settle(rs)
	var got []string
	for _, r := range rs {
		got = append(got, r.Version+" "+r.Cover)
	}
	want := []string{
		"doc/g7-statement-2023/a doc/un-document-2023-01-01",
		"doc/g7-statement-2023-2/b doc/un-document-2023-01-01-2",
		"doc/g7-statement-2023/c doc/un-document-2023-01-01",
		"res/a-res-1-1/d ",
		"res/a-res-1-1/e ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("settle:\n got %q\nwant %q", got, want)
	}
}

// TestGraphsStop takes one graph of many: nothing goes on behind the caller's back, and asking again gives the same.
func TestGraphsStop(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	r := build(t, []*source.Text{text(t, "a", "Lima", ""), text(t, "b", "Quito", ""), text(t, "c", "Cusco", "")}, &Options{Workers: 2})
	var first GraphQuads
	for first = range r.Graphs() {
		break
	}
	var names []quad.IRI
	for g := range r.Graphs() {
		names = append(names, g.Graph)
		if len(names) == 1 && !slices.Equal(g.Quads, first.Quads) {
			t.Errorf("the first graph, %s, has other quads the second time", g.Graph)
		}
	}
	base := r.Base
	want := []quad.IRI{base.Graph("a"), base.EvidenceGraph("a"), base.Graph("b"), base.EvidenceGraph("b"), base.Graph("c"), base.EvidenceGraph("c"), base.Registry()}
	if !slices.Equal(names, want) {
		t.Errorf("graphs %s, want %s", names, want)
	}
}
