package document

import (
	"strings"
	"unicode"

	"concord/loaders/automaton"
)

// vocabulary holds the words of a text and its compounds with hyphens, in small letters, and under "non-" that some
// compound begins so. Words at the ends of lines that a hyphen divides are left out.
type vocabulary map[string]bool

func newVocabulary(content string) vocabulary {
	v := vocabulary{}
	for _, word := range strings.FieldsFunc(content, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		word = strings.ToLower(word)
		if strings.HasPrefix(word, "-") || strings.HasSuffix(word, "-") {
			continue
		}
		v[word] = true
		if first, _, ok := strings.Cut(word, "-"); ok {
			v[first+"-"] = true
		}
	}
	return v
}

// broken reports whether a hyphen at the end of a line divides one word: what the text writes elsewhere decides.
// Where it does not, two known words make a compound, and so does all else in a text that divides no known word.
func (p *parser) broken(before, after string) bool {
	if p.words == nil {
		p.words = newVocabulary(p.text.Content)
		p.divides = p.dividesWords()
	}
	switch {
	case p.known(before + "-" + after):
		return false
	case p.known(before + after):
		return true
	case p.known(before+"-") || p.known(before) && p.known(after):
		return false
	}
	return p.divides && len(after) >= shortestRest
}

// dividesWords reports whether some line of the text ends inside a known word, with a hyphen.
func (p *parser) dividesWords() bool {
	content, last := p.text.Content, 0
	for hyphen, end := range lineHyphen.All(content) {
		line := content[last:hyphen]
		before := line[len(strings.TrimRightFunc(line, unicode.IsLetter)):]
		after := strings.TrimLeft(content[hyphen+1:end], " \t\r\n")
		if before != "" && p.known(before+after) && !p.known(before+"-"+after) {
			return true
		}
		last = end
	}
	return false
}

// known reports whether the text or the lexicon has a word, or a compound with hyphens.
func (p *parser) known(word string) bool {
	word = strings.ToLower(word)
	return p.words[word] || p.lex.Knows(word)
}

// lineHyphen finds a hyphen at the end of a line and what the next line begins with.
var lineHyphen = automaton.MustCompile(`-[ \t]*\r?\n[ \t]*\p{Ll}+`)

// shortestRest is the length in bytes from which on the rest of a word is no conjunction, as in "pre- and post-war".
const shortestRest = 4
