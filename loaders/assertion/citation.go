package assertion

import (
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/mention"
)

// citations claims which documents, resolutions and sets of documents each preambular and operative
// paragraph refers to. A text does not cite itself or what carries it.
func citations(c *Context, claim func(Claim)) {
	for i := range c.Document.Blocks {
		if b := &c.Document.Blocks[i]; b.Role != document.Preambular && b.Role != document.Operative {
			continue
		}
		cited := map[string]bool{"": true, c.Work: true, c.Version: true, c.Letter: true, c.Cover: true}
		ms := c.inBlock(i)
		// A name of its own shows a citation better than one inside another name.
		inner := nested(ms)
		for _, in := range []bool{false, true} {
			for k := range ms {
				m := &ms[k]
				if m.Layer != mention.EntityLayer || !textTypes[m.Type] || cited[m.Key] || inner[k] != in {
					continue
				}
				cited[m.Key] = true
				claim(Claim{Subject: c.paragraph(i), Predicate: vocab.Cites, Object: m.Key, Basis: evidence.Explicit,
					Spans: []Span{{Block: i, Span: m.Span}}})
			}
		}
	}
}

// nested tells of each mention, by start and the longer first, whether it lies in another entity mention.
func nested(ms []mention.Mention) []bool {
	out := make([]bool, len(ms))
	end := 0
	for k, m := range ms {
		out[k] = m.Span.End <= end
		if m.Layer == mention.EntityLayer {
			end = max(end, m.Span.End)
		}
	}
	return out
}
