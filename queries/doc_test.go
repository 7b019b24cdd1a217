package queries_test

import (
	"os"
	"strings"
	"testing"

	"concord/queries/path"
)

// TestLanguageExamples parses every example of the manual and holds its grammar words to the parser.
func TestLanguageExamples(t *testing.T) {
	text, err := os.ReadFile("../docs/query-language.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```concord\n")[1:]
	if len(blocks) < 12 {
		t.Errorf("%d examples, want at least 12", len(blocks))
	}
	for _, b := range blocks {
		example, note, ok := strings.Cut(b, "\n```\n")
		if !ok {
			t.Fatalf("unclosed example %q", b)
		}
		q, err := path.Parse(example)
		if err != nil {
			t.Errorf("%s: %v", example, err)
			continue
		}
		if got := q.String(); got != example {
			t.Errorf("example %s is not canonical, want %s", example, got)
		}
		if line, _, _ := strings.Cut(note, "\n"); line == "" {
			t.Errorf("%s: no answer note", example)
		}
	}
}
