package lexicon

import "strings"

// Act is what an undertaking can be about: a verb with its verbal nouns.
type Act struct {
	Verb string
	// BaseIsNoun and GerundIsNoun say that the form is a common noun too: "support", "financing".
	BaseIsNoun, GerundIsNoun bool
	Kind                     ActKind
	before                   map[string]bool
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
}

// Base returns the act whose base form word is, or nil.
func (a *Acts) Base(word string) *Act { return a.byBase[word] }

// Gerund returns the act whose gerund word is, or nil.
func (a *Acts) Gerund(word string) *Act { return a.byGerund[word] }

// Noun returns the act that word is a verbal noun of, or nil.
func (a *Acts) Noun(word string) *Act { return a.byNoun[word] }

func readActs() *Acts {
	a := &Acts{byBase: map[string]*Act{}, byGerund: map[string]*Act{}, byNoun: map[string]*Act{}}
	for _, row := range rows("act.tsv") {
		act := &Act{Verb: row["verb"], Kind: ActKind(row["kind"])}
		for _, form := range list(row["also"]) {
			act.BaseIsNoun = act.BaseIsNoun || form == "base"
			act.GerundIsNoun = act.GerundIsNoun || form == "gerund"
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

// Grammar are the words of the grammar of undertakings, by class.
type Grammar map[string]map[string]string // class, phrase -> force

// Match returns how many of words, from the first on, the longest phrase of a class takes, and its force.
// The words are in lower case. It returns 0 when no phrase of the class begins there.
func (p Grammar) Match(class string, words []string) (n int, force string) {
	phrases := p[class]
	for n = min(len(words), longestPhrase); n > 0; n-- {
		if force, ok := phrases[strings.Join(words[:n], " ")]; ok {
			return n, force
		}
	}
	return 0, ""
}

// longestPhrase is the number of words in the longest phrase of undertaking.tsv.
const longestPhrase = 6

func readGrammar() Grammar {
	p := Grammar{}
	for _, row := range rows("undertaking.tsv") {
		class := p[row["class"]]
		if class == nil {
			class = map[string]string{}
			p[row["class"]] = class
		}
		class[row["phrase"]] = row["force"]
	}
	return p
}
