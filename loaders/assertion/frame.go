package assertion

import "concord/graph/evidence"

// A frame is how a performative governs an undertaking: "our commitment to", "it necessary to", "the
// importance of", "that all States shall", "all States to". Each method here reads one frame at a position
// and reports whether it stands there; the acts it governs are added to r. The frames are those of English
// sentences; which words stand in them is said by undertaking.tsv and act.tsv of the lexicon.

// complement reads what a performative governs, from token i to end.
func (r *reader) complement(i, end int, g government) bool {
	i = r.w.adverbs(i, end)
	if past := r.aside(i, end); past > i {
		g.under = r.conditionsIn(i, past-1)
		i = r.w.adverbs(past, end)
	}
	if r.w.word(i) == "," || r.w.word(i) == ":" {
		i = r.w.adverbs(i+1, end)
	}
	g.lead = i
	return r.plea(i, end, g) || r.stance(i, end, g) || r.appraisal(i, end, g) || r.value(i, end, g) || r.that(i, end, g) ||
		r.addressees(i, end, g) || g.force != "" && r.infinitive(i, end, g) || r.nominal(i, end, g)
}

// maxAside is the number of words that may stand between commas after a performative: "encourages, in
// accordance with national laws and regulations, the promotion of".
const maxAside = 25

// aside returns the token after what stands between commas at i, or i.
func (r *reader) aside(i, end int) int {
	if r.w.word(i) != "," {
		return i
	}
	for k := i + 1; k < end && k < i+maxAside; k++ {
		if r.w.word(k) == "," && !r.w.inName(k) {
			return k + 1
		}
	}
	return i
}

// plea reads what is asked for or decided again: "its request to the Secretary-General to report", "its call upon
// all States to", "its demand, in resolution 1970 (2011), that".
func (r *reader) plea(i, end int, g government) bool {
	if g.own != "" || !g.clauses || !r.w.is("possessive", i) || r.w.word(i) == "the" {
		return false
	}
	for n, k := 0, i+1; n < 4 && k < end; n, k = n+1, k+1 {
		size, force := r.w.match("plea", k, end)
		if size == 0 {
			if r.w.is("preposition", k) || r.w.punctuation(k) {
				return false
			}
			continue
		}
		g.own, g.force, g.lead, g.again = force, force, i, true
		g.phrase = r.w.text[g.verb.Start:r.w.tokens[k+size-1].End]
		after := r.w.adverbs(k+size, end)
		switch r.w.word(after) {
		case "to", "upon", "on":
			if r.addressees(after, end, g) || r.infinitive(after, end, g) {
				return true
			}
		case "for", "of":
			return r.addressees(after+1, end, g) || r.nominal(after+1, end, g)
		}
		for that := after; that < min(after+maxAside, end); that++ {
			if r.w.word(that) == "that" && !r.w.inName(that) {
				return r.that(that, end, g)
			}
		}
		return false
	}
	return false
}

// stance reads "our strong commitment to implement", "its readiness to", "our commitment to the".
func (r *reader) stance(i, end int, g government) bool {
	if r.w.word(i) == "in" && r.w.is("possessive", i+1) { // "united in our determination to"
		i++
	}
	k := i
	own := r.w.is("possessive", k)
	if g.own != "" && !own {
		return false // "call for continued support for"
	}
	if own || r.w.is("article", k) {
		k++
	}
	for n := 0; n < 4 && k < end; n, k = n+1, k+1 {
		size, force := r.w.match("stance", k, end)
		if size == 0 {
			if r.w.is("preposition", k) || r.w.punctuation(k) {
				return false
			}
			continue
		}
		after := r.w.adverbs(k+size, end)
		if p := r.w.word(after); p != "to" && p != "for" && p != "in" && p != "towards" && p != "toward" || p == "to" && force == "support" {
			return false
		}
		g.force = force
		if w := r.w.word(i); own && w != "the" && w != "my" {
			g.basis = evidence.Coreference
			g.phrase = r.w.text[g.verb.Start:r.w.tokens[k+size-1].End]
		}
		if r.w.infinitive(after, end, false) >= 0 {
			return r.infinitive(after, end, g)
		}
		return r.acting(after+1, end) && r.noun(after+1, end, g)
	}
	return false
}

// appraisal reads "it important to consolidate", "it essential that States".
func (r *reader) appraisal(i, end int, g government) bool {
	k := i
	if r.w.word(k) == "it" {
		k++
	}
	if k == i {
		return false
	}
	if r.w.is("copula", k) {
		k++
	}
	k = r.w.adverbs(k, end)
	n, force := r.w.match("quality", k, end)
	if n == 0 {
		return false
	}
	g.force = force
	return r.need(k+n, end, g)
}

