package mention

import "concord/loaders/lexicon"

// conferences finds the bodies in which the parties to a treaty meet: "Conference of the Parties to the Convention
// on Biological Diversity", "Meeting of States Parties". One that a word in front tells from others, "Review
// Conference of the Parties", is an event.
func (p *passage) conferences() {
	for i := range p.tokens {
		if !p.is(i, lexicon.PartiesMeet) || !p.capital(i) || !p.is(i+1, lexicon.Of) || p.capital(i-1) && !p.opens(i-1) {
			continue
		}
		last := p.after(i+2, lexicon.The)
		if p.is(last, lexicon.States) {
			last++
		}
		if !p.is(last, lexicon.Parties) || !p.capital(last) {
			continue
		}
		last++
		if p.is(last, lexicon.To) {
			if c := p.startingAt(p.after(last+1, lexicon.The)); c != nil && c.Type == "Document" && c.Form != Coreferent {
				last = c.last
			}
		}
		p.add(i, last, Name, "Organ", "")
	}
}
