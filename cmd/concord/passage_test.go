package main

import (
	"strings"
	"testing"

	"concord/loaders/source"
)

// TestSentence marks words in a text by braces, and compares the sentence that is shown around them.
func TestSentence(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"We meet. We {recall} it. We part.", "We «recall» it."},
		{"{We} meet.", "«We» meet."},
		{"We\nrecall   {resolution\n1373}\n(2001)", "We recall «resolution 1373» (2001)"},
		{"First. From {here. To} there. Last.", "From «here. To» there."},
		{"Take {**note** of} \\(all\\) [this](x.md)", "Take «note of» (all) this"},
		{"Recall the end {here} ", "Recall the end «here»"},
		{"", "«»"},
	} {
		start := strings.IndexByte(c.text, '{')
		end := strings.IndexByte(c.text, '}') - 1
		content := strings.NewReplacer("{", "", "}", "").Replace(c.text)
		if start < 0 {
			start, end = 0, 0
		}
		text := &source.Text{Content: content, MediaType: source.Markdown}
		before, words, after := sentence(text, source.Span{End: len(content)}, source.Span{Start: start, End: end})
		if got := before + "«" + words + "»" + after; got != c.want {
			t.Errorf("sentence of %q = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestHeadTail: words are not cut, and what is left out is marked.
func TestHeadTail(t *testing.T) {
	for _, c := range []struct {
		text       string
		n          int
		head, tail string
	}{
		{"one two", 7, "one two", "one two"},
		{"one two three", 9, "one two …", "… two three"},
		{"one two three", 6, "one …", "… three"},
		{"überlang", 3, "…", "…"},
	} {
		if got := head(c.text, c.n); got != c.head {
			t.Errorf("head(%q, %d) = %q, want %q", c.text, c.n, got, c.head)
		}
		if got := tail(c.text, c.n); got != c.tail {
			t.Errorf("tail(%q, %d) = %q, want %q", c.text, c.n, got, c.tail)
		}
	}
}
