package lexicon

import (
	"cmp"
	"slices"
	"strings"
)

// Act is what an undertaking can be about: a verb with its verbal nouns.
type Act struct {
	Verb string
	// BaseIsNoun and GerundIsNoun say that the form is a common noun too: "support", "financing".
	BaseIsNoun, GerundIsNoun bool
	BaseIsAdjective          bool // "open", "secure"
	Kind                     ActKind
	before                   map[string]bool
	row                      Row
}

// VerbBefore reports whether the base form is the verb and no noun when word follows it.
func (a *Act) VerbBefore(word string) bool { return a.before[word] }

// ActKind is what an act does, as far as the grammar of undertakings must know.
type ActKind string

// The kinds of acts. Most verbs have none of them.
const (
	Implementing ActKind = "implement" // carries out an instrument
	Conveying    ActKind = "convey"    // brings something to a recipient
	Founding     ActKind = "found"     // sets up a body, which then has tasks of its own
	Light        ActKind = "light"     // means little by itself: "take steps to"
	Aspect       ActKind = "aspect"    // says how the act runs: "continue to"
)

// Acts are the verbs of undertakings by the forms they take. All forms are in lower case.
type Acts struct {
	byBase, byGerund, byNoun map[string]*Act
	trace                    Trace
}

// Base returns the act whose base form word is, or nil.
func (a *Acts) Base(word string) *Act { return a.found(a.byBase[word]) }

// Gerund returns the act whose gerund word is, or nil.
func (a *Acts) Gerund(word string) *Act { return a.found(a.byGerund[word]) }

// Noun returns the act that word is a verbal noun of, or nil.
func (a *Acts) Noun(word string) *Act { return a.found(a.byNoun[word]) }

func (a *Acts) found(act *Act) *Act {
	if act != nil {
		a.trace.note(act.row)
	}
	return act
}

func readActs() *Acts {
	a := &Acts{byBase: map[string]*Act{}, byGerund: map[string]*Act{}, byNoun: map[string]*Act{}}
	for _, row := range rows("act.tsv") {
		act := &Act{Verb: row["verb"], Kind: ActKind(row["kind"]), row: rowOf("act.tsv", row)}
		for _, form := range list(row["also"]) {
			act.BaseIsNoun = act.BaseIsNoun || form == "base"
			act.GerundIsNoun = act.GerundIsNoun || form == "gerund"
			act.BaseIsAdjective = act.BaseIsAdjective || form == "adjective"
		}
		for _, word := range list(row["before"]) {
			if act.before == nil {
				act.before = map[string]bool{}
			}
			act.before[word] = true
		}
		a.byBase[act.Verb] = act
		for _, g := range list(row["gerund"]) {
			a.byGerund[g] = act
		}
		for _, n := range list(row["nouns"]) {
			a.byNoun[n] = act
		}
	}
	return a
}

// Grammar is the words and phrases of the grammar of undertakings.
type Grammar struct {
	byWord map[string]Beginning // by first word
	trace  Trace
}

// Beginning is the phrases of a grammar that begin with one word, the longest first.
type Beginning []grammarPhrase

type grammarPhrase struct {
	class, force string
	words        []string // in lower case
	row          Row
}

// Beginning returns the phrases that begin with a word in lower case.
func (g *Grammar) Beginning(word string) Beginning { return g.byWord[word] }

// Match returns how many of words, from the first on, the longest phrase of a class takes, and its force.
// The words are in lower case, the first is that of the beginning. It returns 0 when no phrase of the class
// begins there.
func (g *Grammar) Match(b Beginning, class string, words []string) (n int, force string) {
	for i := range b {
		p := &b[i]
		if p.class == class && len(p.words) <= len(words) && slices.Equal(p.words[1:], words[1:len(p.words)]) {
			g.trace.note(p.row)
			return len(p.words), p.force
		}
	}
	return 0, ""
}

// Force returns the force of a whole phrase, and whether the class has it.
func (g *Grammar) Force(class, phrase string) (string, bool) {
	words := strings.Fields(phrase)
	if len(words) == 0 {
		return "", false
	}
	if n, force := g.Match(g.byWord[words[0]], class, words); n == len(words) {
		return force, true
	}
	return "", false
}

func readGrammar() Grammar {
	g := Grammar{byWord: map[string]Beginning{}}
	for _, row := range rows("undertaking.tsv") {
		words := strings.Fields(row["phrase"])
		g.byWord[words[0]] = append(g.byWord[words[0]], grammarPhrase{row["class"], row["force"], words, rowOf("undertaking.tsv", row)})
	}
	for _, b := range g.byWord {
		slices.SortStableFunc(b, func(x, y grammarPhrase) int { return cmp.Compare(len(y.words), len(x.words)) })
	}
	return g
}
