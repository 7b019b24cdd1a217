package mention

import "concord/loaders/lexicon"

// standards finds norms told by their subject: "international standards against terrorist financing and
// money-laundering".
func (p *passage) standards() {
	for i := range p.tokens {
		if !p.is(i, lexicon.Standards) || !p.is(i-1, lexicon.StandardsAdjective) {
			continue
		}
		if !p.is(i+1, lexicon.On) && !p.is(i+1, lexicon.Against) && !p.is(i+1, lexicon.For) {
			continue
		}
		last := p.topics(i + 2)
		if last == i+2 {
			continue
		}
		first := i - 1
		for p.is(first-1, lexicon.StandardsAdjective) || p.is(first-1, lexicon.Adjective) {
			first--
		}
		p.add(first, last, Description, "Norm", "")
	}
}
