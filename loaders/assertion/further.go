package assertion

import (
	"slices"
	"strings"

	"concord/loaders/document"
)

// further adds to the performatives of a sentence those that are coordinated with a finite one and were not
// told from its object, "and encourages non-governmental organizations to", "and call on all nations to", and
// those of the first person, "we will".
func (r *reader) further(ps []document.Performative, s tokenRange) []document.Performative {
	var first *document.Performative
	taken := make(map[int]bool, len(ps))
	for k := range ps {
		at := r.w.at(ps[k].Verb.Start)
		taken[at] = true
		if first == nil && at >= s.start && at < s.end {
			first = &ps[k]
		}
	}
	more := append(r.firstPerson(ps, s), r.speakers(ps, s)...)
	if first == nil {
		return inOrder(ps, more)
	}
	third := strings.HasSuffix(strings.ToLower(r.w.text[first.Verb.Start:first.Verb.End]), "s")
	for i := r.w.at(first.Verb.End-1) + 1; i < s.end; i++ {
		c, ok := r.w.conjunction(i, s.end)
		if !ok || c.bare && (!third || r.w.word(i) != ",") {
			continue // "instructs the Mediator to supervise the truce, authorizes him to"
		}
		k := r.w.adverbs(c.next, s.end)
		if lemma, n := r.stanceVerb(k, s.end); n > 0 && !taken[k] && (c.comma || !r.relates(r.w.at(first.Verb.End-1)+1, i)) && r.speaks(s) {
			span := r.w.span(k, k+n) // "We recognize the importance of trade and will increase", "and are committed to"
			more = append(more, document.Performative{Lemma: lemma, Verb: span, Phrase: span})
			taken[k] = true
			continue
		}
		if lemma, n := r.finite(k, s.end, third); n > 0 && !taken[k] {
			span := r.w.span(k, k+n)
			more = append(more, document.Performative{Lemma: lemma, Verb: span, Phrase: span})
			taken[k] = true // ", and urges" is a conjunction at the comma and at the word
		}
	}
	return inOrder(ps, more)
}

// stanceVerb returns the stance verb that "we" goes on with at token i, "will" or "are committed", and its number of
// tokens. A bare verb, "hope", may as well be another's.
func (r *reader) stanceVerb(i, end int) (lemma string, n int) {
	if r.w.word(i) != "will" && !r.w.is("copula", i) {
		return "", 0
	}
	for n = min(3, end-i); n > 0; n-- {
		lemma = firstPersonLemma(r.w.low[i : i+n])
		if _, ok := r.w.lex.Grammar.Force("stance verb", lemma); ok {
			return lemma, n
		}
	}
	return "", 0
}

// relates reports whether a relative clause begins between tokens i and j.
func (r *reader) relates(i, j int) bool {
	for ; i < j; i++ {
		if n, _ := r.w.match("relative", i, j); n > 0 {
			return true
		}
	}
	return false
}

// inOrder returns ps and more in the order of the text.
func inOrder(ps, more []document.Performative) []document.Performative {
	if len(more) == 0 {
		return ps
	}
	all := append(slices.Clone(ps), more...)
	slices.SortStableFunc(all, func(a, b document.Performative) int { return a.Verb.Start - b.Verb.Start })
	return all
}

// finite returns the performative whose finite form stands at token i, and its number of tokens. In the third
// person the form must not be a plural, in the first not an infinitive.
func (r *reader) finite(i, end int, third bool) (lemma string, n int) {
	if i >= end || r.w.inName(i) {
		return "", 0
	}
	for _, form := range r.w.lex.Performatives.Forms(r.w.low[i]) {
		row, after := form.Row, i+len(form.Words)
		switch {
		case form.Third != third || len(form.Words) <= n || after > end || !slices.Equal(form.Words, r.w.low[i:after]):
		case third && (row.Force == "" || !r.party(after, end) && !r.w.object(after) && r.w.word(after) != ":" && r.w.infinitive(r.aside(after, end), end, false) < 0):
		case !third && !(len(form.Words) > 1 && row.Family == "exhortation" || row.Family == "emphasis" && r.w.object(after) || row.Family == "undertaking" && r.w.infinitive(after, end, true) >= 0 || row.Family == "affirmation" && r.w.is("possessive", after) && r.w.word(after) != "the"):
		default:
			lemma, n = row.Lemma, len(form.Words)
		}
	}
	return lemma, n
}
