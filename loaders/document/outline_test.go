package document

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the outlines in testdata")

// outline writes a document one block a line: id, class, kind, label, performatives, first and last words.
func outline(d *Document) string {
	var b strings.Builder
	for _, x := range d.Blocks {
		var acts []string
		for _, p := range x.Performatives {
			act := p.Lemma
			if phrase := x.View.Text[p.Phrase.Start:p.Phrase.End]; phrase != act {
				act += " = " + phrase
			}
			acts = append(acts, act)
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\n", x.ID, x.Class, x.Kind, x.Label, strings.Join(acts, "; "), ends(x.View.Text))
		for _, s := range x.Segments {
			line, column := d.Text.Position(s.Start)
			fmt.Fprintf(&b, "\tsegment at %d:%d, %d bytes\n", line, column, s.Len())
		}
	}
	for _, w := range d.Warnings {
		fmt.Fprintf(&b, "warning: %s\n", w.Message)
	}
	return b.String()
}

// ends returns the first and the last three words of s.
func ends(s string) string {
	words := strings.Fields(s)
	if len(words) <= 7 {
		return s
	}
	return strings.Join(words[:3], " ") + " ... " + strings.Join(words[len(words)-3:], " ")
}

// TestOutline holds the outlines of small texts, and of the two in docs, against testdata/*.outline.
func TestOutline(t *testing.T) {
	var files []string
	for _, pattern := range []string{"testdata/*.txt", "testdata/*.md", "../../docs/dushanbe/*.txt", "../../docs/dushanbe/un.md"} {
		m, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, m...)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			d := parseBytes(t, f, data)
			checkCover(t, d)
			golden := filepath.Join("testdata", filepath.Base(f)+".outline")
			got := outline(d)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("outline of %s:\n%swant:\n%s", f, got, want)
			}
		})
	}
}
