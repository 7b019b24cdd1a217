package assertion

import (
	"strings"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/source"
)

// agents claims who is to act, and whom the text calls upon. Where nobody is named it is those who speak.
func agents(c *Context, claim func(Claim)) {
	acts := c.acts()
	declarers := c.declarers()
	for i := range acts {
		a := &acts[i]
		actors, addressed := c.agentsOf(i)
		basis := evidence.Explicit
		if c.Document.Blocks[a.wording.block].Class == document.LetterText {
			basis = evidence.Coreference // "you"
		}
		for _, p := range actors {
			spans := []Span{p.span}
			claim(Claim{Subject: a.key, Predicate: vocab.Actor, Object: p.key, Basis: basis, Spans: spans})
			if addressed {
				claim(Claim{Subject: a.key, Predicate: vocab.Addressee, Object: p.key, Basis: basis, Spans: spans})
			}
		}
		// Who declares an annex or a further resolution, what the chapeau of the first one names does not tell.
		if len(actors) > 0 || c.Document.Blocks[a.wording.block].Within != "" {
			continue
		}
		if a.basis == evidence.Coreference {
			for _, d := range declarers.keys {
				claim(Claim{Subject: a.key, Predicate: vocab.Actor, Object: d, Basis: evidence.Coreference, Spans: []Span{a.stanceWords()}})
			}
			continue
		}
		if s, ok := a.pronoun(); ok {
			for _, d := range declarers.keys {
				claim(Claim{Subject: a.key, Predicate: vocab.Actor, Object: d, Basis: evidence.Coreference, Spans: []Span{s}})
			}
			continue
		}
		for _, d := range declarers.keys {
			if a.left(d, declarers.personal) {
				claim(Claim{Subject: a.key, Predicate: vocab.Actor, Object: d, Basis: evidence.DefaultAgent, Spans: []Span{a.opening()}})
			}
		}
	}
}

// left reports whether a names nobody, so that it is left to the declarer with key d, who may speak as "we". A clause has a subject of
// its own, even when nothing is known of it, and an organ acts itself in what it decides: what it asks for,
// demands or finds necessary is for others, and so may be "the commitment to" that it reaffirms.
func (a *act) left(d string, personal bool) bool {
	own := a.frame == thatFrame && a.wording.word(a.lead) == "it" // "Underlines that it will not recognize"
	if a.frame == thatFrame && !own || a.frame == addresseesFrame {
		return false
	}
	if personal || !strings.HasPrefix(d, "org/") {
		return true
	}
	return a.force == "decision" || a.force == a.own && (a.own == "commitment" || a.own == "willingness") || own
}

// agentsOf returns who is said to carry out act i, and whether the text calls upon them. A coordinated noun
// and a clause of manner have the agents of what they stand beside.
func (c *Context) agentsOf(i int) (actors []party, addressed bool) {
	a := &c.acts()[i]
	if len(a.actors) > 0 {
		return a.actors, a.addressed
	}
	if c.Document.Blocks[a.wording.block].Class == document.LetterText {
		return c.addressee(a), true
	}
	if named := a.named(); len(named) > 0 {
		return named, asks(a.force)
	}
	if before := a.ordinal > 1 && a.parent < 0; before && a.form != infinitive && (a.manner || a.list == c.undertakings[i-1].list) {
		return c.agentsOf(i - 1)
	}
	return nil, false
}

// asks reports whether an undertaking of this force is asked of somebody.
func asks(force string) bool {
	return force == "call" || force == "encouragement" || force == "request"
}

// addressee returns to whom the letter is addressed, as the one whom it asks for a.
func (c *Context) addressee(a *act) []party {
	for i := range c.Document.Blocks {
		if b := &c.Document.Blocks[i]; b.Class != document.LetterText && b.Container != document.Letter {
			continue
		}
		r := &reader{c: c, w: c.wording(i)}
		for k := range r.w.tokens {
			if r.w.word(k) != "addressed" || r.w.word(k+1) != "to" {
				continue
			}
			ps := r.coordination(k+2, len(r.w.tokens), k)
			for n := range ps {
				ps[n].span = Span{Block: a.wording.block, Span: source.Span{Start: a.verbSpan().Start, End: a.triggerSpan().End}}
			}
			return ps
		}
	}
	return nil
}

// verbSpan returns the words of the performative.
func (a *act) verbSpan() source.Span { return a.government.verb }

// named returns the agents that the words of a noun name: "approaches by all types of media", "joint action
// of UN Member States". A clause of manner has those of the act before it.
func (a *act) named() []party {
	if a.form != noun && a.wording.word(a.trigger) != "be" { // "shall be submitted by the Secretary-General"
		return nil
	}
	r := &reader{w: a.wording}
	for i := a.start; i < a.end; i++ {
		n, _ := a.wording.match("agent", i, a.end)
		if n == 0 {
			n, _ = a.wording.match("joint", i, a.end)
		}
		if n == 0 || a.wording.inName(i) {
			continue
		}
		if ps := r.coordination(i+n, a.end, i); len(ps) > 0 {
			return ps
		}
	}
	return nil
}

// stanceWords returns "our commitment", the words under which the act stands.
func (a *act) stanceWords() Span {
	end := a.lead
	for end < a.start && end < a.lead+5 {
		if n, _ := a.wording.match("stance", end, a.start); n > 0 {
			return a.at(a.lead, end+n)
		}
		end++
	}
	return a.at(a.lead, max(a.stop, a.lead+1))
}

// pronoun returns "we will" when a is what those who speak say that they will do.
func (a *act) pronoun() (Span, bool) {
	v := a.wording.at(a.government.verb.Start)
	if a.force != a.own || a.own != "commitment" && a.own != "willingness" && a.own != "need" || a.government.verb.Len() == 0 {
		return Span{}, false
	}
	for i := v - 1; i >= 0 && i > v-4; i-- {
		if a.wording.is("first person", i) {
			return a.at(i, a.wording.at(a.government.verb.End-1)+1), true
		}
	}
	return Span{}, false
}

// opening returns the words from the complement of the performative to the trigger, or where the act stands far
// from them the act itself, of a long one its words up to there.
func (a *act) opening() Span {
	if a.lead < a.stop && a.stop-a.lead <= 6 {
		return a.at(a.lead, a.stop)
	}
	if a.end-a.start <= longestPhrase {
		return a.at(a.start, a.end)
	}
	return a.at(a.start, max(a.stop, a.start+1))
}
