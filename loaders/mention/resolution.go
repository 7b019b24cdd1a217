package mention

import (
	"strconv"
	"strings"

	"concord/loaders/lexicon"
)

// resolutions finds resolutions and decisions by number: "resolutions 1267 (1999), 60/288 and 2396 (2017)",
// "resolution 377 A (V)", "resolutions 36/87 A and B". Each member of a list is one mention.
func (p *passage) resolutions() {
	for i := 0; i < len(p.tokens); {
		switch {
		case p.is(i, lexicon.Resolution):
			i = p.citedAfter(i, "Resolution")
		case p.is(i, lexicon.Decision):
			i = p.citedAfter(i, "Document")
		default:
			i = p.citedAlone(i)
		}
	}
}

// citation is the number of a resolution as written.
type citation struct {
	last    int // token after it
	number  int // or of the session, before a stroke
	part    int // after the stroke, 0 for none
	special string
	letter  string // "A" of 217 A (III), 36/87 A
	year    int    // in parentheses
	roman   string // in parentheses
	first   int
}

// citedAfter reads the list that follows the noun at token i and returns the token after it.
func (p *passage) citedAfter(i int, typ string) int {
	body := p.bodyBefore(i)
	j := p.skipQuotes(i + 1)
	end := i + 1
	var before citation
	for {
		c, ok := p.citationAt(j, before, true)
		if !ok {
			return end
		}
		p.cite(c, body, typ)
		before, end = c, c.last
		j = p.nextInList(c.last)
	}
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

// citedAlone reads a citation whose form needs no noun, at token i, and returns the token to go on from.
func (p *passage) citedAlone(i int) int {
	if p.kind(i) != lexicon.Number || p.glued(i) && p.word(i-1) != "(" && p.word(i-1) != "[" {
		return i + 1
	}
	c, ok := p.citationAt(i, citation{}, false)
	if !ok {
		return i + 1
	}
	heading := i == 0 && c.part > 0 && c.number >= 30 && p.word(c.last) == "."
	if c.year == 0 && c.roman == "" && !heading {
		return i + 1
	}
	if c.year > 0 && (c.number < 100 && c.number+1945 < c.year || p.is(i-1, lexicon.Volume) || p.is(i-2, lexicon.Volume)) {
		return i + 1 // "Treaty Series, vol. 75 (1950)"
	}
	p.cite(c, "", "Resolution")
	return c.last
}

// citationAt reads a citation at token i. A letter alone repeats the number before: "36/87 A and B". Where a
// noun announces it, "1/1" and "15" with a year far away are citations too.
func (p *passage) citationAt(i int, before citation, announced bool) (citation, bool) {
	c := citation{first: i}
	j := i
	if s := p.word(i); (s == "S" || s == "ES") && p.glued(i+1) && p.kind(i+1) == lexicon.Number {
		c.special, j = s+"-", i+1
	}
	if c.number = p.number(j, 1, 9999); c.number == 0 {
		if letter := p.letter(i); letter != "" && before.part > 0 && before.letter != "" {
			c = before
			c.first, c.last, c.letter = i, i+1, letter
			return c, true
		}
		return c, false
	}
	j++
	if p.word(j) == "/" && p.glued(j) && p.glued(j+1) {
		if c.part = p.number(j+1, 1, 9999); c.part == 0 {
			return c, false
		}
		j += 2
		if p.word(j) == "/" && p.glued(j) {
			return c, false
		}
		if l := p.letter(j); l != "" && !p.glued(j) {
			c.letter, j = l, j+1
		}
		c.last = j
		return c, true
	}
	if l := p.letter(j); l != "" && p.word(j+1) == "(" {
		c.letter, j = l, j+1
	}
	if p.word(j) != "(" || p.word(j+2) != ")" && p.word(j+3) != ")" || p.closing(j) < j+2 {
		return c, false
	}
	switch in := p.text[p.tokens[j+1].Start:p.tokens[p.closing(j)-1].End]; {
	case p.year(j+1) >= 1946 && p.word(j+2) == ")":
		c.year, j = p.year(j+1), j+3
	case isRoman(in):
		c.roman, j = in, p.closing(j)+1
	default:
		return c, false
	}
	c.last = j
	return c, announced || c.number >= 2
}

// letter returns token i when it is one capital.
func (p *passage) letter(i int) string {
	if s := p.word(i); len(s) == 1 && 'A' <= s[0] && s[0] <= 'Z' && p.word(i+1) != "." {
		return s
	}
	return ""
}

// isRoman reports whether s is a session of the General Assembly in Roman numerals, "XXIX" or "S-V".
func isRoman(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "E"), "S-")
	return s != "" && strings.Trim(s, "IVXLC") == ""
}