// value reads "the need to", "the urgent need for States to", "the importance of developing".
func (r *reader) value(i, end int, g government) bool {
	g.frame = valueFrame
	k := i
	if r.w.is("article", k) || r.w.is("possessive", k) {
		k++
	}
	for n := 0; n < 3 && k < end; n, k = n+1, k+1 {
		size, force := r.w.match("value", k, end)
		if size == 0 {
			if r.w.is("preposition", k) || r.w.punctuation(k) || r.w.inName(k) {
				return false
			}
			continue
		}
		if g.force != "decision" && g.force != "demand" {
			g.force = force
		}
		return r.need(k+size, end, g)
	}
	return false
}

// need reads what follows "need", "important", "importance": "to V", "for X to V", "of V-ing", "that X V".
func (r *reader) need(i, end int, g government) bool {
	i = r.w.adverbs(i, end)
	switch r.w.word(i) {
	case "to":
		return r.infinitive(i, end, g)
	case "that":
		return r.that(i, end, g)
	case "for":
		if to := r.toVerb(i+1, end); to >= 0 && r.party(i+1, to) {
			g.actors = r.parties(i+1, to, i-1)
			return r.infinitive(to, end, g)
		}
		return r.noun(i+1, end, g)
	case "of":
		if to := r.toVerb(i+1, end); to >= 0 && r.party(i+1, to) && to-i < 12 && r.w.gerund(i+1) == nil {
			g.actors = r.parties(i+1, to, i-1)
			return r.infinitive(to, end, g)
		}
		return r.acting(i+1, end) && r.noun(i+1, end, g)
	}
	return false
}

// acting reports whether the noun phrase at i is headed by a gerund, a verbal noun or a noun like "efforts",
// so that "the importance of the Treaty" is no undertaking.
func (r *reader) acting(i, end int) bool {
	definite := false
	for r.w.is("article", i) || r.w.is("possessive", i) {
		definite = true
		i++
	}
	i = r.w.adverbs(i, end)
	if r.w.lex.Acts.Gerund(r.w.word(i)) != nil || r.w.gerundLike(i) {
		return !definite || r.w.word(i+1) == "of" || r.w.punctuation(i+1) || r.w.is("coordinator", i+1) // not "the administering Powers"
	}
	head, ok := r.head(i, end)
	if !ok || r.w.inName(head) || r.w.is("stance", head) || r.w.is("coordinator", i) {
		return false // "support for Ukraine's determination", "support for and solidarity with"
	}
	word := r.w.word(head)
	return r.w.lex.Acts.Noun(word) != nil || r.w.lex.Acts.Base(word) != nil || r.w.lex.Acts.Gerund(word) != nil || r.w.is("effort", head)
}

// addressees reads "all States, including those of the region, to cooperate".
func (r *reader) addressees(i, end int, g government) bool {
	if !asks(g.force) && g.force != "demand" && g.own != "decision" || r.w.word(i) == "that" {
		return false
	}
	if w := r.w.word(i); w == "upon" || w == "on" { // "urges upon the parties that they"
		i++
	}
	if r.w.word(i) == "to" { // "Appeals to all States to"
		if g.own == "decision" || r.w.infinitive(i, end, false) >= 0 || !r.w.is("determiner", i+1) && !r.party(i+1, end) {
			return false
		}
		i++
		g.lead = i
	}
	if that := r.thatOf(i, end); that > 0 {
		g.antecedents = r.parties(i, that, i)
		return r.that(that, end, g)
	}
	to := r.toVerb(i, end)
	if to < 0 || !r.party(i, to) && !r.office(i, to) && !r.addressable(i, to, g) {
		return false
	}
	g.frame = addresseesFrame
	g.actors, g.addressed = r.parties(i, to, i), g.own != "decision"
	if r.w.is("pronoun", i) && len(g.actors) == 0 { // "authorizes him to"
		g.actors = g.antecedents
	}
	g.under = append(g.under, r.conditionsIn(i, to)...)
	return r.infinitive(to, end, g)
}

// thatOf returns the "that" of "the parties that they continue", "to the Assembly that it admit", where parties stand
// at i, or 0.
func (r *reader) thatOf(i, end int) int {
	for k := i + 1; k < end && k < i+10 && !r.w.punctuation(k); k++ {
		if r.w.word(k) == "that" && (r.w.word(k+1) == "they" || r.w.word(i-1) == "to") && r.party(i, k) {
			return k
		}
	}
	return 0
}

