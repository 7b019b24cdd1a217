package assertion

import (
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// masthead claims what the head of a document says by its layout: the distribution, the language of the
// original, the title of the agenda item.
func masthead(c *Context, claim func(Claim)) {
	annexed := false
	item := ""
	for i, b := range c.Document.Blocks {
		subject := c.carrier(i)
		if annexed {
			subject = c.Version // the annex's own head
		}
		switch b.Kind {
		case "distribution":
			if _, value, ok := strings.Cut(b.View.Text, ":"); ok {
				claim(Claim{Subject: subject, Predicate: vocab.Distribution, Literal: quad.String(strings.TrimSpace(value)),
					Basis: evidence.Explicit, Spans: c.all(i)})
			}
		case "annex-heading":
			annexed = true
		case "original-language", "annex-original-language":
			for _, m := range c.inBlock(i) {
				if m.Type == "Language" {
					claim(Claim{Subject: subject, Predicate: vocab.OriginalLanguage, Object: m.Key, Basis: evidence.Explicit, Spans: c.all(i)})
				}
			}
		case "agenda-item":
			for _, m := range c.inBlock(i) {
				if m.Type == "AgendaItem" {
					item = m.Key
				}
			}
		case "agenda-title":
			c.agendaTitle(i, item, claim)
		}
		if b.Class != document.FrontMatter && b.Class != document.Boilerplate {
			item = ""
		}
	}
}

// agendaTitle claims that block i is the title of the agenda item, and the themes it names.
func (c *Context) agendaTitle(i int, item string, claim func(Claim)) {
	claim(Claim{Subject: item, Predicate: vocab.Title, Literal: quad.String(c.Document.Blocks[i].View.Text),
		Basis: evidence.Structural, Spans: c.all(i)})
	end := 0
	for _, m := range c.inBlock(i) {
		if m.Layer == mention.ThemeLayer && m.Span.Start >= end {
			end = m.Span.End
			claim(Claim{Subject: item, Predicate: vocab.Theme, Object: m.Key, Basis: evidence.Explicit,
				Spans: []Span{{Block: i, Span: source.Span{Start: m.Span.Start, End: m.Span.End}}}})
		}
	}
}
