package lexicon

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// Stem returns what the forms of a word have in common: the verb of an act, whose gerund and verbal nouns it
// stands for ("prevention" is "prevent"), else the stem of Porter's second algorithm. Word is folded.
func (l *Lexicon) Stem(word string) string {
	for _, act := range []*Act{l.Acts.Base(word), l.Acts.Gerund(word), l.Acts.Noun(word)} {
		if act != nil {
			return english.Stem(act.Verb, false)
		}
	}
	stem := english.Stem(word, false)
	// "coordinated" and "coordination": a stem that is itself an act's is that act.
	for _, tail := range []string{"", "e"} {
		if act := l.Acts.Base(stem + tail); act != nil {
			return english.Stem(act.Verb, false)
		}
	}
	return strings.TrimSuffix(stem, "'")
}