// cite adds the mention of a citation.
func (p *passage) cite(c citation, body, typ string) {
	symbol, kind := c.symbol(body, p.lex), "res/"
	if typ == "Document" {
		if c.part == 0 {
			return
		}
		symbol, kind = strings.Replace(symbol, "/RES/", "/DEC/", 1), "dec/"
	}
	if symbol == "" {
		p.add(c.first, c.last, Name, typ, "") // kept, that the text may say whose it is
		return
	}
	p.add(c.first, c.last, Name, typ, kind+Slug(symbol))
}

// symbol returns the symbol of a citation: a number with a year is the Security Council's, one of a session
// the General Assembly's unless another body with such a series is named.
func (c citation) symbol(body string, lex *lexicon.Lexicon) string {
	letter := ""
	if c.letter != "" {
		letter = " " + c.letter
	}
	switch {
	case c.year > 0:
		return prefixOf("org/unsc", lex) + strconv.Itoa(c.number) + "(" + strconv.Itoa(c.year) + ")"
	case c.roman != "":
		return prefixOf("org/unga", lex) + strconv.Itoa(c.number) + letter + " (" + c.roman + ")"
	}
	prefix := prefixOf(body, lex)
	if prefix == "" || !strings.HasSuffix(prefix, "/RES/") || body == "org/unsc" {
		prefix = prefixOf("org/unga", lex)
		switch {
		case c.number >= 1946:
			prefix = prefixOf("org/ecosoc", lex)
		case c.special == "" && c.number < firstStroke:
			return "" // of a body that is not named: "resolution 5/14" of the Environment Assembly
		}
	}
	return prefix + c.special + strconv.Itoa(c.number) + "/" + strconv.Itoa(c.part) + letter
}

// firstStroke is the session of the General Assembly from which on its resolutions are numbered "31/1"; before,
// they were numbered through, "3201 (S-VI)".
const firstStroke = 31

// prefixOf returns what the symbols of a body's resolutions begin with, "" when it has no series.
func prefixOf(body string, lex *lexicon.Lexicon) string {
	for _, s := range lex.Series() {
		if s.Body == body && s.Kind == "res" {
			return s.Prefix
		}
	}
	return ""
}

// bodyBefore returns the key of the organ named right before token i: "Human Rights Council resolution".
func (p *passage) bodyBefore(i int) string {
	for p.is(i-1, lexicon.Adjective) || p.kind(i-1) == lexicon.Possessive {
		i--
	}
	if c := p.endingAt(i); c != nil && c.Type == "Organ" {
		return c.Key
	}
	return ""
}

// ResolutionKey returns the key that a citation as written has among the resolutions of a body: "16/21" of
// "org/hrc" is "res/a-hrc-res-16-21"; "" for what is no citation.
func ResolutionKey(surface, body string, lex *lexicon.Lexicon) string {
	p := newPassage(surface, lex, nil)
	if len(p.tokens) == 0 {
		return ""
	}
	c, ok := p.citationAt(0, citation{}, true)
	if !ok || c.last != len(p.tokens) {
		return ""
	}
	symbol := c.symbol(body, lex)
	if symbol == "" {
		return ""
	}
	return "res/" + Slug(symbol)
}
