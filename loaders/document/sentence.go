package document

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/source"
)

var sentenceEnd = regexp.MustCompile(`[.!?][”"’)\]]* `)

// sentences returns the sentences of a view: they end with a mark before white space and a capital, unless
// the word before is an abbreviation or an initial.
func (p *parser) sentences(s string) []source.Span {
	var out []source.Span
	start := 0
	for _, m := range sentenceEnd.FindAllStringIndex(s, -1) {
		next, _ := utf8.DecodeRuneInString(s[m[1]:])
		if !unicode.IsUpper(next) && !strings.ContainsRune("“\"‘(", next) && !unicode.IsDigit(next) || s[m[0]] == '.' && p.abbreviation(s[start:m[0]]) {
			continue
		}
		out = append(out, source.Span{Start: start, End: m[1] - 1})
		start = m[1]
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
