package lexicon

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"concord/loaders/automaton"
)

// Performative is a verb or adjective by which a paragraph acts: "Recalling", "Decides", "Deeply concerned".
type Performative struct {
	Lemma     string // dictionary form, "take note of"
	Adjective bool   // "convinced": opens a preambular paragraph as it is, and follows "are" or "remains"
	// The forms in lower case, spelling variants included. Of an adjective there is Finite only.
	Finite, Third, Gerund, Participle []string
	Family                            string // acknowledgement, affirmation, emphasis, appraisal, thanks, exhortation, demand, decision, undertaking
	Strength                          int    // 1, the weakest of the family, to 5
	Force                             string // of an undertaking that stands under it, "" where it founds none by itself
	OpeningOnly                       bool   // inside a sentence the verb is an ordinary one: "plans", "addresses"
	Predicate                         string // local name of the predicate of the vocabulary, "" where it has none
	Origin                            string
	Row                               Row
	// Complement matches, at the head of the words after the verb, what belongs to the performative itself:
	// "it important", "with great concern", "our gratitude". It is nil where there is nothing fixed.
	Complement *automaton.Regexp
}

// Performatives are the performatives of a language.
type Performatives struct {
	Rows    []Performative // by family and lemma
	byLemma map[string][]Performative
	byWord  map[string][]PerformativeForm
	// Particle matches, at the head of a text, one word or phrase that stands before, inside or after a
	// performative and does not change which it is: "also", "once again", "strongly".
	Particle *automaton.Regexp
	// Also matches, at the head of a text, the particles that belong to the phrase of the performative
	// before them: "reaffirms also".
	Also *automaton.Regexp
	// Aside matches, at the head of a text, what may divide the words of a performative: "calls, in particular, upon", "takes note, with
	// appreciation, of".
	Aside *automaton.Regexp
}

// Lemma returns the rows with a lemma, in the order of Rows.
func (p *Performatives) Lemma(lemma string) []Performative { return p.byLemma[lemma] }

// PerformativeForm is a finite form of a performative.
type PerformativeForm struct {
	Row   *Performative
	Third bool // person
	Words []string
}

// Forms returns the finite forms that begin with a word, in the order of Rows.
func (p *Performatives) Forms(word string) []PerformativeForm { return p.byWord[word] }

// index files the rows by their lemma and by the first words of their finite forms.
func (p *Performatives) index() {
	p.byLemma, p.byWord = map[string][]Performative{}, map[string][]PerformativeForm{}
	for i := range p.Rows {
		r := &p.Rows[i]
		p.byLemma[r.Lemma] = append(p.byLemma[r.Lemma], *r)
		for third, forms := range [][]string{r.Finite, r.Third} {
			for _, form := range forms {
				words := strings.Fields(form)
				p.byWord[words[0]] = append(p.byWord[words[0]], PerformativeForm{r, third == 1, words})
			}
		}
	}
}

// performatives reads performatives.tsv and the words that stand with them.
func performatives() Performatives {
	class := wordClasses("words.tsv")
	particle := class("also") + `|` + class("adverbial")
	p := Performatives{
		Particle: automaton.MustCompile(`^(?i:` + particle + `)\b`),
		Also:     automaton.MustCompile(`^(?i:` + class("also") + `)\b`),
		Aside:    automaton.MustCompile(`^(?i:,? ?with(?: (?:` + class("degree") + `|` + particle + `))* (?:` + class("feeling") + `)(?:,? and(?: (?:` + class("degree") + `))* (?:` + class("feeling") + `))*)\b,?|^, [^,;.]{3,80},`),
	}
	quoted := regexp.MustCompile(`\{(\w+)\}`)
	for _, row := range rows("performatives.tsv") {
		r := Performative{
			Lemma: row["lemma"], Adjective: row["word"] == "adjective",
			Finite: list(row["finite"]), Third: list(row["third"]), Gerund: list(row["gerund"]), Participle: list(row["participle"]),
			Family: row["family"], Force: row["force"], OpeningOnly: row["place"] == "opening", Predicate: row["predicate"], Origin: row["origin"],
			Row: rowOf("performatives.tsv", row),
		}
		var err error
		if r.Strength, err = strconv.Atoi(row["strength"]); err != nil {
			panic(fmt.Sprintf("lexicon: performative %q: %v", r.Lemma, err))
		}
		if c := row["complement"]; c != "" {
			c = quoted.ReplaceAllStringFunc(c, func(s string) string { return "(?:" + class(s[1:len(s)-1]) + ")" })
			r.Complement = automaton.MustCompile(`^(?i:` + c + `)\b`)
		}
		p.Rows = append(p.Rows, r)
	}
	p.index()
	return p
}

// wordClasses reads a table of classes of words and returns what matches the words of a class, the longest
// first.
func wordClasses(name string) func(class string) string {
	words := map[string][]string{}
	for _, row := range rows(name) {
		words[row["class"]] = append(words[row["class"]], row["word"])
	}
	return func(class string) string {
		if words[class] == nil {
			panic(fmt.Sprintf("lexicon: %s has no class %q", name, class))
		}
		sorted := slices.Clone(words[class])
		sort.SliceStable(sorted, func(i, j int) bool { return rank(sorted[i]) > rank(sorted[j]) })
		return strings.Join(sorted, "|")
	}
}

// rank puts patterns behind words and short words behind long ones.
func rank(word string) int {
	if strings.Contains(word, "[") {
		return 0
	}
	return len(word)
}
