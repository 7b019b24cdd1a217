package lexicon

import "strings"

// Act is what an undertaking can be about: a verb with its verbal nouns.
type Act struct {
	Verb string
	// BaseIsNoun and GerundIsNoun say that the form is a common noun too: "support", "financing".
	BaseIsNoun, GerundIsNoun bool
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

// Grammar is the words and phrases of the grammar of undertakings, by class.
type Grammar struct {
	classes map[string]*phraseClass
	trace   Trace
}

// phraseClass is the phrases of one class.
type phraseClass struct {
	phrases map[string]forced // in lower case with one space between words
	longest map[string]int    // by first word: the number of words of the longest phrase
}

// forced is the force of a phrase, "" for one that has none.
type forced struct {
	force string
	row   Row
}

// Match returns how many of words, from the first on, the longest phrase of a class takes, and its force.
// The words are in lower case. It returns 0 when no phrase of the class begins there.
func (g Grammar) Match(class string, words []string) (n int, force string) {
	c := g.classes[class]
	if c == nil || len(words) == 0 {
		return 0, ""
	}
	for n = min(len(words), c.longest[words[0]]); n > 0; n-- {
		phrase := words[0]
		if n > 1 {
			phrase = strings.Join(words[:n], " ")
		}
		if p, ok := c.phrases[phrase]; ok {
			g.trace.note(p.row)
			return n, p.force
		}
	}
	return 0, ""
}

// Force returns the force of a whole phrase, and whether the class has it.
func (g Grammar) Force(class, phrase string) (string, bool) {
	c := g.classes[class]
	if c == nil {
		return "", false
	}
	p, ok := c.phrases[phrase]
	if ok {
		g.trace.note(p.row)
	}
	return p.force, ok
}

func readGrammar() Grammar {
	g := Grammar{classes: map[string]*phraseClass{}}
	for _, row := range rows("undertaking.tsv") {
		c := g.classes[row["class"]]
		if c == nil {
			c = &phraseClass{phrases: map[string]forced{}, longest: map[string]int{}}
			g.classes[row["class"]] = c
		}
		words := strings.Fields(row["phrase"])
		c.phrases[row["phrase"]] = forced{row["force"], rowOf("undertaking.tsv", row)}
		c.longest[words[0]] = max(c.longest[words[0]], len(words))
	}
	return g
}
