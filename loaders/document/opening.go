package document

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/automaton"
	"concord/loaders/source"
)

// opening returns the performative that opens a preambular paragraph: a gerund, an adjective, or a
// participle after "having" or "being".
func (f *finder) opening(s string) (hit, bool) {
	start := skipQuote(s)
	i := f.particles(s, start)
	word := strings.ToLower(s[i:wordAt(s, i)])
	h, ok := hit{}, false
	switch word {
	case "having":
		j := f.particles(s, i+len(word))
		if w := strings.ToLower(s[j:wordAt(s, j)]); w == "been" {
			h, ok = f.at(s, f.particles(s, j+len(w)), adjective)
		} else {
			h, ok = f.at(s, j, participle)
		}
		h.verb.Start = i
	case "being", "remaining", "feeling", "and":
		h, ok = f.at(s, f.particles(s, i+len(word)), adjective, gerund)
	}
	if !ok {
		h, ok = f.at(s, i, adjective)
		ok = ok && !inName(s, h.verb)
	}
	if !ok {
		h, ok = f.at(s, i, gerund)
	}
	h.phrase.Start = start
	return h, ok
}

// inName reports whether a capitalised word is followed by another, as in "United Nations".
func inName(s string, word source.Span) bool {
	next := s[skipSpace(s, word.End):]
	return s[word.Start:word.End] != strings.ToUpper(s[word.Start:word.End]) && next != "" && unicode.IsUpper(firstRune(next))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// acting returns the performative that opens an operative paragraph: a finite verb, or "is", "are" or
// "remain" with an adjective.
func (f *finder) acting(s string) (hit, bool) {
	start := skipQuote(s)
	i := f.particles(s, start)
	if w := strings.ToLower(s[i:wordAt(s, i)]); w == "we" || w == "i" {
		start = skipSpace(s, i+len(w))
		i = f.particles(s, start)
		if h, ok := f.past(s, i); ok {
			h.phrase.Start = start
			return h, true
		}
	}
	h, ok := hit{}, false
	switch w := strings.ToLower(s[i:wordAt(s, i)]); w {
	case "is", "are", "am", "remains", "remain":
		start = skipSpace(s, i+len(w))
		h, ok = f.at(s, f.particles(s, start), adjective)
	}
	if !ok {
		h, ok = f.at(s, i, third, finite)
	}
	h.phrase.Start = min(start, h.verb.Start)
	return h, ok
}

// past returns the performative at i in the past or the perfect: "underscored", "have agreed".
func (f *finder) past(s string, i int) (hit, bool) {
	h, ok := hit{}, false
	switch w := strings.ToLower(s[i:wordAt(s, i)]); w {
	case "have", "has":
		h, ok = f.at(s, f.particles(s, i+len(w)), participle)
	default:
		h, ok = f.at(s, i, participle)
	}
	return h, ok && !h.row.OpeningOnly
}

// longestSubject is how far from the start of a paragraph, in bytes, the verb of its first sentence is looked for.
const longestSubject = 300

// thirdPerson returns the first performative in the first sentence of s whose subject is a body or its
// members: "The leaders affirmed", "Spain and the United States underline". names tells whether words name such.
func (f *finder) thirdPerson(s string, names func(string) bool) (hit, bool) {
	for i := 0; i < min(len(s), longestSubject); i = skipSpace(s, wordAt(s, i)) {
		if end := wordAt(s, i); end == i {
			_, n := utf8.DecodeRuneInString(s[i:])
			if strings.ContainsRune(".;:", rune(s[i])) {
				return hit{}, false
			}
			i += n
			continue
		}
		if i == 0 || !unicode.IsLower(firstRune(s[i:])) || !names(s[:i]) {
			continue
		}
		if h, ok := f.acting(s[i:]); ok && (h.form == third || h.verbal(s[i:])) {
			return h.move(i), true
		}
		if h, ok := f.at(s, i, participle); ok && !modifies.MatchString(s[h.phrase.End:]) {
			return h, true
		}
	}
	return hit{}, false
}

func skipQuote(s string) int {
	for i, r := range s {
		if !strings.ContainsRune("“\"‘'( ", r) {
			return i
		}
	}
	return len(s)
}

// firstPerson returns the first performative of the first person from i on: "we also reaffirm". One in a clause
// that depends on another, "as we celebrate", counts when there is no other.
func (f *finder) firstPerson(s string, i int) (hit, bool) {
	dependent, found := hit{}, false
	for at := range pronoun.All(s[i:]) {
		h, ok := f.acting(s[i+at:])
		switch {
		case !ok || h.form == third:
		case !dependentClause.MatchString(s[:i+at]):
			return h.move(i + at), true
		case !found:
			dependent, found = h.move(i+at), true
		}
	}
	return dependent, found
}

// dependentClause finds, before a subject, the conjunction that makes its clause depend on another.
var dependentClause = automaton.MustCompile(`(?i)\b(?:as|when|while|since|if|because|where|which|whom|that)(?: [Tt]oday,?)? $`)

var pronoun = automaton.MustCompile(`\b(?:[Ww]e|WE|I)\b`)

// afterPhrase returns the verb in the third person that follows the phrases before the first full stop:
// "Acting under Chapter VII of the Charter, calls upon".
func (f *finder) afterPhrase(s string) (hit, bool) {
	first, _, _ := strings.Cut(s, ". ")
	for from, to := range joined.All(first) {
		if h, ok := f.at(s, f.particles(s, to), third); ok && strings.Contains(s[from:to], ",") && h.verbal(s) {
			return h, true
		}
	}
	return hit{}, false
}

func (h hit) move(by int) hit {
	h.verb.Start += by
	h.verb.End += by
	h.phrase.Start += by
	h.phrase.End += by
	return h
}

var (
	// joined finds where a further verb may begin: after a comma or semicolon, to which the number of a footnote may
	// stick, with or without a conjunction.
	joined = automaton.MustCompile(`(?:[,;]\d{0,2} (?:and |but |or |while |as well as )*|\b(?:and while|while|and|but) )`)
	// verbAfter tells a finite verb from a noun of the same form by the word that follows it.
	verbAfter = automaton.MustCompile(`^(?: |,)+(?:that|the|it|all|its|their|our|those|any|each|in|with|also|further|once|again|as|a|an|this|these|such|every|both|[a-z]+ly|[A-Z])`)
	// modifies finds what follows a participle that is no verb of its own: "measures agreed upon".
	modifies = automaton.MustCompile(`^(?:[,.;:)]|$| (?:by|in|under|at|for|to|with|from|on|upon|of|and|or|during|within|through|between|among|as)\b)`)
	// toAfter finds an infinitive or an addressee.
	toAfter = automaton.MustCompile(`^ to `)
)

// verbal reports whether a finite form can be no noun, from what follows it in s.
func (h hit) verbal(s string) bool {
	after := s[h.verb.End:]
	switch {
	case strings.Contains(h.row.Lemma, " ") || h.phrase.End != h.verb.End || verbAfter.MatchString(after):
		return true
	case !toAfter.MatchString(after):
		return false
	}
	return h.row.Family == "decision" || h.row.Family == "undertaking" || h.row.Family == "affirmation" || h.row.Lemma == "appeal" || h.row.Lemma == "recommend"
}

// further returns the performatives after the leading one: coordinated verbs of the same form, and verbs of
// the first person.
func (f *finder) further(s string, lead hit) []hit {
	var out []hit
	next := lead.phrase.End
	for from, to := range joined.All(s) {
		if to < next {
			continue
		}
		i := f.particles(s, to)
		h, ok := f.coordinated(s, i, lead, s[from:to])
		if ok {
			out = append(out, h)
			next = h.phrase.End
		}
	}
	for at := range pronoun.All(s) {
		if at < lead.phrase.End {
			continue
		}
		if h, ok := f.acting(s[at:]); ok && h.form != third {
			out = append(out, h.move(at))
		}
	}
	return inOrder(out)
}

// coordinated returns the performative at i when it is a verb in the form of the leading one.
func (f *finder) coordinated(s string, i int, lead hit, joint string) (hit, bool) {
	switch lead.form {
	case third, finite:
		h, ok := f.at(s, i, lead.form)
		if ok && lead.form == finite && !strings.Contains(joint, "and") {
			return hit{}, false
		}
		// A finite form without its complement reads like an infinitive or a noun: only one that expresses
		// something of the speaker's own is sure.
		if ok && lead.form == finite && h.phrase.End == h.verb.End {
			return hit{}, false
		}
		return h, ok && !h.row.OpeningOnly && h.verbal(s)
	}
	h, ok := f.at(s, i, gerund)
	if !ok || h.row.OpeningOnly {
		return hit{}, false
	}
	loose := !strings.ContainsAny(joint, ",;") && !strings.Contains(joint, "while")
	ordinary := h.row.Family == "exhortation" || h.row.Family == "undertaking" || h.row.Family == "decision"
	if strings.Contains(joint, "as well as") || ordinary && (loose || !strings.Contains(joint, "and")) {
		return hit{}, false
	}
	return h, true
}

// inOrder sorts hits by place and keeps one of those that overlap.
func inOrder(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.verb.Start, b.verb.Start) })
	var out []hit
	for _, h := range hits {
		if len(out) == 0 || h.verb.Start >= out[len(out)-1].verb.End {
			out = append(out, h)
		}
	}
	return out
}
