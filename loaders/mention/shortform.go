package mention

import "concord/loaders/lexicon"

// shortForms finds what needs an antecedent: "the Committee", "this Declaration", "Member States", "the
// present letter", "its annex".
func (p *passage) shortForms() {
	for i := range p.tokens {
		switch {
		case p.is(i, lexicon.Head) && p.capital(i):
			p.lone(i)
		case p.is(i, lexicon.Letter) && p.is(i-1, lexicon.Present):
			p.add(i-1, i+1, Coreferent, "Document", "")
		case p.is(i, lexicon.Annex) && (p.is(i-1, lexicon.Its) || p.is(i-1, lexicon.See) || i == 0 && p.is(i+1, lexicon.To)):
			p.add(i, i+1, Coreferent, "Document", "")
		case p.is(i, lexicon.Member) && p.capital(i) && p.is(i+1, lexicon.States) && p.capital(i+1):
			if federal := p.capital(i-1) && p.is(i-1, lexicon.TitleAdjective); federal {
				continue // "Federal Member States" are no States
			}
			if p.startingAt(i) == nil && (p.endingAt(i+2) == nil || p.endingAt(i+2).first >= i) {
				p.add(i, i+2, Coreferent, "StateGroup", "")
			}
		}
	}
}

// lone adds the head noun at token i when it stands alone with its capital: after a determiner or as the
// owner of what follows.
func (p *passage) lone(i int) {
	if c := p.endingAt(i + 1); c != nil && c.first < i && !((isBody(c.Type) || c.Type == "Role" || c.Type == "Document") && p.is(i-1, lexicon.The)) {
		return
	}
	if c := p.startingAt(i); c != nil && c.Form != Description {
		return
	}
	first := i
	if !p.is(i-1, lexicon.Demonstrative) && !p.is(i-1, lexicon.Its) && !(p.word(i-1) == "(" && p.word(i+1) == ",") {
		if !p.capital(i-1) || !p.is(i-2, lexicon.Demonstrative) || !p.is(i-1, lexicon.TitleAdjective) {
			return
		}
		first = i - 1 // "the Advisory Committee"
	}
	if p.capital(i+1) && p.is(i+1, lexicon.Head) {
		return
	}
	if p.is(i+1, lexicon.Of) && p.capital(p.after(i+2, lexicon.The)) && p.startingAt(p.after(i+2, lexicon.The)) == nil {
		return // "the Conference of the Parties": a name of its own
	}
	if c := p.startingAt(first); c != nil && c.last > i+1 && c.Form == Name {
		return
	}
	p.add(first, i+1, Coreferent, p.lex.HeadType(p.word(i)), "")
}