// addressable reports whether the words from i to j, of which the lexicon knows no party, are nevertheless those who are
// asked: "We expect technology suppliers to", "Calls upon the administering Powers to". A noun that is an act is what
// is asked for: "Encourages further efforts to".
func (r *reader) addressable(i, j int, g government) bool {
	if w := r.w.word(i); g.own != g.force || w == "to" || w == "a" || w == "an" || r.w.infinitive(i, j, false) >= 0 {
		return false
	}
	if _, addressing := r.w.lex.Grammar.Force("addressing", g.lemma); addressing {
		return true
	}
	for k := i; k < j && !r.w.is("preposition", k); k++ {
		if r.w.lex.Acts.Noun(r.w.word(k)) != nil && !r.w.inName(k) {
			return false // "Encourages policy development and capacity-building in all countries to"
		}
	}
	return j-i < 12 && !r.acting(i, j)
}

// office reports whether the words from i to j name a holder of an office or a body that the lexicon does not
// know: "the Chief of Staff". The text asks for the act all the same.
func (r *reader) office(i, j int) bool {
	if r.w.word(i) != "the" || j-i > 8 || r.w.lowerCase(i+1) {
		return false
	}
	for k := i + 1; k < j; k++ {
		if r.w.punctuation(k) || r.w.lowerCase(k) && r.w.word(k) != "of" && r.w.word(k) != "for" && r.w.word(k) != "and" && r.w.word(k) != "the" {
			return false
		}
	}
	return true
}

// conditionsIn returns the conditions that stand between the addressees and the verb: "calls upon States, in
// accordance with international law, to".
func (r *reader) conditionsIn(i, end int) []tokenRange {
	var out []tokenRange
	for k := i; k < end; k++ {
		n, _ := r.w.match("condition", k, end)
		if n == 0 || r.w.inName(k) {
			continue
		}
		to := r.w.phraseEnd(k+n, end)
		out = append(out, tokenRange{k, to})
		k = to
	}
	return out
}

// toVerb returns the first "to" with a verb at the level of the sentence, or -1. A verb that only a mention
// or a relative clause holds does not count.
func (r *reader) toVerb(i, end int) int {
	for k := i; k < end; k++ {
		if r.w.word(k) == ";" || r.w.word(k) == ":" {
			return -1
		}
		if r.w.parenthesis(k) > r.w.parenthesis(i) {
			continue
		}
		if r.w.word(k) != "to" {
			if r.w.word(k) == "," { // "the Council, in order to assist States, to"
				k = r.purposeInCommas(k, end)
			}
			continue
		}
		if r.w.infinitive(k, end, true) >= 0 && !r.governs(k-1) {
			return k
		}
	}
	return -1
}

// purposeInCommas skips ", in order to assist States," and returns the token before the closing comma.
func (r *reader) purposeInCommas(k, end int) int {
	if n, _ := r.w.match("purpose", k+1, end); n == 0 {
		return k
	}
	for j := k + 1; j < end; j++ {
		if r.w.word(j) == "," {
			return j - 1
		}
	}
	return k
}

// governs reports whether the word at i takes a "to" of its own: "in a position to do so", "invited to".
func (r *reader) governs(i int) bool {
	return r.w.is("governor", i)
}

// party reports whether the words from i to j begin with somebody who can act.
func (r *reader) party(i, j int) bool {
	for k := i; k < j && k < i+8; k++ {
		if m := r.mentionAt(k); m != nil && actorTypes[m.Type] {
			return true
		}
		if r.w.is("addressee", k) || r.w.is("addressee-adjective", k) {
			return true
		}
		if k > i && r.w.is("preposition", k) || r.w.punctuation(k) {
			return false
		}
	}
	return false
}

// onlyParties reports whether the words from token i on name parties, without an act.
func (r *reader) onlyParties(i, end int) bool {
	head, ok := r.head(i, end)
	return ok && r.party(i, end) && (r.w.inName(head) || r.w.is("addressee", head))
}

// infinitive reads "to V ...".
func (r *reader) infinitive(i, end int, g government) bool {
	v := r.w.infinitive(i, end, true)
	if v < 0 {
		return false
	}
	r.verbPhrase(i+1, end, g)
	return true
}

// nominal reads a complement that is a noun: "the adoption and implementation of measures". Only some
// performatives take an act in that form.
func (r *reader) nominal(i, end int, g government) bool {
	switch g.force {
	case "support", "encouragement", "call", "commitment", "demand", "request", "willingness":
	default:
		return false
	}
	if r.w.word(i) == "that" {
		return false
	}
	if asks(g.force) && (r.onlyParties(i, end) || r.w.word(i) == "to") {
		return false // "Urges Member States:", "Recommends to the Governments concerned"
	}
	if g.force == "commitment" || g.force == "willingness" {
		if w := r.w.word(i); w == "to" {
			i++
		} else if r.w.gerund(i) == nil {
			return false
		}
	}
	if (g.force == "commitment" || g.force == "willingness" || g.force == "support") && !r.acting(i, end) {
		return false // "committed to our shared values", "support the Plan"
	}
	return r.noun(i, end, g)
}
