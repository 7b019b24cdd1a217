package mention

import (
	"strings"

	"concord/loaders/lexicon"
)

// symbols finds document symbols: "A/RES/60/288", "S/RES/1373 (2001)", "S/PRST/2013/3", "WHA66.11".
func (p *passage) symbols() {
	for i := 0; i < len(p.tokens); {
		last, ok := p.symbolAt(i)
		if !ok {
			i++
			continue
		}
		symbol := p.text[p.tokens[i].Start:p.tokens[last-1].End]
		typ, key := SymbolKey(symbol, p.lex)
		p.add(i, last, Name, typ, key)
		i = last
	}
}

// symbolAt reads a symbol that begins at token i: a run without white space that begins with capitals and has
// a number in it, and the year in parentheses that may follow.
func (p *passage) symbolAt(i int) (last int, ok bool) {
	if p.conferenceDecision(i) {
		return i + 5, true
	}
	if p.kind(i) != lexicon.Word || p.tokens[i].Case == lexicon.Lower || p.glued(i) && p.word(i-1) != "(" && p.word(i-1) != "[" {
		return 0, false
	}
	last = i + 1
	for p.glued(last) && (p.kind(last) != lexicon.Sign || p.symbolSign(last)) {
		last++
	}
	run := p.text[p.tokens[i].Start:p.tokens[last-1].End]
	if !plausible(run, p.lex) {
		return 0, false
	}
	switch {
	case strings.Contains(run, "S/RES/") && p.word(last) == "(" && p.year(last+1) > 0 && p.word(last+2) == ")":
		last += 3
	case strings.Contains(run, "/RES/") && p.kind(last-1) == lexicon.Number && p.letter(last) != "":
		last++
	}
	return last, true
}

// conferenceDecision reports whether the symbol of a decision that parties to a convention took begins at
// token i: "1/CP.21", "7/COP.13".
func (p *passage) conferenceDecision(i int) bool {
	if p.kind(i) != lexicon.Number || p.word(i+1) != "/" || !p.acronym(i+2) || p.word(i+3) != "." || p.kind(i+4) != lexicon.Number {
		return false
	}
	return !p.glued(i) && p.glued(i+1) && p.glued(i+2) && p.glued(i+3) && p.glued(i+4) && len(p.word(i+2)) <= 3
}

// symbolSign reports whether the sign at token i, which touches the token before, carries a symbol on.
func (p *passage) symbolSign(i int) bool {
	switch p.word(i) {
	case "/", "-":
		return p.glued(i + 1)
	case ".":
		return p.glued(i+1) && p.kind(i+1) != lexicon.Sign
	case "(":
		return p.glued(i+1) && p.word(i+2) == ")" && p.kind(i+1) == lexicon.Number
	case ")":
		return p.word(i-2) == "("
	}
	return false
}

// plausible reports whether a run looks like a symbol: a prefix of a known series and a number, or parts
// between strokes that begin with capitals and hold numbers.
func plausible(run string, lex *lexicon.Lexicon) bool {
	if !strings.ContainsAny(run, "0123456789") {
		return false
	}
	for _, s := range lex.Series() {
		if rest, ok := strings.CutPrefix(run, s.Prefix); ok && rest != "" && '0' <= rest[len(rest)-1] && rest[len(rest)-1] <= '9' || ok && strings.HasSuffix(s.Prefix, "/RES/") {
			return strings.ContainsAny(rest, "0123456789")
		}
	}
	parts := strings.Split(run, "/")
	if len(parts) < 2 {
		return false
	}
	first := parts[0]
	session := strings.TrimLeft(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	switch {
	case strings.ToUpper(first) != first:
		return false
	case len(parts) == 2: // A66/47, CD/1299, GC.18/Res.9
		number := strings.TrimLeft(strings.TrimLeft(parts[1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "abcdefghijklmnopqrstuvwxyz")
		return session != "" && len(first)-len(session) <= 2 && isDigits(session) && isDigits(parts[1]) ||
			session == "" && len(first) <= 5 && len(parts[1]) >= 3 && isDigits(parts[1]) ||
			len(parts[1])-len(number) == 3 && number != "" && (number[0] == '.' || number[0] == '(')
	}
	return strings.ContainsAny(parts[len(parts)-1], "0123456789") || strings.ContainsAny(parts[len(parts)-2], "0123456789")
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// SymbolKey returns the type and the key of what a symbol stands for.
func SymbolKey(symbol string, lex *lexicon.Lexicon) (typ, key string) {
	switch {
	case '0' <= symbol[0] && symbol[0] <= '9', numbered(symbol, "/DEC/"), numbered(symbol, "/Dec."):
		return "Document", "dec/" + Slug(symbol)
	case numbered(symbol, "/RES/"), numbered(symbol, "/Res."):
		return "Resolution", "res/" + Slug(symbol)
	}
	for _, s := range lex.Series() {
		rest, ok := strings.CutPrefix(symbol, s.Prefix)
		switch {
		case !ok:
		case s.Kind != "res":
			return "Document", s.Kind + "/" + Slug(symbol)
		case !strings.Contains(rest, "/"): // not WHA69/2016/REC/1
			return "Resolution", "res/" + Slug(symbol)
		}
	}
	return "Document", "doc/" + Slug(symbol)
}

// numbered reports whether a symbol has a number right after a part, of a special session or not.
func numbered(symbol, part string) bool {
	_, after, ok := strings.Cut(symbol, part)
	after = strings.TrimPrefix(strings.TrimPrefix(after, "E"), "S-")
	return ok && after != "" && '0' <= after[0] && after[0] <= '9'
}
