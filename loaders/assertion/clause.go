package assertion

// that reads a clause as a complement: "that all States shall", "that implementation is crucial", "that these
// conflicts need sustained efforts"; and the clauses coordinated with it.
func (r *reader) that(i, end int, g government) bool {
	if r.w.word(i) != "that" {
		return false
	}
	if !g.clauses {
		return false
	}
	i++
	g.frame = thatFrame
	for k := i; k < end; k++ {
		if r.w.inName(k) || r.w.parenthesis(k) > r.w.parenthesis(i) {
			continue
		}
		if r.modal(i, k, end, g) || r.mandate(i, k, end, g) || r.requirement(i, k, end, g) || r.assessment(i, k, end, g) {
			return true
		}
		if asked := asks(g.force) || g.force == "decision" || g.force == "demand"; asked || r.w.word(k) != "that" || k == i {
			continue
		}
		if n, _ := r.w.match("modal", k+1, end); n > 0 || r.w.is("auxiliary", k+1) || r.w.word(k+1) == "may" {
			k++ // "the cost of activities that may arise should be met"
		} else if before := r.w.word(k - 1); before != "," && !r.w.is("coordinator", k-1) && r.w.adverbs(k-1, k) != k {
			return false // "Emphasizes that the only way to ensure that they will never be used is"
		}
	}
	return false
}

// modal reads "X shall V" of the clause that begins at i, where the modal stands at k.
func (r *reader) modal(i, k, end int, g government) bool {
	n, force := r.w.match("modal", k, end)
	if n == 0 || k == i && r.w.word(k) == "need" {
		return false
	}
	if r.w.word(k) == "need" && n == 1 {
		return false
	}
	if w := r.w.word(i); force == "commitment" && w != "it" && w != "we" && (g.own == "" || g.own == "recognition") && g.frame == thatFrame {
		return false // "Recognizes that each society will": a forecast
	}
	v := r.parenthetical(r.w.adverbs(k+n, end), end)
	v = r.w.adverbs(v, end)
	if v >= end || r.w.word(v) == ":" {
		return r.openList(i, k, g, force)
	}
	if !r.w.lowerCase(v) || r.w.is("determiner", v) {
		return false
	}
	g.force = modalForce(g.force, force)
	g.lead = i
	if r.w.word(v) != "be" {
		g.actors, g.addressed = r.subject(i, k, g), asks(g.force)
	}
	r.verbPhrase(k+n, end, g)
	return true
}

// modalForce is the force of "shall" under a performative that has one of its own, or has none.
func modalForce(own, modal string) string {
	switch own {
	case "", "recognition", "importance":
		if modal == "decision" {
			return "need"
		}
		return modal
	}
	return own
}

// mandate reads "all parties allow access" after a verb that asks or demands, where the bare verb stands at k.
func (r *reader) mandate(i, k, end int, g government) bool {
	if !asks(g.own) && g.own != "demand" || k == i || r.w.lex.Acts.Base(r.w.word(k)) == nil && r.w.word(k) != "be" {
		return false
	}
	before := k - 1
	for before > i && r.w.adverbs(before, k) == k {
		before--
	}
	act := r.w.lex.Acts.Base(r.w.word(k))
	sure := (act == nil || !act.BaseIsNoun) && r.party(i, k)
	if !sure && !r.w.inName(before) && !r.w.is("addressee", before) && r.w.word(before) != "," && r.w.word(before) != "they" {
		return false
	}
	g.lead = i
	if r.w.word(k) != "be" {
		g.actors, g.addressed = r.subject(i, k, g), asks(g.force)
	}
	r.verbPhrase(before+1, end, g)
	return true
}

// subject returns the parties that are the subject of a clause between tokens i and k; a pronoun stands for
// those of the clause before.
func (r *reader) subject(i, k int, g government) []party {
	if w := r.w.word(i); w == "they" || w == "it" {
		return g.antecedents
	}
	return r.parties(i, k, i)
}

// openList notes that the clause goes on in sub-paragraphs: "Decides that all States shall:".
func (r *reader) openList(i, k int, g government, force string) bool {
	g.force = modalForce(g.force, force)
	g.actors = r.parties(i, k, i)
	g.lead = i
	r.pending = &g
	return true
}

// requirement reads "these conflicts need sustained efforts", where the verb stands at k.
func (r *reader) requirement(i, k, end int, g government) bool {
	n, _ := r.w.match("requirement", k, end)
	if n == 0 || k == i {
		return false
	}
	head := k + n
	for head < end && !r.w.is("preposition", head) && !r.w.punctuation(head) {
		if r.w.is("effort", head) || r.w.lex.Acts.Noun(r.w.word(head)) != nil {
			break
		}
		head++
	}
	if head >= end || r.w.punctuation(head) || r.w.is("preposition", head) {
		return false
	}
	subject := i
	for j := k - 1; j > i; j-- {
		if _, ok := r.w.conjunction(j, end); ok && r.w.word(j) != "," || r.w.word(j) == "that" {
			subject = r.w.adverbs(j+1, end)
			break
		}
	}
	if r.w.word(subject) == "that" {
		subject++
	}
	if g.force == "" {
		g.force = "need"
	}
	g.lead = subject
	r.add(act{government: g, parent: -1, form: clause, start: subject, trigger: k, stop: head + 1})
	r.scan(head+1, end, clause)
	return true
}

// assessment reads "the implementation of policies is a crucial element", where the copula stands at k.
func (r *reader) assessment(i, k, end int, g government) bool {
	if !r.w.is("copula", k) {
		return false
	}
	q := k + 1
	force := ""
	for n := 0; n < 5 && q < end && force == ""; n, q = n+1, q+1 {
		if r.w.is("preposition", q) && r.w.word(q) != "of" {
			break
		}
		var size int
		if size, force = r.w.match("quality", q, end); size == 0 {
			force = ""
		}
	}
	if force == "" {
		return false
	}
	if g.force == "" || g.force == "recognition" {
		g.force = force
	}
	if r.w.word(i) == "it" {
		return r.need(q, end, g)
	}
	before := len(r.acts)
	if !r.noun(i, k, g) {
		return false
	}
	for n := before; n < len(r.acts); n++ {
		r.acts[n].further = append(r.acts[n].further, tokenRange{k, end})
	}
	return true
}

// parenthetical returns the token after what stands between commas at i, or i.
func (r *reader) parenthetical(i, end int) int {
	if r.w.word(i) != "," {
		return i
	}
	for k := i + 1; k < end && k < i+25; k++ {
		if r.w.word(k) != "," {
			continue
		}
		next := r.w.adverbs(k+1, end)
		if r.w.lex.Acts.Base(r.w.word(next)) != nil || r.w.infinitive(next, end, false) >= 0 {
			return k + 1
		}
	}
	return i
}
