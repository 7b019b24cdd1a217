package loaders

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concord/graph/graphtest"
	"concord/loaders/align"
	"concord/loaders/document"
	"concord/loaders/source"
)

// TestTwoLayouts compares resolutions with themselves: as plain text, and as a PDF laid out in lines and columns,
// where words are torn, calls of footnotes stand apart and page furniture lies elsewhere. A reader of one body
// knows all of the other.
func TestTwoLayouts(t *testing.T) {
	laid := graphtest.Shared(t, "corpus", "unga-layout")
	plain := graphtest.Shared(t, "corpus", "unga")
	files, err := filepath.Glob(filepath.Join(laid, "A_RES_*.layout.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no resolutions in layout: %v", err)
	}
	compared, same, undertakings, alike, differences := 0, 0, 0, 0, 0
	for _, file := range files[:min(len(files), graphtest.Size(12, 100, 100))] {
		other := filepath.Join(plain, strings.TrimSuffix(filepath.Base(file), ".layout.txt")+".txt")
		if _, err := os.Stat(other); err != nil {
			continue
		}
		c, err := Compare(context.Background(), decode(t, "plain", other), decode(t, "laid", file), nil)
		if err != nil {
			t.Fatal(err)
		}
		compared++
		n := 0
		for _, p := range c.Pairs {
			if b := c.A.Document.Blocks[p.A]; b.Class == document.Preambular || b.Class == document.Operative {
				n += len(p.Differences)
				for _, d := range p.Differences {
					t.Logf("%s %s %s: %q, %q", filepath.Base(file), b.ID, d.Class, b.View.Text[d.A.Start:d.A.End], c.B.Document.Blocks[p.B].View.Text[d.B.Start:d.B.End])
				}
			}
		}
		if differences += n; n == 0 {
			same++
		}
		for _, m := range c.Undertakings {
			undertakings++
			if m.Exact() && m.Change == align.Unchanged {
				alike++
			}
		}
	}
	t.Logf("%d resolutions in two layouts, %d without a difference in their body, %d differences in the others, %d of %d undertakings the same", compared, same, differences, alike, undertakings)
	if same*100 < compared*90 || alike*100 < undertakings*99 {
		t.Errorf("%d of %d bodies are the same, want 90%%; %d of %d undertakings, want 99%%", same, compared, alike, undertakings)
	}
}

func decode(t *testing.T, name, file string) *source.Text {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := source.Decode(name, filepath.Base(file), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tx
}
