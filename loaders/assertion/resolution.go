package assertion

import (
	"slices"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/mention"
)

// resolutions claims which body adopted the resolutions that a text names as members of a group: the one
// that adopted the group.
func resolutions(c *Context, claim func(Claim)) {
	adopted := map[string][]Claim{} // by group
	var members []Claim
	for _, cl := range c.phrases() {
		switch cl.Predicate {
		case vocab.AdoptedBy:
			adopted[cl.Subject] = append(adopted[cl.Subject], cl)
		case vocab.IncludedIn:
			members = append(members, cl)
		}
	}
	for _, m := range members {
		// A group that two bodies adopted does not tell which of them adopted a member.
		by := adopted[m.Object]
		if len(by) == 0 || !c.isResolution(m.Subject) || slices.ContainsFunc(by, func(cl Claim) bool { return cl.Object != by[0].Object }) {
			continue
		}
		for _, a := range by {
			if a.Spans[0].Block == m.Spans[0].Block {
				claim(Claim{Subject: m.Subject, Predicate: vocab.AdoptedBy, Object: a.Object, Basis: evidence.Explicit, Spans: a.Spans})
			}
		}
	}
}

// isResolution reports whether key is that of a resolution the text mentions.
func (c *Context) isResolution(key string) bool {
	return slices.ContainsFunc(c.Mentions, func(m mention.Mention) bool { return m.Key == key && m.Type == "Resolution" })
}

// speaker returns the organ that the chapeau names as the one who speaks.
func (c *Context) speaker() string {
	if c.asked {
		return c.speaking
	}
	c.asked = true
	for i := range c.Document.Blocks {
		if c.Document.Blocks[i].Class != document.Chapeau {
			continue
		}
		for _, m := range c.inBlock(i) {
			if m.Type == "Organ" || m.Type == "Organization" {
				c.speaking = m.Key
				return c.speaking
			}
		}
	}
	return ""
}
