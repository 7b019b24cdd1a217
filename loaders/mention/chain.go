package mention

import "concord/loaders/lexicon"

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
