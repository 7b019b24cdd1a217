package assertion

import "concord/loaders/lexicon"

// scanner walks from the head of an act to the end of its sentence and opens a new act wherever one begins.
type scanner struct {
	*reader
	end  int
	form form // of the coordination the walk is in
	top  int  // index of the first act of the coordination
	part int  // index of the act whose parts are being listed, or -1
	// purpose: the nearest verb is one of a purpose ("to combat"), which a bare "and" goes on with;
	// listed: that purpose is a list already; closed: a relative or other clause with a verb of its own is open.
	purpose, listed, closed bool
	aimed                   bool // the purpose is told by more than "to": "in order to"
	// nested: a gerund or a verbal noun inside the object is open, with which a bare "and" goes on.
	nested       bool
	condition    int // first token of an open condition, or -1
	conditionTop bool
	open         int // index of the act whose end is still to be found
	ended        bool
	resume       int // where to go on after an act was begun
}

// scan reads on from token i, after the head of the last act added, which has form f.
func (r *reader) scan(i, end int, f form) {
	s := &scanner{reader: r, end: end, form: f, top: len(r.acts) - 1, part: -1, condition: -1, open: len(r.acts) - 1}
	for s.top > 0 && r.acts[s.top-1].list == r.acts[s.top].list {
		s.top--
	}
	for i < end {
		next := s.step(i)
		if next <= i {
			next = i + 1
		}
		i = next
	}
	s.close(end, end)
}

// step looks at token i and returns where to go on.
func (s *scanner) step(i int) int {
	if s.w.inName(i) || s.w.parenthesis(i) > 0 {
		return i + 1
	}
	if next := s.parts(i, i); next > 0 {
		return next
	}
	if n, _ := s.w.match("condition", i, s.end); n > 0 && !s.w.is("copula", i-1) {
		return s.startCondition(i, i+n)
	}
	if c, ok := s.w.conjunction(i, s.end); ok {
		if n, _ := s.w.match("condition", c.next, s.end); n > 0 {
			if past := s.interposed(i, c); past > 0 {
				s.acts[s.open].conditions = append(s.acts[s.open].conditions, tokenRange{c.next, past - 1})
				return past
			}
			return s.startCondition(i, c.next+n)
		}
		if next := s.parts(i, c.next); next > 0 {
			return next
		}
		if n, _ := s.w.match("relative", c.next, s.end); n > 0 && c.comma {
			return s.trailing(i, c.next+n)
		}
		return s.coordinate(i, c)
	}
	if n, _ := s.w.match("relative", i, s.end); n > 0 && !(s.w.word(i) == "that" && s.w.is("preposition", i-1)) { // not "against that State"
		s.closed = true
		return i + n
	}
	if v := s.w.infinitive(i, s.end, false); v >= 0 {
		s.purpose = true
		return v + 1
	}
	if n, _ := s.w.match("purpose", i, s.end); n > 0 {
		if last := s.w.word(i + n - 1); last == "to" && s.w.word(i+n-2) != "view" {
			s.purpose, s.aimed = true, true
		} else {
			s.nested = true // "with the aim of preventing" goes on with a gerund only
		}
		return i + n
	}
	s.noteNested(i)
	s.noteHelped(i)
	return i + 1
}

// noteHelped notes the bare infinitive of "help Ukraine repair, restore and defend its infrastructure".
func (s *scanner) noteHelped(i int) {
	a := &s.acts[s.open]
	if a.verb != nil && a.verb.Verb == "help" && i > a.stop && s.w.lex.Acts.Base(s.w.word(i)) != nil && (s.w.inName(i-1) || s.w.base(i, false) != nil && !s.w.is("preposition", i-1) && !s.w.is("article", i-1)) {
		s.purpose, s.listed = true, true
	}
}

// noteNested notes a gerund or verbal noun after a preposition: "aimed at preventing", "laws on prevention of".
func (s *scanner) noteNested(i int) {
	if !s.w.is("preposition", i) {
		return
	}
	k := i + 1
	if s.w.word(i) == "through" || s.w.word(i) == "via" { // "through coordination and the joint action of"
		s.nested = true
	}
	if i == s.acts[s.open].stop {
		return
	}
	for s.w.is("article", k) {
		k++
	}
	if s.w.gerund(k) != nil || s.w.lex.Acts.Noun(s.w.word(k)) != nil && s.w.word(k+1) == "of" {
		s.nested = true
	}
}

