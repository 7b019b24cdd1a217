package mention

import "concord/loaders/lexicon"

// languages finds languages where a text speaks of itself: after "Original:", and in a bar of languages.
func (p *passage) languages() {
	if n := len(p.tokens); n > 0 && n <= 40 && p.languageBar() {
		return
	}
	for i := range p.tokens {
		if p.is(i, lexicon.Original) && p.word(i+1) == ":" {
			for j := i + 2; ; {
				last, key := p.languageAt(j)
				if last == 0 {
					break
				}
				p.add(j, last, Value, "Language", key)
				for j = last; p.word(j) == "," || p.word(j) == "/" || p.is(j, lexicon.Conjunction); {
					j++
				}
			}
		}
	}
}

// languageAt returns the end and the key of the name of a language at token i.
func (p *passage) languageAt(i int) (last int, key string) {
	if i >= len(p.tokens) {
		return 0, ""
	}
	for _, m := range p.lex.MatchAt(nil, p.text, p.tokens, i) {
		if m.Phrase.Entry.Type == "Language" {
			last, key = m.Last, m.Phrase.Entry.Key
			p.lex.Fired(m.Phrase.Row)
		}
	}
	return last, key
}

// languageBar adds the languages of a passage that holds nothing else.
func (p *passage) languageBar() bool {
	n := len(p.found)
	for i := 0; i < len(p.tokens); {
		last, key := p.languageAt(i)
		switch {
		case last > 0:
			p.add(i, last, Value, "Language", key)
			i = last
		case p.kind(i) == lexicon.Sign:
			i++
		default:
			p.forget(n)
			return false
		}
	}
	if len(p.found) < n+2 {
		p.forget(n)
		return false
	}
	return true
}

// forget takes back the candidates from the n-th on.
func (p *passage) forget(n int) {
	p.found = p.found[:n]
	clear(p.at)
	clear(p.until)
	for i := range p.found {
		p.mark(&p.found[i], int32(i+1))
	}
}
