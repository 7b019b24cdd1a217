package assertion

import (
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// implementations claims which instruments and norms an undertaking carries out, the members of a list
// included.
func implementations(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		if a.verb == nil || a.verb.Kind != lexicon.Implementing {
			continue
		}
		for _, r := range a.ranges() {
			r.end = a.beforeEmbodiment(r)
			for _, m := range outermost(a.mentionsIn(r, mention.EntityLayer)) {
				if !textTypes[m.Type] && m.Type != "Norm" {
					continue
				}
				s := Span{Block: m.Block, Span: m.Span}
				if m.Type != "Resolution" {
					s = a.upTo(max(a.trigger, r.start), m)
				}
				claim(Claim{Subject: a.key, Predicate: vocab.Implements, Object: m.Key, Basis: evidence.Explicit, Spans: []Span{s}})
			}
		}
	}
}

// beforeEmbodiment returns where r ends when the words that say where a norm is laid down are left out.
func (a *act) beforeEmbodiment(r tokenRange) int {
	for k := r.start; k < r.end; k++ {
		if n, _ := a.wording.match("embodiment", k, r.end); n > 0 && !a.wording.inName(k) {
			return k
		}
	}
	return r.end
}

// conveyances claims what an undertaking brings to whom: "submit the Declaration as the General Assembly
// document and distribute it to all Member States".
func conveyances(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		if a.verb == nil || a.verb.Kind != lexicon.Conveying {
			continue
		}
		for _, d := range a.conveyed(acts[:i]) {
			claim(Claim{Subject: a.key, Predicate: vocab.Concerns, Object: d.key, Basis: d.basis, Spans: []Span{d.span}})
		}
		for _, m := range outermost(a.mentionsIn(tokenRange{a.start, a.end}, mention.EntityLayer)) {
			k := a.wording.at(m.Span.Start)
			switch {
			case m.Type == "AgendaItem":
				claim(Claim{Subject: a.key, Predicate: vocab.UnderAgendaItem, Object: m.Key, Basis: evidence.Explicit, Spans: []Span{a.upTo(a.phraseStart(k), m)}})
			case actorTypes[m.Type]:
				if from := a.recipientFrom(k); from >= 0 {
					claim(Claim{Subject: a.key, Predicate: vocab.Recipient, Object: m.Key, Basis: evidence.Explicit, Spans: []Span{a.upTo(from, m)}})
				}
			}
		}
	}
}

// conveyed is a document that is brought somewhere, and the words for it.
type conveyed struct {
	key   string
	basis evidence.Basis
	span  Span
}

// conveyed returns the documents that are the object of the act. A pronoun stands for those of the act
// before.
func (a *act) conveyed(before []act) []conveyed {
	w := a.wording
	if i := a.object; (w.word(i) == "it" || w.word(i) == "them") && len(before) > 0 {
		out := before[len(before)-1].conveyed(before[:len(before)-1])
		for k := range out {
			out[k].basis, out[k].span = evidence.Coreference, a.at(a.trigger, i+1)
		}
		return out
	}
	var out []conveyed
	for i := a.object; i < a.end; i++ {
		m := w.mentionAt(i)
		if m == nil {
			if w.is("preposition", i) || w.punctuation(i) && w.word(i) != "," {
				break
			}
			continue
		}
		if textTypes[m.Type] && m.Key != "" {
			d := conveyed{m.Key, evidence.Explicit, Span{Block: m.Block, Span: m.Span}}
			if w.is("possessive", i-1) && w.word(i-1) != "the" {
				d.basis, d.span = evidence.Coreference, a.upTo(i-1, m)
			}
			out = append(out, d)
		}
		i = w.at(m.Span.End - 1)
	}
	return out
}

// recipientFrom returns the first token of the words that make the party at token k the one who receives:
// "to all Member States", "as a document of the General Assembly". It is -1 when there are none.
func (a *act) recipientFrom(k int) int {
	w := a.wording
	i := k - 1
	for i > a.trigger && (w.is("article", i) || w.is("determiner", i)) {
		i--
	}
	switch {
	case w.word(i) == "to":
		return a.phraseStart(i)
	case w.word(i) == "of" && w.word(i-1) == "document":
		return a.phraseStart(i - 1)
	case w.word(i) == "as":
		return i
	}
	return -1
}

// phraseStart goes back from token k to the preposition that opens its phrase: "for circulation to", "as a
// document of".
func (a *act) phraseStart(k int) int {
	w := a.wording
	for i := k; i > a.trigger && i > k-4; i-- {
		switch w.word(i) {
		case "for", "as", "under":
			return i
		case ",":
			return k
		}
	}
	return k
}
