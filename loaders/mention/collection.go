package mention

import "concord/loaders/lexicon"

// collections finds documents named together by kind and author: "relevant Security Council resolutions on
// countering terrorism", "recommendations of the Counter-Terrorism Committee", "OSCE documents".
func (p *passage) collections() {
	for i := 0; i < len(p.tokens); {
		if !p.is(i, lexicon.Collection) || p.startingAt(i) != nil {
			i++
			continue
		}
		i = p.collectionAt(i)
	}
}

func (p *passage) collectionAt(i int) int {
	last := i + 1
	for p.is(last, lexicon.Conjunction) && p.is(last+1, lexicon.Collection) {
		last += 2
	}
	noun := last
	first := p.authorsBefore(i)
	if first == i {
		end := p.authorsAfter(last)
		if end == last {
			return last
		}
		last = end
	}
	if _, ok := p.citationAt(noun, citation{}, true); ok {
		return noun
	}
	if p.is(last, lexicon.On) {
		if end := p.topics(last + 1); end > last+1 {
			last = end
		}
	}
	for p.is(first-1, lexicon.Adjective) {
		first--
	}
	p.add(first, last, Description, "DocumentGroup", "")
	return last
}

// authorsBefore returns the first token of the bodies named before token i: "UN Security Council and General
// Assembly resolutions"; i for none.
func (p *passage) authorsBefore(i int) int {
	first := i
	for {
		j := first
		if p.kind(j-1) == lexicon.Possessive {
			j--
		}
		c := p.endingAt(j)
		if c == nil || !isBody(c.Type) {
			return first
		}
		first = c.first
		if !p.is(first-1, lexicon.Conjunction) {
			return first
		}
		before := p.endingAt(first - 1)
		if before == nil || !isBody(before.Type) {
			return first
		}
		first--
	}
}

// authorsAfter returns the end of the bodies named after "of" at token i; i for none.
func (p *passage) authorsAfter(i int) int {
	if !p.is(i, lexicon.Of) {
		return i
	}
	last := i
	for j := i + 1; ; {
		c := p.startingAt(p.after(j, lexicon.The))
		if c == nil || !isBody(c.Type) {
			return last
		}
		last = c.last
		if !p.is(last, lexicon.Conjunction) {
			return last
		}
		j = last + 1
	}
}

func isBody(typ string) bool { return typ == "Organ" || typ == "Organization" }
