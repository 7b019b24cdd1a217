package assertion

import (
	"slices"
	"strings"

	"concord/loaders/document"
)

// unmarked reads a sentence without a performative: "This includes ...", "It is essential to".
func (r *reader) unmarked(s tokenRange) []scope {
	if n, _ := r.w.match("enumeration", s.start, s.end); n > 0 {
		return []scope{{tokenRange: tokenRange{s.start + n, s.end}, enumeration: true}}
	}
	if r.w.word(s.start) == "it" && r.w.is("copula", s.start+1) {
		return []scope{r.governed(government{verb: r.w.span(s.start, s.start+2), phrase: "it " + r.w.word(s.start+1)}, s.start, s.end).impersonal()}
	}
	return nil
}

// impersonal marks a scope without a performative, "it is essential to", as one to be read.
func (s scope) impersonal() scope {
	s.known = true
	return s
}

// firstPerson returns the performatives of the first person in a sentence that are not among ps: "we will
// strengthen", "we are determined to".
func (r *reader) firstPerson(ps []document.Performative, s tokenRange) []document.Performative {
	var out []document.Performative
	for i := s.start; i < s.end; i++ {
		if r.w.word(i) != "we" || r.w.named[i] || r.reported(i) {
			continue
		}
		k := r.parenthetical(r.w.adverbs(i+1, s.end), s.end)
		for n := min(4, s.end-k); n > 0; n-- {
			lemma := firstPersonLemma(r.w.low[k : k+n])
			if _, ok := r.w.lex.Grammar["stance verb"][lemma]; !ok {
				continue
			}
			span := r.w.span(k, k+n)
			if !slices.ContainsFunc(ps, func(p document.Performative) bool { return p.Verb.Overlaps(span) }) {
				out = append(out, document.Performative{Lemma: lemma, Verb: span, Phrase: span})
			}
			break
		}
	}
	return out
}

// firstPersonLemma is the dictionary form of words after "we".
func firstPersonLemma(words []string) string {
	switch words[0] {
	case "are", "remain":
		if len(words) > 1 {
			words = append([]string{}, words...)
			if words[0] == "are" {
				words[0] = "be"
			}
		}
	case "shall":
		if len(words) == 1 {
			return "will"
		}
	}
	return strings.Join(words, " ")
}