// close ends the open act before token i; what is between belongs to a connective. An open condition ends
// before token c.
func (s *scanner) close(i, c int) {
	if !s.ended {
		s.acts[s.open].end = i
		s.ended = true
	}
	if s.condition >= 0 {
		from := s.condition
		s.condition = -1
		s.endCondition(from, c)
	}
}

// interposed returns the token after a condition between commas that parts the head of the open act, before the comma
// at i, from its object: "to convene, within existing resources, a meeting". It returns 0 when there is none.
func (s *scanner) interposed(i int, c conjunction) int {
	if !c.bare || s.condition >= 0 || i != s.acts[s.open].stop {
		return 0
	}
	past := s.aside(i, s.end)
	if past > i && (s.w.is("determiner", past) || s.w.mentionAt(past) != nil || s.w.word(past) == "that") {
		return past
	}
	return 0
}

// startCondition opens a condition at token i, "while respecting", and goes on at next.
func (s *scanner) startCondition(i, next int) int {
	if s.condition >= 0 {
		return next
	}
	s.conditionTop = s.w.word(i) == ","
	s.close(i, i)
	s.condition = i
	if s.w.punctuation(i) || s.w.is("coordinator", i) {
		c, _ := s.w.conjunction(i, s.end)
		s.condition = c.next
	}
	s.closed = true
	return next
}

// endCondition gives the condition to the nearest act and to those it shares an object, a list or a whole
// with: a condition belongs to the nearest undertaking unless it follows a list it closes.
func (s *scanner) endCondition(from, to int) {
	r := tokenRange{from, to}
	nearest := len(s.acts) - 1
	s.acts[nearest].conditions = append(s.acts[nearest].conditions, r)
	for i := nearest - 1; i >= s.top; i-- {
		if s.sameCondition(i, nearest) {
			s.acts[i].conditions = append(s.acts[i].conditions, r)
		}
	}
}

func (s *scanner) sameCondition(i, nearest int) bool {
	a, b := &s.acts[i], &s.acts[nearest]
	switch {
	case a.shares && s.shareEnd(i) == nearest:
		return true
	case b.parent == i || b.parent >= 0 && s.acts[b.parent].shares && s.shareEnd(i) == b.parent:
		return s.conditionTop
	case a.list == b.list && a.form != infinitive && a.parent == b.parent:
		return s.conditionTop
	case b.manner && b.parent < 0:
		return s.conditionTop
	}
	return false
}

// shareEnd returns the act whose object act i shares.
func (r *reader) shareEnd(i int) int {
	for r.acts[i].shares && i+1 < len(r.acts) {
		i++
	}
	return i
}

// trailing reads a relative clause after a comma. When it closes the paragraph it says something of all
// that was listed: ", all of which constitute key means to prevent violent extremism".
func (s *scanner) trailing(i, next int) int {
	s.closed = true
	for k := next; k < s.end; k++ {
		if c, ok := s.w.conjunction(k, s.end); ok && !s.w.inName(k) {
			if s.w.infinitive(c.next, s.end, false) >= 0 && !c.bare || c.heavy && !s.w.inName(k) {
				return next
			}
		}
	}
	if s.w.is("copula", next) || s.w.word(next) == "of" {
		s.close(i, i)
		for k := s.top; k < len(s.acts); k++ {
			s.acts[k].further = append(s.acts[k].further, tokenRange{next, s.end})
		}
		return s.end
	}
	return next
}

// coordinate decides whether what follows the connective c at token i heads an act.
func (s *scanner) coordinate(i int, c conjunction) int {
	j := s.asideEnd(s.w.adverbs(c.next, s.end), c)
	if s.newFrame(i, j, c) {
		return s.end
	}
	switch {
	case s.verbAt(i, j, c), s.gerundAt(i, j, c), s.nounAt(i, j, c), s.objectAt(i, j, c):
		return s.resume
	}
	if c.heavy && s.w.word(i) == ";" {
		s.closed, s.purpose = true, false
	}
	return c.next
}

// asideEnd passes over words between commas after a connective: "and, in close cooperation with civil society, to".
func (s *scanner) asideEnd(j int, c conjunction) int {
	if c.bare || s.w.word(j) != "," {
		return j
	}
	for k := j + 1; k < s.end && k < j+14; k++ {
		if s.w.word(k) == "," && !s.w.inName(k) {
			return s.w.adverbs(k+1, s.end)
		}
	}
	return j
}

func (r *reader) kind(i int) lexicon.ActKind {
	if r.acts[i].verb == nil {
		return ""
	}
	return r.acts[i].verb.Kind
}
