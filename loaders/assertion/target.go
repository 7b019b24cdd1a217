package assertion

import (
	"slices"
	"strings"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// targets claims in whose favour and against whom an undertaking is: the groups in its words that are
// neither to act nor partners.
func targets(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		apart := a.partners()
		actors, _ := c.agentsOf(i)
		for _, r := range a.ranges() {
			for _, m := range outermost(a.mentionsIn(r, mention.EntityLayer)) {
				acting := slices.ContainsFunc(actors, func(p party) bool { return p.key == m.Key })
				if m.Type != "ActorGroup" || acting || inside(m.Span, apart) || quoted(a.wording.text, m.Span) || a.wording.adverbial(m) {
					continue
				}
				p := vocab.Beneficiary
				if a.wording.adverse(m) {
					p = vocab.Against
				} else if a.wording.behind(m) {
					continue
				}
				claim(Claim{Subject: a.key, Predicate: p, Object: m.Key, Basis: evidence.Explicit, Spans: []Span{{Block: m.Block, Span: m.Span}}})
			}
		}
	}
}

// behind reports whether m stands behind a word that makes it the doer or the origin of what is spoken of:
// "recruitment by armed groups", "protection from".
func (w *wording) behind(m *mention.Mention) bool {
	k := w.at(m.Span.Start) - 1
	for w.is("determiner", k) {
		k--
	}
	return w.word(k) == "by" || w.word(k) == "from"
}

// adverbial reports whether m is a word of an adverb: "among others".
func (w *wording) adverbial(m *mention.Mention) bool {
	k := w.at(m.Span.Start) - 1
	if k < 0 {
		return false
	}
	n, _ := w.match("adverb", k, len(w.tokens))
	return n > 1 && w.tokens[k+n-1].End >= m.Span.End
}

// quoted reports whether s stands in the quotation marks of a title.
func quoted(text string, s source.Span) bool {
	return strings.LastIndex(text[:s.Start], "“") > strings.LastIndex(text[:s.Start], "”")
}

// adverse reports whether a group is one that undertakings turn against.
func (w *wording) adverse(m *mention.Mention) bool {
	for i := w.at(m.Span.Start); i < len(w.tokens) && w.tokens[i].Start < m.Span.End; i++ {
		if w.is("adverse", i) {
			return true
		}
	}
	return false
}

// instruments claims by which documents, mechanisms and activities an undertaking is to be carried out.
func instruments(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		for _, r := range a.ranges() {
			for k := r.start; k < r.end; k++ {
				a.embodied(k, r.end, claim)
				a.through(k, r.end, claim)
			}
			a.mechanisms(r, claim)
		}
	}
}

// embodied reads "standards embodied in the Forty Recommendations".
func (a *act) embodied(k, end int, claim func(Claim)) {
	n, _ := a.wording.match("embodiment", k, end)
	if n == 0 || a.wording.inName(k) || a.verb == nil {
		return
	}
	if m := a.mentionBefore(k); m == nil || m.Type != "Norm" {
		return
	}
	for _, m := range outermost(a.mentionsIn(tokenRange{k, a.wording.phraseEnd(k+n, end)}, mention.EntityLayer)) {
		if textTypes[m.Type] {
			claim(Claim{Subject: a.key, Predicate: vocab.Instrument, Object: m.Key, Basis: evidence.Explicit, Spans: []Span{a.upTo(k, m)}})
		}
	}
}

// mentionBefore returns the outermost entity mention that ends right before token k, or one sign before.
func (a *act) mentionBefore(k int) *mention.Mention {
	if k > 0 && a.wording.word(k-1) == "," {
		k--
	}
	if k == 0 {
		return nil
	}
	for i := range a.wording.mentions {
		m := &a.wording.mentions[i]
		if m.Layer == mention.EntityLayer && m.Span.End == a.wording.tokens[k-1].End {
			return m
		}
	}
	return nil
}

// through reads "through coordination, cooperation and joint action": concepts that are means.
func (a *act) through(k, end int, claim func(Claim)) {
	if a.wording.word(k) != "through" || a.wording.inName(k) {
		return
	}
	next := k + 1
	for a.wording.is("article", next) || a.wording.is("determiner", next) {
		next++
	}
	for _, m := range outermost(a.mentionsIn(tokenRange{next, end}, mention.ThemeLayer)) {
		if m.Span.Start == a.wording.tokens[min(next, len(a.wording.tokens)-1)].Start {
			claim(Claim{Subject: a.key, Predicate: vocab.Means, Object: m.Key, Basis: evidence.Explicit, Spans: []Span{a.upTo(k, m)}})
		}
	}
}

// mechanisms reads "INTERPOL mechanisms", "mechanisms of the International Criminal Police Organization".
func (a *act) mechanisms(r tokenRange, claim func(Claim)) {
	w := a.wording
	for _, m := range outermost(a.mentionsIn(r, mention.EntityLayer)) {
		if m.Type != "Organization" && m.Type != "Organ" {
			continue
		}
		from, to := w.at(m.Span.Start), w.at(m.Span.End-1)+1
		switch {
		case w.is("mechanism", to) && to < r.end:
			to++
		case w.word(to) == "'" && w.is("mechanism", to+2):
			to += 3
		default:
			k := from - 1
			for w.is("article", k) || w.word(k) == "of" {
				k--
			}
			if !w.is("mechanism", k) || k == from-1 {
				continue
			}
			from = k
		}
		claim(Claim{Subject: a.key, Predicate: vocab.Instrument, Object: m.Key, Basis: evidence.Explicit,
			Spans: []Span{{Block: m.Block, Span: source.Span{Start: w.tokens[from].Start, End: w.tokens[to-1].End}}}})
	}
}
