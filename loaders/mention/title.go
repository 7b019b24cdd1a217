package mention

import (
	"concord/loaders/lexicon"
)

// titles finds names by their capitals: a chain of capitalised words joined by small ones, whose first part
// ends in a noun that heads names ("Plan", "Committee", "Agency"): "Joint Plan of Action for the
// Implementation of ... in Central Asia of 30 November 2011". What the noun is, the name is.
func (p *passage) titles() {
	for i := 0; i < len(p.tokens); {
		i = p.titleAt(i)
	}
}

// titleAt looks for a name at token i and returns the token to go on from.
func (p *passage) titleAt(i int) int {
	known := p.startingAt(i)
	if known != nil && known.Type == "Document" && known.phrase != nil {
		return p.dressed(i, known.last)
	}
	if !p.capital(i) || p.is(i, lexicon.Month) && p.kind(i-1) == lexicon.Number || p.glued(i) && p.kind(i-1) == lexicon.Word && !p.is(i-1, lexicon.Ordinal) && !p.is(i-1, lexicon.Tens) {
		return i + 1
	}
	if known == nil && (p.opens(i) && p.startsAnew(i) || p.opensClause(i) && !p.is(i, lexicon.Head) && !p.is(i, lexicon.HeadOf)) {
		return i + 1
	}
	if p.kind(i+1) == lexicon.Possessive && known == nil && p.is(i, lexicon.Head) {
		return i + 2 // "the Agency's Secretariat"
	}
	if known != nil && known.Type == "State" && p.kind(known.last) == lexicon.Possessive {
		return known.last + 1 // "Mongolia's Vision 2050"
	}
	if end := p.coordinated(i); end > i {
		return end
	}
	ch := p.listed(i, p.chain(i))
	if ch.head < 0 || ch.head == i && ch.last == i+1 {
		return p.pass(i, ch)
	}
	typ := p.lex.HeadType(p.word(ch.head))
	if covers := p.knownOver(i, ch.head); covers > 0 {
		return covers
	}
	if p.is(i, lexicon.Ordinal) || p.is(i, lexicon.Tens) || p.is(i, lexicon.TensOrdinal) {
		return i + 1 // "Sixty-sixth World Health Assembly"
	}
	last := p.whole(i, p.cut(i, ch, typ))
	switch {
	case last <= ch.head:
		return p.pass(i, ch)
	case p.generic(i, last, ch.head) && p.withYear(i) == i:
		if p.is(i-1, lexicon.Demonstrative) || p.is(i-1, lexicon.Its) {
			p.add(i, last, Coreferent, typ, "")
		}
		return last
	case typ != "Document":
		p.add(i, last, Name, typ, "")
		return last
	}
	for end := last; end > 0; { // "to Prevent, Deter and Eliminate Illegal, Unreported and Unregulated Fishing"
		last, end = end, p.enumerated(end)
		if end == last {
			break
		}
	}
	p.dated(p.withYear(i), p.withDate(last), "")
	return last
}

// enumerated extends a title that ends before token last over the members of a list that stand behind commas
// in it: "Convention on the Prohibition of the Development, Production and Stockpiling of Weapons".
func (p *passage) enumerated(last int) int {
	j := last
	for n := 0; n < 8 && p.word(j) == "," && p.capital(j+1) && !p.beginsName(j+1); n++ {
		ch := p.chain(j + 1)
		j = ch.last
		if len(ch.links) == 0 {
			continue
		}
		if link := ch.links[0]; !p.is(link, lexicon.Conjunction) || p.join(link) != link+1 || p.beginsName(link+1) && ch.last > link+2 {
			return last
		}
		return p.cut(last+1, chain{last: ch.last, head: last, links: ch.links}, "Document")
	}
	if j > last && p.word(j) == "," && p.is(j+1, lexicon.Conjunction) && p.capital(j+2) && !p.beginsName(j+2) {
		ch := p.chain(j + 2)
		return p.cut(last+1, chain{last: ch.last, head: last, links: ch.links}, "Document")
	}
	return last
}

// coordinated returns the token after what stands at token i before a conjunction and is no part of the name
// behind it: "WHO and World Bank", "the Chair and Committee members"; 0 for none.
func (p *passage) coordinated(i int) int {
	end := i + 1
	if c := p.startingAt(i); c != nil {
		end = c.last
	} else if !p.acronym(i) && !p.is(i, lexicon.Post) && !p.is(i, lexicon.Head) {
		return 0
	}
	if !p.is(end, lexicon.Conjunction) {
		return 0
	}
	return end
}

