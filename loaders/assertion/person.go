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
	if k := r.provides(s); k > 0 {
		n, force := r.w.match("modal", k, s.end)
		g := government{verb: r.w.span(k, k+n), phrase: r.w.word(k), own: force, force: force}
		if force == "decision" && !r.c.declarers().organ() {
			g.own, g.force = "need", "need" // what speakers or a treaty say shall be done
		}
		return []scope{{tokenRange: s, government: g, provision: k, known: true}}
	}
	return nil
}

// provides returns the modal of a sentence that says by itself what is to be done, "The Secretary-General shall
// furnish", "Our ministers will meet", "The war must end", or 0. What somebody else will do is a forecast.
func (r *reader) provides(s tokenRange) int {
	for k := s.start; k < s.end; k++ {
		if r.w.inName(k) || r.w.parenthesis(k) > 0 {
			continue
		}
		n, force := r.w.match("modal", k, s.end)
		switch last := r.w.word(k + n - 1); {
		case n > 0 && (k == s.start || last == "to"):
			return 0
		case n > 0 && force == "commitment":
			act := r.w.lex.Acts.Base(r.w.word(r.w.adverbs(k+n, s.end)))
			if act == nil || !(r.w.word(s.start) == "our" && r.party(s.start, k)) {
				return 0
			}
			return k
		case n > 0:
			return k
		case r.w.is("relative", k), r.w.is("auxiliary", k), r.w.word(k) == ";", r.w.word(k) == ":":
			return 0
		}
	}
	return 0
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
		if !r.w.is("first person", i) || r.w.inName(i) || r.reported(i) {
			continue
		}
		k := r.parenthetical(r.w.adverbs(i+1, s.end), s.end)
		for n := min(4, s.end-k); n > 0; n-- {
			lemma := firstPersonLemma(r.w.low[k : k+n])
			if _, ok := r.w.lex.Grammar.Force("stance verb", lemma); !ok {
				continue
			}
			if n > 1 && r.w.word(k+n-1) == "to" && !r.w.is("modal", k) { // the complement begins with it
				n--
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

// speakers returns the performatives of a sentence whose subject is those who declare, in the third person:
// "Both countries intend to", "The leaders affirmed", "Spain and the United States will".
func (r *reader) speakers(ps []document.Performative, s tokenRange) []document.Performative {
	k := r.speaker(r.w.adverbs(s.start, s.end), s.end)
	for i := s.start; k == 0 && i < min(s.start+maxAside, s.end); i++ {
		if r.w.word(i) == "," && !r.w.inName(i) { // "In this light, they commit to"
			k = r.speaker(r.w.adverbs(i+1, s.end), s.end)
		}
	}
	if k == 0 {
		return nil
	}
	k = r.w.adverbs(k, s.end)
	lemma, n := r.plural(k, s.end)
	for size := min(3, s.end-k); size > n; size-- {
		l := firstPersonLemma(r.w.low[k : k+size])
		if _, ok := r.w.lex.Grammar.Force("stance verb", l); ok {
			lemma, n = l, size
		}
	}
	if n == 0 {
		return nil
	}
	if n > 1 && r.w.word(k+n-1) == "to" { // the complement begins with it
		n--
	}
	span := r.w.span(k, k+n)
	if slices.ContainsFunc(ps, func(p document.Performative) bool { return p.Verb.Overlaps(span) }) {
		return nil
	}
	return []document.Performative{{Lemma: lemma, Verb: span, Phrase: span}}
}

// subjectBefore returns the parties that are the subject of the verb at token i of a sentence that begins at start:
// "India will provide", "Israel and the United States intend to".
func (r *reader) subjectBefore(i, start int) []party {
	first := i
	for k := i - 1; k >= start; k-- {
		switch {
		case r.w.inName(k):
			first = k
		case first == i && (r.w.is("copula", k) || r.w.is("adverb", k) || r.w.is("quantifier", k) || strings.HasSuffix(r.w.word(k), "ly")):
		case first < i && (r.w.is("article", k) || r.w.is("coordinator", k)):
		default:
			k = start
		}
	}
	if first == i {
		return nil
	}
	return r.coordination(first, i, first)
}

// speaker returns the token after a subject at i that names those who declare, or 0: a phrase of the lexicon,
// two or more States, or one of those who declare.
func (r *reader) speaker(i, end int) int {
	if n, _ := r.w.match("speaker", i, end); n > 0 {
		return i + n
	}
	states := 0
	for k := i; k < end; k++ {
		m := r.w.mentionAt(k)
		switch {
		case m != nil && (m.Type == "State" || m.Type == "Government"):
			states++
			if d := r.c.declarers(); d.personal && slices.Contains(d.keys, m.Key) {
				states++
			}
			k = r.w.at(m.Span.End - 1)
		case r.w.is("article", k), r.w.is("coordinator", k), r.w.word(k) == ",":
		case states > 1:
			return k
		default:
			return 0
		}
	}
	return 0
}

// plural returns the performative whose plural or past form stands at token i, and its number of tokens.
func (r *reader) plural(i, end int) (lemma string, n int) {
	if i < end && (r.w.word(i) == "are" || r.w.word(i) == "were" || r.w.word(i) == "remain" || r.w.word(i) == "remained") {
		after := r.w.adverbs(i+1, end)
		if lemma, n = r.plural(after, end); n > 0 {
			return lemma, after + n - i
		}
		return "", 0
	}
	for _, row := range r.w.lex.Performatives.Rows {
		for _, forms := range [][]string{row.Finite, row.Participle} {
			for _, form := range forms {
				words := strings.Fields(form)
				if len(words) > n && i+len(words) <= end && slices.Equal(words, r.w.low[i:i+len(words)]) {
					lemma, n = row.Lemma, len(words)
				}
			}
		}
	}
	return lemma, n
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
