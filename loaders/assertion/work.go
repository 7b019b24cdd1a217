package assertion

import (
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/source"
)

// work claims that the text is a version of its work, the title it bears, and what the document that
// carries it consists of.
func work(c *Context, claim func(Claim)) {
	head, ok := c.head()
	if !ok {
		return
	}
	if b := c.Document.Blocks[head]; b.Class == document.Title {
		title := source.Span{Start: afterNumber(b.View.Text), End: len(b.View.Text)}
		claim(Claim{Subject: c.Work, Predicate: vocab.Title, Literal: quad.String(b.View.Text[title.Start:]),
			Basis: evidence.Explicit, Spans: []Span{{Block: head, Span: title}}})
	}
	claim(Claim{Subject: c.Version, Predicate: vocab.IsVersionOf, Object: c.Work, Basis: evidence.Structural, Spans: c.all(head)})
	for _, i := range c.blocksOf("letter-heading", "note-heading") {
		claim(Claim{Subject: c.Cover, Predicate: vocab.HasPart, Object: c.Letter, Basis: evidence.Structural, Spans: c.opening(i)})
		break
	}
	for _, i := range append(c.blocksOf("annex-heading"), head) {
		claim(Claim{Subject: c.Cover, Predicate: vocab.HasPart, Object: c.Version, Basis: evidence.Structural, Spans: c.opening(i)})
		break
	}
}

// head returns the block that shows that the declaration begins: its title, else its first block behind the
// masthead.
func (c *Context) head() (int, bool) {
	first := -1
	for i, b := range c.Document.Blocks {
		if b.Container != document.Declaration || b.Class == document.Boilerplate || b.View.Text == "" {
			continue
		}
		if b.Class == document.Title && b.Kind != "section-heading" {
			return i, true
		}
		if first < 0 || c.Document.Blocks[first].Class == document.FrontMatter {
			first = i
		}
	}
	return first, first >= 0
}

// afterNumber returns where a title goes on after the number of a resolution, "78/43. Measures to ...".
func afterNumber(title string) int {
	number, rest, ok := strings.Cut(title, ". ")
	if !ok || strings.Trim(number, "0123456789/") != "" || number == "" {
		return 0
	}
	return len(title) - len(rest)
}

// all returns the whole view of block i, nothing when it is empty.
func (c *Context) all(i int) []Span {
	if c.Document.Blocks[i].View.Text == "" {
		return nil
	}
	return []Span{{Block: i, Span: source.Span{End: len(c.Document.Blocks[i].View.Text)}}}
}

// opening returns the view of block i up to and with the first date in it, or all of it.
func (c *Context) opening(i int) []Span {
	for _, m := range c.inBlock(i) {
		if m.Type == "Date" {
			return []Span{{Block: i, Span: source.Span{End: m.Span.End}}}
		}
	}
	return c.all(i)
}
