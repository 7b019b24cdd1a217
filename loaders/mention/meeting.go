package mention

import "concord/loaders/lexicon"

// meetings finds conferences and summits by title or subject: "high-level international conference on
// counter-terrorism and the prevention of violent extremism", "Nuclear Security Summit". Without either,
// after "this" or "the", they are short forms.
func (p *passage) meetings() {
	for i := range p.tokens {
		if !p.is(i, lexicon.Convening) {
			continue
		}
		if c := p.startingAt(i); c != nil && c.last > i+1 && c.Type != "Event" {
			continue
		}
		p.meetingAt(i)
	}
}

func (p *passage) meetingAt(noun int) {
	first := p.modifiers(noun)
	last := p.subject(noun + 1)
	named := last > noun+1
	for j := first; j < noun && !named; j++ {
		named = p.capital(j) && !p.is(j, lexicon.ConveningAdjective)
	}
	if named && p.capital(first) {
		first = p.withYear(first) // "2010 Review Conference"
	}
	switch {
	case named && (first < noun || last > noun+1):
		p.add(first, last, Name, "Event", "")
	case p.is(first-1, lexicon.Demonstrative):
		p.add(first, noun+1, Coreferent, "Event", "")
	}
}

// modifiers returns the first of the words before a noun that belong to it: kinds of meetings, and names and
// capitalised words in front of a capitalised noun.
func (p *passage) modifiers(noun int) int {
	first := noun
	for first > 0 && first > noun-16 { // no name of a meeting has more words before its noun
		switch {
		case p.is(first-1, lexicon.ConveningAdjective):
			first--
		case p.capital(noun) && first < noun && p.is(first-1, lexicon.Conjunction) && p.capital(first-2) && p.capital(first) && p.startingAt(first-2) == nil:
			first -= 2 // "Review and Extension Conference"
		case p.capital(noun) && p.capital(first-1) && !(p.opens(first-1) && p.opensClause(first-1)):
			first--
		default:
			return first
		}
	}
	return first
}

// subject returns the end of the title or subject of a meeting: in quotes, after "on" or "titled".
func (p *passage) subject(i int) int {
	j := i
	for p.is(j, lexicon.On) || p.is(j, lexicon.Quoted) || p.capital(i-1) && p.is(j, lexicon.For) && !p.is(j, lexicon.Of) && p.capital(j+1) {
		j++
	}
	if j == i {
		return i
	}
	if end := p.quotation(j); end > 0 {
		return end
	}
	if last := p.topics(j); last > j {
		return last
	}
	return i
}

// quotation returns the token after the quotation that begins at token i, 0 for none.
func (p *passage) quotation(i int) int {
	closing, ok := map[string]string{"“": "”", "\"": "\"", "«": "»", "‘": "’"}[p.word(i)]
	if !ok {
		return 0
	}
	for j := i + 1; j < len(p.tokens) && j < i+60; j++ {
		if p.word(j) == closing {
			return j + 1
		}
	}
	return 0
}

// topics returns the end of the run of themes and capitalised words that begins at token i, joined by small
// words; i for none.
func (p *passage) topics(i int) int {
	last := i
	for j := i; j < len(p.tokens); {
		switch end := int(p.themes[j]); {
		case end > j:
			j, last = end, end
		case p.capital(j) && !p.is(j, lexicon.Month):
			j++
			last = j
		case p.is(j, lexicon.Conjunction) && p.meetingNamed(p.after(j+1, lexicon.The)):
			return last
		case p.is(j, lexicon.Conjunction) || p.is(j, lexicon.The) || p.is(j, lexicon.Of):
			j++
		default:
			return last
		}
	}
	return last
}

// meetingNamed reports whether the capitalised words from token i on end in a noun for a meeting.
func (p *passage) meetingNamed(i int) bool {
	for p.capital(i) {
		if p.is(i, lexicon.Convening) {
			return true
		}
		i++
	}
	return false
}
