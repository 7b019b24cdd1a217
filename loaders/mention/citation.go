package mention

import (
	"strconv"
	"strings"

	"concord/loaders/lexicon"
)

// citation is the number of a resolution as written.
type citation struct {
	first   int // token
	last    int // token after it
	number  int // or of the session, before a stroke
	part    int // after the stroke, 0 for none
	special string
	letter  string // "A" of 217 A (III), 36/87 A
	year    int    // in parentheses
	roman   string // in parentheses
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

// letter returns token i when it is one capital, or after Z the same twice: "53/77 AA".
func (p *passage) letter(i int) string {
	s := p.word(i)
	if len(s) == 1 && 'A' <= s[0] && s[0] <= 'Z' && p.word(i+1) != "." || len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && s[0] == s[1] {
		return s
	}
	return ""
}

// isRoman reports whether s is a session of the General Assembly in Roman numerals, "XXIX" or "S-V".
func isRoman(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "E"), "S-")
	return s != "" && strings.Trim(s, "IVXLC") == ""
}

// key returns the key of a citation: a number with a year is the Security Council's, one of a session the
// General Assembly's unless another body is named; "" where no body is and none is known by the number.
func (c citation) key(body, typ string, lex *lexicon.Lexicon) string {
	letter := ""
	if c.letter != "" {
		letter = " " + c.letter
	}
	symbol := ""
	switch {
	case c.year > 0:
		symbol = symbolOf("org/unsc", strconv.Itoa(c.number), strconv.Itoa(c.year), lex)
	case c.roman != "":
		symbol = prefixOf("org/unga", lex) + strconv.Itoa(c.number) + letter + " (" + c.roman + ")"
	default:
		if body == "" || body == "org/unsc" {
			body = c.bodyByNumber()
		}
		if body == "" {
			return ""
		}
		number, part := c.special+strconv.Itoa(c.number), strconv.Itoa(c.part)
		if symbol = symbolOf(body, number, part, lex); symbol == "" {
			symbol = strings.TrimPrefix(body, "org/") + "-" + number + "/" + part
		}
		symbol += letter
	}
	if typ == "Document" {
		return "dec/" + Slug(strings.Replace(symbol, "/RES/", "/DEC/", 1))
	}
	return "res/" + Slug(symbol)
}

// bodyByNumber returns the body whose resolutions are numbered by session or year as c is.
func (c citation) bodyByNumber() string {
	switch {
	case c.number >= 1946:
		return "org/ecosoc"
	case c.special == "" && c.number < firstStroke:
		return "" // of a body that is not named: "resolution 5/14" of the Environment Assembly
	}
	return "org/unga"
}

// firstStroke is the session of the General Assembly from which on its resolutions are numbered "31/1"; before,
// they were numbered through, "3201 (S-VI)".
const firstStroke = 31

// symbolOf returns the symbol of a body's resolution with two numbers, "" when it has no such series.
func symbolOf(body, number, part string, lex *lexicon.Lexicon) string {
	for _, s := range lex.Series() {
		if s.Body == body && s.Kind == "res" {
			return s.Symbol(number, part)
		}
	}
	return ""
}

// prefixOf returns what the symbols of a body's resolutions begin with, "" when it has no series.
func prefixOf(body string, lex *lexicon.Lexicon) string {
	for _, s := range lex.Series() {
		if s.Body == body && s.Kind == "res" {
			return s.Prefix
		}
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
	return c.key(body, "Resolution", lex)
}
