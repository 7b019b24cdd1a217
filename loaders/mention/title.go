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
	if !p.capital(i) || p.glued(i) && p.kind(i-1) == lexicon.Word && !p.is(i-1, lexicon.Ordinal) && !p.is(i-1, lexicon.Tens) {
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
	p.title(i, last)
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

// listed reads on a chain at token i that a comma ends before a noun that heads names: "Islamic World Educational,
// Scientific and Cultural Organization".
func (p *passage) listed(i int, ch chain) chain {
	next := ch.last + 1
	if ch.head >= 0 || len(ch.links) > 0 || p.word(ch.last) != "," || !p.capital(next) || p.startingAt(i) != nil || p.startingAt(next) != nil {
		return ch
	}
	more := p.chain(next)
	if more.head < 0 || len(more.links) == 0 || !p.is(more.links[0], lexicon.Conjunction) || more.links[0] > more.head || p.lex.HeadType(p.word(more.head)) == "Document" {
		return ch
	}
	return more
}

// chain is a run of capitalised words.
type chain struct {
	last  int // token after it
	head  int // token of the head noun, -1 for none
	links []int
}

// chain reads the run that begins at token i. Its links are the tokens of the words that join it.
func (p *passage) chain(i int) chain {
	ch := chain{last: i, head: -1}
	for j := i; j < len(p.tokens) && j < i+60; {
		switch {
		case p.capital(j) || j > i && p.glued(j) && p.kind(j) == lexicon.Word && p.kind(j-1) == lexicon.Word:
			j++
			ch.last = j
		case p.bracketed(j) && j > i && !p.is(j-1, lexicon.Head) && p.capital(j+3):
			j += 3 // "Expanded Economic Engagement (E3) Work Plan"
		case p.kind(j) == lexicon.Possessive || p.word(j) == "'" || p.word(j) == "’":
			if !p.capital(j+1) || !p.glued(j) {
				return p.headed(i, ch)
			}
			j++
		case p.kind(j) == lexicon.Number && j > i && p.year(j) > 0 && p.capital(j-1) && !(p.word(j+1) == "(" && p.year(j+2) > 0):
			ch.last = j + 1
			if end, _, _, ok := p.yearAt(j); ok {
				ch.last = end
			}
			return p.headed(i, ch)
		case p.is(j, lexicon.Connector):
			next := p.join(j)
			if next < 0 {
				return p.headed(i, ch)
			}
			ch.links = append(ch.links, j)
			j = next
		default:
			return p.headed(i, ch)
		}
	}
	return p.headed(i, ch)
}

// bracketed reports whether one capitalised word in parentheses stands at token i.
func (p *passage) bracketed(i int) bool {
	return p.word(i) == "(" && p.capital(i+1) && p.glued(i+1) && p.word(i+2) == ")"
}

// join returns the capitalised word that the connectors from token j lead to, -1 for none.
func (p *passage) join(j int) int {
	for k := j; k < j+4; k++ {
		switch {
		case p.capital(k):
			return k
		case !p.is(k, lexicon.Connector):
			return -1
		}
	}
	return -1
}

// headed finds the head noun of a chain: the last word of its first part, before numbers.
func (p *passage) headed(i int, ch chain) chain {
	end := ch.last
	for _, link := range ch.links {
		if end = link; p.is(link-1, lexicon.Head) || !p.is(link, lexicon.Conjunction) {
			break
		}
		end = ch.last // "Trade and Investment Framework Arrangement"
	}
	for end > i+1 && (p.kind(end-1) != lexicon.Word || isRoman(p.word(end-1)) && p.is(end-2, lexicon.Head)) {
		end-- // "Amended Protocol II", "Work Plan 2021-2025"
	}
	if m := p.missionBefore(i, end); m >= 0 {
		end = m + 1 // "Observer Mission Uganda-Rwanda"
	}
	if end > i && (p.is(end-1, lexicon.Head) || p.is(end-1, lexicon.HeadOf) && p.is(end, lexicon.Of)) {
		ch.head = end - 1
	}
	return ch
}

// missionBefore returns the token of a noun for a mission behind token i that only States follow up to token
// end, -1 for none.
func (p *passage) missionBefore(i, end int) int {
	c := p.endingAt(end)
	for c != nil && c.Type == "State" && c.first > i+1 {
		if p.is(c.first-1, lexicon.Stationed) {
			return c.first - 1
		}
		c = p.endingAt(c.first)
	}
	return -1
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

// title adds a document named by tokens first to last, with the year before and the date after it.
func (p *passage) title(first, last int) {
	key := ""
	p.add(p.withYear(first), p.withDate(last), Name, "Document", key)
}

// dressed extends a known title over what dates it and returns the token after it.
func (p *passage) dressed(first, last int) int {
	c := p.startingAt(first)
	from, to := p.withYear(first), p.withDate(last)
	if from < first || to > last {
		p.add(from, to, Name, "Document", c.Key)
	}
	return to
}

// withYear returns the token of a year that stands before a title: "2016 Plan of Action".
func (p *passage) withYear(first int) int {
	if p.year(first-1) > 0 && !p.glued(first-1) && p.word(first-2) != "(" && !p.is(first-2, lexicon.Month) {
		return first - 1
	}
	return first
}

// withDate returns the token after the date that follows a title: "of 30 November 2011", "(2021-2025)", "of 2016".
func (p *passage) withDate(last int) int {
	years := last
	if p.bracketed(last) {
		years = last + 3
	}
	if c := p.startingAt(years); c != nil && c.Type == "Date" && isInterval(c) {
		return c.last // "Action Plan (DIFAP) 2019-2025"
	}
	if p.word(last) == "(" {
		if c := p.startingAt(last + 1); c != nil && c.Type == "Date" && p.word(c.last) == ")" {
			return c.last + 1
		}
		if a := p.startingAt(last + 1); a != nil && a.Form == Acronym && a.last == last+2 && p.word(last+2) == ")" && p.endsWith(last, a.Key) {
			return last + 3
		}
		return last
	}
	if !p.is(last, lexicon.Of) {
		return last
	}
	if c := p.startingAt(last + 1); c != nil && c.Type == "Date" {
		return c.last
	}
	return last
}

// yearsOnly reports whether a date names a year or an interval of years and no more.
func yearsOnly(c *candidate) bool { return len(c.Key) == len("date/2019") || isInterval(c) }

// isInterval reports whether a date is an interval of whole years.
func isInterval(c *candidate) bool { return len(c.Key) == len("date/2019_2025") }

// endsWith reports whether the name of a body with a key ends before token last.
func (p *passage) endsWith(last int, key string) bool {
	for k := range p.found {
		if c := &p.found[k]; c.last == last && c.Key == key && isBody(c.Type) {
			return true
		}
	}
	return false
}
