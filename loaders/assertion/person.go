package assertion

import "strings"

// unmarked reads a sentence in which no performative was found: the first person of a leaders'
// declaration, "We will strengthen", "we are determined to", the request of a letter, "I should be grateful
// if you would circulate", or "This includes ...".
func (r *reader) unmarked(s tokenRange) []scope {
	if n, _ := r.w.match("enumeration", s.start, s.end); n > 0 {
		return []scope{{tokenRange: tokenRange{s.start + n, s.end}, enumeration: true}}
	}
	if r.w.word(s.start) == "it" && r.w.is("copula", s.start+1) {
		return []scope{r.governed(government{verb: r.w.span(s.start, s.start+2), phrase: "it " + r.w.word(s.start+1)}, s.start, s.end).impersonal()}
	}
	for i := s.start; i < s.end; i++ {
		if r.w.word(i) != "we" {
			continue
		}
		if sc, ok := r.firstPerson(i, s.end); ok {
			return []scope{sc}
		}
	}
	return nil
}

// impersonal marks a scope without a performative, "it is essential to", as one to be read.
func (s scope) impersonal() scope {
	s.known = true
	return s
}

// firstPerson reads the verb that follows "we" at i: a known performative, "will", "are committed to".
func (r *reader) firstPerson(i, end int) (scope, bool) {
	k := r.w.adverbs(i+1, end)
	if r.w.word(k) == "," {
		k = r.parenthetical(k, end)
	}
	for n := min(4, end-k); n > 0; n-- {
		lemma := firstPersonLemma(r.w.low[k : k+n])
		if _, ok := r.w.lex.Grammar["stance verb"][lemma]; !ok {
			continue
		}
		g := government{lemma: lemma, verb: r.w.span(k, k+n)}
		g.phrase = r.w.text[g.verb.Start:g.verb.End]
		sc := r.governed(g, k+n, end)
		sc.bare = lemma == "will"
		return sc, true
	}
	return scope{}, false
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
