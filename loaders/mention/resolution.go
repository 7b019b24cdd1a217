package mention

import (
	"strings"

	"concord/loaders/lexicon"
)

// resolutions finds resolutions and decisions by number: "resolutions 1267 (1999), 60/288 and 2396 (2017)",
// "resolution 377 A (V)", "resolutions 36/87 A and B". Each member of a list is one mention. A list goes on
// behind what it says of its members: "resolutions 69/126 of 10 December 2014 on ..., 72/122 of 7 December 2017".
func (p *passage) resolutions() {
	var list listed
	for i := 0; i < len(p.tokens); {
		switch {
		case p.is(i, lexicon.Resolution):
			list = listed{"Resolution", p.bodyBefore(i)}
			i = p.citedAfter(i, list)
		case p.is(i, lexicon.Decision):
			list = listed{"Document", p.bodyBefore(i)}
			i = p.citedAfter(i, list)
		case p.word(i) == "." && p.capital(i+1) && len(p.word(i+1)) > 1 && !p.is(i-1, lexicon.Paragraph):
			list = listed{}
			i++
		default:
			i = p.citedAlone(i, list)
		}
	}
}

// listed is what the noun of a list says of its members.
type listed struct{ typ, body string }

// citedAfter reads the list that follows the noun at token i and returns the token after it.
func (p *passage) citedAfter(i int, list listed) int {
	var members []citation
	var before citation
	end := i + 1
	for j := p.skipQuotes(i + 1); ; j = p.nextInList(before.last) {
		c, ok := p.citationAt(j, before, true)
		if !ok {
			break
		}
		members = append(members, c)
		before, end = c, c.last
	}
	if list.body == "" {
		list.body = p.bodyAfter(end)
	}
	for _, c := range members {
		p.cite(c, list)
	}
	return end
}

// skipQuotes skips the sign of "No." or an opening bracket before a number.
func (p *passage) skipQuotes(i int) int {
	for p.word(i) == "[" || p.word(i) == "No" || p.word(i) == "Nos" || p.word(i) == "." && strings.HasPrefix(p.word(i-1), "No") {
		i++
	}
	return i
}

// nextInList skips what may stand between two members: a date, a title in quotes, a remark in parentheses,
// commas and conjunctions.
func (p *passage) nextInList(i int) int {
	for {
		switch c := p.startingAt(i); {
		case p.is(i, lexicon.Of) && p.startingAt(i+1) != nil && p.startingAt(i+1).Type == "Date":
			i = p.startingAt(i + 1).last
		case c != nil && c.Type == "Date" && p.kind(i) == lexicon.Number && p.is(i+1, lexicon.Month):
			i = c.last
		case p.is(i, lexicon.To) && p.letter(i-1) != "" && p.letter(i+1) != "":
			i++ // "51/211 A to E"
		case p.word(i) == "," || p.is(i, lexicon.Conjunction) || p.word(i) == "]":
			i++
		case p.word(i) == "(" && p.year(i+1) == 0:
			close := p.closing(i)
			if close < 0 {
				return i
			}
			i = close + 1
		case p.kind(i) == lexicon.Number && i+1 < len(p.tokens) && p.word(i+1) == "and" && p.footnoteCall(i):
			i++
		default:
			return i
		}
	}
}

// footnoteCall reports whether the number at token i is the call of a footnote: small, after a citation and
// before one.
func (p *passage) footnoteCall(i int) bool {
	_, ok := p.citationAt(i+2, citation{}, true)
	return p.number(i, 1, 199) > 0 && ok
}

// closing returns the token that closes the parenthesis at token i within 40 tokens, -1 for none.
func (p *passage) closing(i int) int {
	for j := i + 1; j < len(p.tokens) && j < i+40; j++ {
		switch p.word(j) {
		case ")":
			return j
		case "(":
			return -1
		}
	}
	return -1
}

