package assertion

import (
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
)

// commitments claims that the version contains its undertakings, by which performative each stands, and
// which are parts of others.
func commitments(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		whole := []Span{a.at(a.start, a.end)}
		b := &c.Document.Blocks[a.wording.block]
		if b.Role == document.Operative && c.Version != "" {
			claim(Claim{Subject: c.Version, Predicate: vocab.CommitsTo, Object: a.key, Basis: evidence.Explicit, Spans: whole})
		}
		if p := c.predicate(a.lemma); p != "" {
			claim(Claim{Subject: c.paragraph(a.wording.block), Predicate: vocab.IRI(p), Object: a.key, Basis: evidence.Explicit, Spans: whole})
		}
		if a.parent >= 0 {
			claim(Claim{Subject: a.whole(acts, i).key, Predicate: vocab.HasPart, Object: a.key, Basis: evidence.Explicit, Spans: []Span{a.at(a.link, a.end)}})
		}
	}
}

// whole returns the act that act i is a part of.
func (a *act) whole(acts []act, i int) *act {
	// acts are numbered from 1 in their block, parents from 0.
	return &acts[i-(a.ordinal-1)+a.parent]
}

// predicate returns the local name of the predicate of a performative, or "".
func (c *Context) predicate(lemma string) string {
	for _, p := range c.Lexicon.Performatives.Lemma(lemma) {
		if p.Predicate != "" {
			return p.Predicate
		}
	}
	return ""
}

func (c *Context) paragraph(block int) string {
	return "para/" + c.Name + "/" + c.Document.Blocks[block].ID
}

// at returns tokens i to j of the act's block as evidence.
func (a *act) at(i, j int) Span { return a.wording.passage(i, j) }
