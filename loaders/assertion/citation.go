package assertion

import (
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// citations claims which documents, resolutions and sets of documents each preambular and operative
// paragraph refers to. A text does not cite itself or what carries it.
func citations(c *Context, claim func(Claim)) {
	for i := range c.Document.Blocks {
		if b := &c.Document.Blocks[i]; b.Class != document.Preambular && b.Class != document.Operative {
			continue
		}
		cited := map[string]bool{"": true, c.Work: true, c.Version: true, c.Letter: true, c.Cover: true}
		ms := c.mentionsOf(i)
		// A name of its own shows a citation better than one inside another name.
		for _, nested := range []bool{false, true} {
			for k := range ms {
				m := &ms[k]
				if m.Layer != mention.EntityLayer || !textTypes[m.Type] || cited[m.Key] || nestedIn(m.Span, ms) != nested {
					continue
				}
				cited[m.Key] = true
				claim(Claim{Subject: c.paragraph(i), Predicate: vocab.Cites, Object: m.Key, Basis: evidence.Explicit,
					Spans: []Span{{Block: i, Span: m.Span}}})
			}
		}
	}
}

// nestedIn reports whether s lies in a longer entity mention.
func nestedIn(s source.Span, ms []mention.Mention) bool {
	for _, m := range ms {
		if m.Layer == mention.EntityLayer && m.Span.Contains(s) && m.Span != s {
			return true
		}
	}
	return false
}
