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

// abbreviations claims the acronyms that the text introduces, "European Union (EU)". Those of boilerplate
// are left out, and so are those of States, which are no names of theirs.
func abbreviations(c *Context, claim func(Claim)) {
	for i, b := range c.Document.Blocks {
		if b.Class == document.Boilerplate {
			continue
		}
		ms := c.inBlock(i)
		for _, name := range ms {
			if name.Form != mention.Name || name.Type != "Organization" && name.Type != "Organ" {
				continue
			}
			for _, a := range ms {
				if a.Form != mention.Acronym || a.Key != name.Key || a.Key == "" || !introduces(b.View.Text, name.Span, a.Span) {
					continue
				}
				claim(Claim{Subject: name.Key, Predicate: vocab.Abbreviation, Literal: quad.String(a.Surface), Basis: evidence.Explicit,
					Spans: []Span{{Block: i, Span: source.Span{Start: name.Span.Start, End: a.Span.End + 1}}}})
			}
		}
	}
}

// introduces reports whether acronym stands in parentheses after name.
func introduces(text string, name, acronym source.Span) bool {
	return acronym.Start > name.End && strings.TrimLeft(text[name.End:acronym.Start], " ") == "(" &&
		strings.HasPrefix(text[acronym.End:], ")")
}

// organs claims for a coordination what its first member says of all: in "UN Security Council and General
// Assembly resolutions" both are organs of the UN. An article before the second member would cut it off.
func organs(c *Context, claim func(Claim)) {
	for i, b := range c.Document.Blocks {
		if b.Class == document.Boilerplate {
			continue
		}
		ms := c.inBlock(i)
		for _, first := range ms {
			if first.Type != "Organ" {
				continue
			}
			whole, ok := leadingOrganization(ms, first)
			if !ok {
				continue
			}
			for _, second := range ms {
				if second.Type != "Organ" || second.Span.Start <= first.Span.End || strings.TrimSpace(b.View.Text[first.Span.End:second.Span.Start]) != "and" {
					continue
				}
				if _, own := leadingOrganization(ms, second); own {
					continue
				}
				claim(Claim{Subject: second.Key, Predicate: vocab.OrganOf, Object: whole.Key, Basis: evidence.Explicit,
					Spans: []Span{{Block: i, Span: source.Span{Start: first.Span.Start, End: second.Span.End}}}})
			}
		}
	}
}

// leadingOrganization returns the organization whose name begins the name of an organ.
func leadingOrganization(ms []mention.Mention, organ mention.Mention) (mention.Mention, bool) {
	for _, m := range ms {
		if m.Type == "Organization" && m.Span.Start == organ.Span.Start && m.Span.End < organ.Span.End {
			return m, true
		}
	}
	return mention.Mention{}, false
}
