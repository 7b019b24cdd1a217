package mention

import "concord/loaders/lexicon"

// governments finds "Government of the Republic of Tajikistan" and "Libyan Government".
func (p *passage) governments() {
	for i := range p.tokens {
		if !p.is(i, lexicon.Government) || !p.capital(i) {
			continue
		}
		if c := p.endingAt(i + 1); c != nil && c.Type == "Role" {
			continue // "Heads of State and Government of"
		}
		if p.is(i+1, lexicon.Of) {
			j := p.after(i+2, lexicon.The)
			if c := p.startingAt(j); c != nil && c.Type == "State" {
				p.add(i, c.last, Name, "Government", governmentOf(c.Key))
				continue
			}
		}
		if state := p.lex.StateOf(p.word(i - 1)); state != "" && p.capital(i-1) {
			p.add(i-1, i+1, Name, "Government", governmentOf(state))
		}
	}
}

// governmentOf returns "gov/tj" for "state/tj".
func governmentOf(state string) string { return "gov" + state[len("state"):] }