// startsAnew reports whether the word at token i has its capital only because it opens a sentence: the next
// is in lower case, or begins a name of its own, or no name begins with it.
func (p *passage) startsAnew(i int) bool {
	return !p.capital(i+1) && !p.is(i, lexicon.Head) || !p.is(i, lexicon.TitleAdjective) && p.lex.StateOf(p.word(i)) == "" && p.tokens[i].Case != lexicon.Capitals && !p.is(i, lexicon.Head) && p.opensClause(i)
}

// opensClause reports whether the word at token i looks like a verb or a small word: "Standing" does, but not
// in "the Standing Advisory Committee".
func (p *passage) opensClause(i int) bool {
	return p.is(i, lexicon.Determiner) || p.is(i, lexicon.Opening) && !p.is(i-1, lexicon.The) || p.is(i, lexicon.Connector)
}

// generic reports whether tokens i to last only say what kind of thing is meant: "Joint Statement".
func (p *passage) generic(i, last, head int) bool {
	for j := i; j < last; j++ {
		if j != head && !p.is(j, lexicon.TitleAdjective) && !p.is(j, lexicon.Of) {
			return false
		}
	}
	return true
}

// pass returns the token to go on from when the chain at token i names nothing: after its first word or the
// known name there.
func (p *passage) pass(i int, ch chain) int {
	if c := p.startingAt(i); c != nil {
		return max(c.last, i+1)
	}
	return i + 1
}

// knownOver returns the end of a known name of a thing that begins at token i and holds the head, else 0.
func (p *passage) knownOver(i, head int) int {
	c := p.startingAt(i)
	if c == nil || c.phrase == nil || c.last <= head {
		return 0
	}
	return c.last
}

// cut returns where the name of the chain ends: before a conjunction that a name of its own follows, and
// before a word that does not join names of its type.
func (p *passage) cut(i int, ch chain, typ string) int {
	between := false
	for _, link := range ch.links {
		next := p.join(link)
		switch {
		case p.inKnown(link): // "Code of Conduct of the Food and Agriculture Organization"
		case typ == "Document" && p.is(link, lexicon.Between):
			between = true
		case typ == "Document" && ch.head == i && !p.is(link, lexicon.TitleLink):
			return p.trimmed(link) // "the Treaty by Andorra"
		case between && p.is(link, lexicon.Conjunction):
			between = false // the second party: "Treaty between X and Y on Z"
		case p.is(link, lexicon.Conjunction) && (next > link+1 || ch.head < link) && (p.beginsName(next) || link == ch.head+1 && p.is(link+1, lexicon.The)):
			return p.trimmed(link)
		case typ != "Document" && !p.is(link, lexicon.Conjunction) && !p.is(link, lexicon.OrganLink) && !p.stationed(i, link, ch):
			return p.trimmed(link)
		}
	}
	return p.trimmed(ch.last)
}

// whole returns the end of tokens i to last when no known name is broken off: "Declaration on Cultural Diversity
// of the United Nations Educational, Scientific and Cultural Organization".
func (p *passage) whole(i, last int) int {
	for j := i + 1; j < last; j++ {
		if c := p.startingAt(j); c != nil && c.phrase != nil && isBody(c.Type) {
			last = max(last, c.last)
		}
	}
	return last
}

// inKnown reports whether token i lies inside a name of the lexicon.
func (p *passage) inKnown(i int) bool {
	for j := max(0, i-longestKnown); j < i; j++ {
		if c := p.startingAt(j); c != nil && c.phrase != nil && c.last > i && isBody(c.Type) {
			return true
		}
	}
	return false
}

// longestKnown is how many words before a link a known name is sought.
const longestKnown = 6

// stationed reports whether a link of a chain tells where the body is: "Observer Mission in Haiti", "Centre for
// Peace and Disarmament in Africa".
func (p *passage) stationed(i, link int, ch chain) bool {
	c := p.startingAt(p.after(link+1, lexicon.The))
	if !p.is(link, lexicon.In) || c == nil || c.Type != "State" && c.Type != "Place" {
		return false
	}
	return link == ch.head+1 && ch.head > i && p.is(ch.head, lexicon.Stationed) || p.is(ch.head+1, lexicon.On) || p.is(ch.head+1, lexicon.For) && !p.is(ch.head+1, lexicon.Of)
}

// trimmed steps back over a possessive ending.
func (p *passage) trimmed(last int) int {
	for last > 0 && p.kind(last-1) == lexicon.Possessive {
		last--
	}
	return last
}

// beginsName reports whether a name of its own begins at token i.
func (p *passage) beginsName(i int) bool {
	if c := p.startingAt(i); c != nil && c.Type != "Norm" && c.Type != "Place" && c.Type != "ActorGroup" {
		return true
	}
	return p.chain(i).head >= 0
}
