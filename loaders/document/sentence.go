package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/automaton"
	"concord/loaders/source"
)

var sentenceEnd = automaton.MustCompile(`[.!?][”"’)\]]* `)

// sentences returns the sentences of a view: they end with a mark before white space and a capital, unless
// the word before is an abbreviation or an initial.
func (p *parser) sentences(s string) []source.Span {
	var out []source.Span
	start := 0
	for mark, end := range sentenceEnd.All(s) {
		next, _ := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsUpper(next) && !strings.ContainsRune("“\"‘(", next) && !unicode.IsDigit(next) || s[mark] == '.' && p.abbreviation(s[start:mark]) {
			continue
		}
		out = append(out, source.Span{Start: start, End: end - 1})
		start = end
	}
	if start < len(s) {
		out = append(out, source.Span{Start: start, End: len(s)})
	}
	return out
}

// abbreviation reports whether s, up to a full stop, ends with a word that is written with one.
func (p *parser) abbreviation(s string) bool {
	word := s[strings.LastIndexAny(s, " (“\"-")+1:]
	if utf8.RuneCountInString(word) == 1 || strings.Contains(word, ".") && len(word) < 6 {
		return unicode.IsLetter(firstLetter(word))
	}
	return p.is("abbreviation", word)
}
