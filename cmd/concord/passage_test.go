package main

import (
	"strings"
	"testing"

	"concord/loaders/source"
)

// TestSentences marks words in a text by braces, a word in them by [[ ]] and page furniture by < >, and compares
// what is shown of the sentences around them.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text       string
		neighbours int
		want       string
	}{
		{"We meet. We {recall} it. We part.", 0, "We «recall» it."},
		{"We meet. We {recall} it. We part. Late.", 1, "We meet. We «recall» it. We part."},
		{"{We} meet.", 1, "«We» meet."},
		{"We\nrecall   {resolution\n1373}\n(2001)", 0, "We recall «resolution 1373» (2001)"},
		{"First. From {here. To} there. Last.", 0, "From «here. To» there."},
		{"Take {**note** of} \\(all\\) [this](x.md)", 0, "Take «note of» (all) this"},
		{"Recall the end {here} ", 0, "Recall the end «here»"},
		{"We {[[commit]] ourselves} to it.", 0, "We «‹commit› ourselves» to it."},
		{"Curb {the financing} <3/5 of> {of terrorism}.", 0, "Curb «the financing» «of terrorism»."},
		{"{Both} of {them} together. Others.", 0, "«Both» of «them» together."},
		{"From {here. To} there. And {on} it. Last.", 0, "From «here. To» there. And «on» it."},
	} {
		text, block, quotes, word := drawn(c.text)
		view := source.NewView(text, block, true)
		if got := sentences(view, quotes, word, c.neighbours).String(); got != c.want {
			t.Errorf("sentences of %q = %q, want %q", c.text, got, c.want)
		}
	}
	if got := sentences(source.View{}, []source.Span{{}}, source.Span{}, 1).String(); got != "«»" {
		t.Errorf("sentences of nothing = %q", got)
	}
}

// drawn takes the marks out of a text.
func drawn(marked string) (text string, block, quotes []source.Span, word source.Span) {
	var content strings.Builder
	start, quote := 0, 0
	for i := 0; i < len(marked); i++ {
		at := content.Len()
		switch marked[i] {
		case '{':
			quote = at
		case '}':
			quotes = append(quotes, source.Span{Start: quote, End: at})
		case '<':
			block = append(block, source.Span{Start: start, End: at})
			content.WriteByte('<')
		case '>':
			content.WriteByte('>')
			start = content.Len()
		default:
			switch {
			case strings.HasPrefix(marked[i:], "[["):
				word.Start = at
				i++
			case strings.HasPrefix(marked[i:], "]]"):
				word.End = at
				i++
			default:
				content.WriteByte(marked[i])
			}
		}
	}
	block = append(block, source.Span{Start: start, End: content.Len()})
	return content.String(), block, quotes, word
}

// TestWithin: what is left out is marked, between the words that are meant too.
func TestWithin(t *testing.T) {
	text, block, quotes, word := drawn("Before. One two three {four} five six seven eight nine ten {eleven} twelve thirteen fourteen. After.")
	p := sentences(source.NewView(text, block, true), quotes, word, 1).within(9)
	if got, want := p.String(), "… three «four» five six … nine ten «eleven» twelve …"; got != want {
		t.Errorf("got %q, want %q", got, want)
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
