package mention

import "concord/loaders/lexicon"

// letters finds "Letter dated 7 May 2018 from the Permanent Representative of X addressed to the Secretary-General".
// Without a capital it is a title only when it says to whom.
func (p *passage) letters() {
	for i := range p.tokens {
		if !p.is(i, lexicon.Letter) || !p.is(i+1, lexicon.Dated) {
			continue
		}
		c := p.startingAt(i + 2)
		if c == nil || c.Type != "Date" {
			continue
		}
		last := c.last
		if p.is(last, lexicon.From) {
			if end := p.named(last + 1); end > 0 {
				last = end
			}
		}
		titled := p.capital(i)
		if p.is(last, lexicon.Addressed) && p.is(last+1, lexicon.To) {
			if end := p.named(last + 2); end > 0 {
				last, titled = end, true
			}
		}
		if !titled {
			continue
		}
		p.add(i, last, Name, "Document", "")
	}
}

// named returns the end of the name at token i, behind an article; 0 for none.
func (p *passage) named(i int) int {
	c := p.startingAt(p.after(i, lexicon.The))
	if c == nil {
		return 0
	}
	return c.last
}
