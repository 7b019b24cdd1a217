package assertion

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concord/graph/graphtest"
	"concord/loaders/document"
	"concord/loaders/entity"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// TestRealTexts holds for real resolutions and declarations what every claim promises: words inside its
// block, and undertakings whose trigger lies in them.
func TestRealTexts(t *testing.T) {
	var files []string
	root := graphtest.Shared(t, "corpus")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != "SOURCES.md" && (strings.HasSuffix(path, ".txt") || strings.HasSuffix(path, ".md")) {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	step := max(1, len(files)/graphtest.Size(15, 300, len(files)))
	acts, paragraphs := 0, 0
	for i := 0; i < len(files); i += step {
		c := readFile(t, files[i])
		if c == nil {
			continue
		}
		for _, cl := range Claims(c) {
			for _, s := range cl.Spans {
				if text := c.Document.Blocks[s.Block].View.Text; s.Start < 0 || s.Start >= s.End || s.End > len(text) {
					t.Errorf("%s: %s %s %s: span %v of %d bytes", files[i], cl.Subject, cl.Predicate, cl.Object, s, len(text))
				}
			}
		}
		keys := map[string]bool{}
		for _, u := range Undertakings(c) {
			text := c.Document.Blocks[u.Block].View.Text
			if !u.Span.Contains(u.Trigger) || u.Trigger.Len() <= 0 || u.Span.End > len(text) || u.Summary == "" || u.Force == "" || keys[u.Key] {
				t.Errorf("%s: undertaking %+v of %q", files[i], u, text)
			}
			keys[u.Key] = true
		}
		acts += len(keys)
		for k := range c.Document.Blocks {
			if c.Document.Blocks[k].Class == document.Operative {
				paragraphs++
			}
		}
	}
	if acts < paragraphs/2 {
		t.Errorf("%d undertakings in %d operative paragraphs", acts, paragraphs)
	}
	t.Logf("%d undertakings in %d operative paragraphs", acts, paragraphs)
}

// readFile reads a text up to the claims, or returns nil for what is no text.
func readFile(t *testing.T, path string) *Context {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := source.Decode("x", filepath.Base(path), data, nil)
	if err != nil {
		return nil
	}
	lex := lexicon.English()
	d, _ := document.Parse(text, lex)
	r := entity.Resolve(d, mention.FindAll(d, lex), lex)
	return &Context{Lexicon: lex, Document: d, Mentions: r.Mentions, Name: "x",
		Work: r.Work, Version: r.Version, Letter: r.Letter, Cover: r.Cover, Event: r.Event}
}
