package lexicon

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// Stem returns what the forms of a word have in common: the verb of an act, whose gerund and verbal nouns it
// stands for ("prevention" is "prevent"), else the stem of Porter's second algorithm. Word is folded.
func (l *Lexicon) Stem(word string) string {
	// An adverb is the adjective: "primarily" is "primary".
	if adjective, ok := strings.CutSuffix(word, "ily"); ok && len(adjective) > 2 {
		word = adjective + "y"
	} else if adjective, ok := strings.CutSuffix(word, "ly"); ok && len(adjective) > 3 {
		word = adjective
	}
	// Who does it and what is done are one: "terrorist", "terrorism".
	for _, tail := range []string{"isms", "ists", "ism", "ist"} {
		if root, ok := strings.CutSuffix(word, tail); ok && len(root) > 3 {
			return english.Stem(root, false)
		}
	}
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
