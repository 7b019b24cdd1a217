package mention

import "concord/loaders/lexicon"

// subsidiaries finds organs known by what set them up: "Committee established pursuant to paragraph 19 of
// resolution 2140 (2014)".
func (p *passage) subsidiaries() {
	for i := range p.tokens {
		if !p.is(i, lexicon.Established) || !p.is(i-1, lexicon.Head) || p.lex.HeadType(p.word(i-1)) != "Organ" {
			continue
		}
		first := i - 1
		if c := p.endingAt(i); c != nil && c.Type == "Organ" {
			if first = c.first; c.phrase != nil {
				continue
			}
		}
		for j := i + 1; j < len(p.tokens) && j < i+12; j++ {
			if c := p.startingAt(j); c != nil && c.Type == "Resolution" {
				p.add(first, c.last, Name, "Organ", "")
				break
			}
			if p.word(j) == "." || p.word(j) == ";" || p.word(j) == "," {
				break
			}
		}
	}
}