// citedAlone reads a citation at token i whose form or place needs no noun right before it, and returns the
// token to go on from.
func (p *passage) citedAlone(i int, list listed) int {
	if p.glued(i) && p.word(i-1) != "(" && p.word(i-1) != "[" {
		return i + 1
	}
	c, ok := p.citationAt(i, citation{}, false)
	switch {
	case !ok:
		return i + 1
	case c.part > 0 && p.goesOn(c, list):
		p.cite(c, list)
		return c.last
	case c.year == 0 && c.roman == "":
		if heading := i == 0 && c.part > 0 && c.number >= 30 && p.word(c.last) == "."; !heading {
			return i + 1
		}
	case c.year > 0 && (c.number < 100 && c.number+1945 < c.year || p.is(i-1, lexicon.Volume) || p.is(i-2, lexicon.Volume)):
		return i + 1 // "Treaty Series, vol. 75 (1950)"
	}
	p.cite(c, listed{typ: "Resolution"})
	return c.last
}

// goesOn reports whether c, the number of a session, is one more member of a list: its date follows, or it
// stands behind a comma, a conjunction or the call of a footnote and counts nothing.
func (p *passage) goesOn(c citation, list listed) bool {
	if c.number >= 100 && c.number < 1946 {
		return false
	}
	if d := p.startingAt(c.last + 1); p.is(c.last, lexicon.Of) && d != nil && d.Type == "Date" && d.last > c.last+2 {
		return list.typ != "" || c.number >= firstStroke || c.special != ""
	}
	if p.kind(c.last) == lexicon.Word && !p.is(c.last, lexicon.Connector) && !p.is(c.last, lexicon.Quoted) {
		return false // "and 50/50 gender balance"
	}
	i := c.first - 1
	if p.number(i, 1, 199) > 0 && p.word(i-1) == "," {
		i--
	}
	return list.typ != "" && (p.word(i) == "," || p.word(i) == ";" || p.is(i, lexicon.Conjunction))
}

// cite adds the mention of a citation. One whose body is not known is kept, that the text may say whose it is.
func (p *passage) cite(c citation, list listed) {
	if list.typ == "Document" && c.part == 0 {
		return
	}
	typ := list.typ
	if typ == "" {
		typ = "Resolution"
	}
	p.add(c.first, c.last, Name, typ, c.key(list.body, typ, p.lex))
}

// bodyBefore returns the key of the organ named right before token i: "Human Rights Council resolution",
// "the Human Rights Council, in its resolution".
func (p *passage) bodyBefore(i int) string {
	for p.is(i-1, lexicon.Adjective) || p.kind(i-1) == lexicon.Possessive {
		i--
	}
	if p.is(i-1, lexicon.Its) && p.is(i-2, lexicon.In) {
		if i -= 2; p.word(i-1) == "," {
			i--
		}
	}
	if c := p.endingAt(i); c != nil && c.Type == "Organ" {
		return c.Key
	}
	return p.shortBody(i - 1)
}

// shortBody returns the key of the last known organ before token i that has its word, a noun that heads names, and
// marks the word: "the Commission on Human Rights, in particular Commission resolution"; "" for none.
func (p *passage) shortBody(i int) string {
	if !p.capital(i) || !p.is(i, lexicon.Head) {
		return ""
	}
	for j := i - 1; j >= max(0, i-longestContext); j-- {
		c := p.startingAt(j)
		if c == nil || c.Type != "Organ" || c.phrase == nil || c.last > i {
			continue
		}
		for k := c.first; k < c.last; k++ {
			if p.tokens[k].Word == p.tokens[i].Word {
				key := c.Key
				p.add(i, i+1, Coreferent, "Organ", key)
				return key
			}
		}
	}
	return ""
}

// bodyAfter returns the key of the organ that "of the" names at token i, behind a date: "of 2 March 2022 of
// the United Nations Environment Assembly".
func (p *passage) bodyAfter(i int) string {
	if d := p.startingAt(i + 1); p.is(i, lexicon.Of) && d != nil && d.Type == "Date" {
		i = d.last
	}
	if !p.is(i, lexicon.Of) {
		return ""
	}
	if c := p.startingAt(p.after(i+1, lexicon.The)); c != nil && c.Type == "Organ" {
		return c.Key
	}
	return ""
}
