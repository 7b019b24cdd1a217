package assertion

import (
	"sort"
	"strings"

	"concord/graph/evidence"
	"concord/loaders/mention"
)

// withAntecedents completes a claim that rests on a short form or a pronoun: its basis is coreference, and it
// rests on the name that the short form or the pronoun stands for as well. That is the nearest one before it,
// else the first one after.
func (c *Context) withAntecedents(cl Claim) Claim {
	if cl.Basis != evidence.Explicit && cl.Basis != evidence.Coreference {
		return cl
	}
	for _, key := range []string{cl.Subject, cl.Object} {
		named, short := c.naming(key, cl.Spans)
		if named || !short && cl.Basis != evidence.Coreference {
			continue
		}
		name, ok := c.antecedent(key, cl.Spans[0])
		if short {
			cl.Basis = evidence.Coreference
		}
		if ok {
			cl.Antecedents = append(cl.Antecedents, name)
		}
	}
	return cl
}

// naming reports whether the words of spans name what has a key, and whether they have a short form for it.
func (c *Context) naming(key string, spans []Span) (named, short bool) {
	for _, s := range spans {
		for _, m := range c.inBlock(s.Block) {
			if m.Key != key || !s.Contains(m.Span) {
				continue
			}
			if m.Form == mention.Coreferent {
				short = true
			} else {
				named = true
			}
		}
	}
	return named, short
}

// antecedent returns the name of what has a key that is nearest before s, else the first after. Member States that
// no other words name are those of an organization that is named.
func (c *Context) antecedent(key string, s Span) (Span, bool) {
	names := c.names()[key]
	if whole, ok := strings.CutSuffix(key, "-member-states"); ok && len(names) == 0 {
		names = c.names()["org/"+strings.TrimPrefix(whole, "group/")]
	}
	i := sort.Search(len(names), func(i int) bool {
		return names[i].Block > s.Block || names[i].Block == s.Block && names[i].Start >= s.Start
	})
	switch {
	case i > 0:
		return names[i-1], true
	case len(names) > 0:
		return names[0], true
	}
	return Span{}, false
}

// names returns by key where the text names things, in its order.
func (c *Context) names() map[string][]Span {
	if c.named == nil {
		c.named = map[string][]Span{}
		for _, m := range c.Mentions {
			if m.Key != "" && m.Form != mention.Coreferent && !m.Boilerplate {
				c.named[m.Key] = append(c.named[m.Key], Span{m.Block, m.Span})
			}
		}
	}
	return c.named
}
