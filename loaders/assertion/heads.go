package assertion

import (
	"strings"

	"concord/loaders/lexicon"
)

// begin ends the open act before token i, adds a and goes on after its head.
func (s *scanner) begin(i int, a act, after int) {
	s.close(i, i)
	s.list = s.acts[s.open].list
	s.add(a)
	s.open, s.ended = len(s.acts)-1, false
	s.purpose, s.nested, s.listed, s.closed, s.aimed = false, false, false, false, false
	s.resume = after
}

// sibling returns an act that stands beside the open one.
func (s *scanner) sibling(f form, verb *lexicon.Act, start, trigger int) act {
	a := act1(s.acts[s.open].government, f, verb, start, trigger)
	if a.parent = s.part; s.part >= 0 {
		a.link = start
	}
	return a
}

// newFrame reads a further complement of the performative: "and that States shall", "and the importance of",
// "and our determination to".
func (s *scanner) newFrame(i, j int, c conjunction) bool {
	if c.bare || s.part >= 0 {
		return false
	}
	g := s.acts[s.top].government
	g.antecedents = g.actors
	if g.again {
		g.own, g.again = "", false
	}
	g.force, g.lead, g.actors, g.addressed, g.basis = g.own, j, nil, false, ""
	before := len(s.acts)
	found := false
	switch {
	case s.w.word(j) == "that" && g.frame == thatFrame:
		found = s.that(j, s.end, g)
	case g.frame == addresseesFrame && c.comma && s.otherAddressees(j):
		found = s.addressees(j, s.end, g)
	case asks(g.own) && s.w.word(j) == "for": // "Calls for its implementation, and for all States to"
		found = s.addressees(j+1, s.end, g)
	case g.frame == valueFrame:
		found = s.value(j, s.end, g) || s.stance(j, s.end, g)
	case s.w.is("possessive", j) && s.w.word(j) != "the":
		found = s.plea(j, s.end, g) || s.stance(j, s.end, g)
	}
	if found && len(s.acts) > before {
		s.close(i, i)
	}
	return found
}

// otherAddressees reports whether further addressees with a verb of their own stand at j: "and all States
// parties to promote".
func (s *scanner) otherAddressees(j int) bool {
	to := s.toVerb(j, min(s.end, j+10))
	return to > j && s.party(j, to) && s.w.infinitive(j, s.end, false) < 0 && s.w.base(j, false) == nil
}

// verbAt reads a coordinated verb: "and to promote", "as well as promote", "prevent and deny".
func (s *scanner) verbAt(i, j int, c conjunction) bool {
	if v := s.w.infinitive(j, s.end, !c.bare); v >= 0 {
		return s.infinitiveAt(i, j, v, c)
	}
	if s.acts[s.open].form != infinitive && s.form != infinitive {
		return false
	}
	start, modal := c.next, false
	if n, _ := s.w.match("modal", j, s.end); n > 0 {
		if s.closed {
			return false // ", which will be consolidated and will provide"
		}
		start, modal = j+n, true
		j = s.w.adverbs(start, s.end)
	}
	immediate := s.immediate(i)
	verb := s.w.base(j, immediate || modal)
	if verb == nil && c.bare {
		verb = s.listedVerb(j)
	}
	switch {
	case verb == nil:
		return false
	case modal && s.part < 0: // "to meet their needs and will encourage investment"
	case c.bare && s.purpose:
		s.listed = true
		return false
	case c.bare && (s.closed || verb.BaseIsNoun && !immediate && !s.w.object(j+1) && s.w.adverbs(j+1, s.end) == j+1 && verb != s.listedVerb(j)):
		return false
	case !c.comma && !c.heavy && (s.purpose || s.closed):
		return false
	case c.comma && s.listed && !c.heavy, s.condition >= 0 && !c.heavy:
		return false
	case s.part >= 0 && s.form != infinitive:
		return false
	}
	if immediate {
		s.acts[s.open].shares = true
	}
	s.part = -1
	s.begin(i, s.sibling(infinitive, verb, start, j), j+1)
	s.resume = s.throughLight(j, s.end)
	return true
}

// listedVerb returns the verb at j that is a common noun too, in a list of verbs that goes on with a sure one: "respond
// to the pandemic, combat climate change, and address". It is nil when it is none.
func (s *scanner) listedVerb(j int) *lexicon.Act {
	verb := s.w.lex.Acts.Base(s.w.word(j))
	if verb == nil || s.w.inName(j) || !s.w.lowerCase(j+1) || s.w.is("preposition", j+1) || s.w.is("coordinator", j+1) || s.w.is("auxiliary", j+1) {
		return nil
	}
	for k := j + 1; k < s.end; k++ {
		if c, ok := s.w.conjunction(k, s.end); ok {
			if next := s.w.lex.Acts.Base(s.w.word(s.w.adverbs(c.next, s.end))); !c.bare && c.comma && next != nil && !next.BaseIsNoun {
				return verb
			}
			return nil
		}
	}
	return nil
}

// immediate reports whether the connective at i follows the head of the open act, or a preposition of the object
// that both heads share: "contribute to and support", "implementation of and compliance with".
func (s *scanner) immediate(i int) bool {
	stop := s.acts[s.open].stop
	return i == stop || i == stop+1 && s.w.is("preposition", stop)
}

// infinitiveAt reads "to V" after a connective, where the verb stands at v.
func (s *scanner) infinitiveAt(i, j, v int, c conjunction) bool {
	if c.bare {
		switch {
		case s.w.word(v) == "be": // "the Meeting, to be held"
			return false
		case s.kind(s.open) == lexicon.Founding:
			a := s.sibling(infinitive, s.w.lex.Acts.Base(s.w.word(v)), j+1, v)
			a.actors, a.addressed = s.founded(), false
			s.begin(i, a, v+1)
			return true
		case s.form == infinitive && !s.purpose && s.toAgain(v):
		default:
			return false
		}
	}
	if s.purpose && (s.form != infinitive || s.aimed) && !c.comma && !c.heavy && j == c.next {
		return false // "measures to prevent X and to suppress Y", "in order to evaluate the damage and to report"
	}
	s.part = -1
	a := s.sibling(infinitive, s.w.lex.Acts.Base(s.w.word(v)), j+1, v)
	if j > c.next {
		a.before = c.next
	}
	s.begin(i, a, v+1)
	s.resume = s.throughLight(v, s.end)
	return true
}

// toAgain reports whether the list of infinitives that may have begun at v goes on with "and to V".
func (s *scanner) toAgain(v int) bool {
	for k := v; k < s.end; k++ {
		if c, ok := s.w.conjunction(k, s.end); ok && !c.bare && s.w.infinitive(c.next, s.end, false) >= 0 {
			return true
		}
	}
	return false
}

// founded returns the body that the open act sets up: the first one named after it.
func (s *scanner) founded() []party {
	a := &s.acts[s.open]
	for k := a.stop; k < s.end; k++ {
		if m := s.mentionAt(k); m != nil && actorTypes[m.Type] && m.Key != "" {
			return []party{{m.Key, Span{Block: m.Block, Span: m.Span}}}
		}
	}
	return nil
}

// gerundAt reads a coordinated gerund, "as well as combating", or a clause of manner, ", facilitating a".
func (s *scanner) gerundAt(i, j int, c conjunction) bool {
	// "addressing X in line with the Pledge, improving Y and promoting Z"
	listed := s.condition >= 0 && !s.conditionTop && c.comma && s.acts[s.open].form == gerund && s.w.gerund(j) != nil
	if s.condition >= 0 && !listed || c.bare && s.w.is("preposition", i-1) { // "with the objective of, inter alia, improving"
		return false
	}
	if s.w.is("addressee-adjective", j) && s.w.is("addressee", j+1) { // "developing countries"
		return false
	}
	if s.acts[s.open].form == gerund && !c.bare && s.w.is("preposition", j) && s.w.gerund(j+1) != nil { // "to improving X, and to creating Y"
		j++
	}
	verb := s.w.gerund(j)
	if s.part >= 0 && s.acts[s.open].form == gerund {
		verb = s.w.governing(j)
	}
	if verb == nil && (c.bare || s.acts[s.open].form != gerund || !s.w.gerundLike(j)) || s.part < 0 && c.bare && s.w.is("non-manner", j) || s.w.is("preposition", j) {
		return false
	}
	open := &s.acts[s.open]
	nominal := open.form == gerund || open.form == noun
	switch {
	case s.closed && !c.heavy && !listed:
		return false
	case nominal && s.nested && !c.comma && !c.heavy:
		return false // "measures aimed at preventing X and combating Y"
	case nominal:
	case c.bare && verb != nil && s.part < 0 && !(s.nested && s.gerundAgain(j)) && !s.w.is("coordinator", j+1) && !s.w.punctuation(j+1):
	default:
		return false
	}
	a := s.sibling(gerund, verb, j, j)
	a.manner = c.bare && s.part < 0
	if i == open.stop {
		open.shares, a.manner = true, false
	}
	s.begin(i, a, j+1)
	return true
}

// gerundAgain reports whether the gerund at j is one of a list that goes on: "as a way of promoting X, raising Y and
// supporting Z".
func (s *scanner) gerundAgain(j int) bool {
	for k := j + 1; k < s.end; k++ {
		if c, ok := s.w.conjunction(k, s.end); ok && !c.bare && s.w.gerund(s.w.adverbs(c.next, s.end)) != nil {
			return true
		}
		if s.w.word(k) == ";" {
			return false
		}
	}
	return false
}

// nounAt reads a coordinated verbal noun: "establishment of", "and compliance with", "broader efforts towards".
func (s *scanner) nounAt(i, j int, c conjunction) bool {
	open := &s.acts[s.open]
	if s.condition >= 0 || s.closed || open.form == infinitive || c.bare && s.part < 0 {
		return false
	}
	start := j
	for s.w.is("article", start) {
		start++
	}
	head := s.verbalNoun(start)
	if head < 0 {
		return false
	}
	immediate := s.immediate(i)
	if !c.comma && !c.heavy && !immediate && (start == j || s.nested && s.part < 0 || open.form == gerund) {
		return false // coordinated objects: "of X and protection of Y"
	}
	if immediate && open.apart == nil {
		open.shares = true
	}
	verb := s.w.lex.Acts.Noun(s.w.word(head))
	if verb == nil {
		verb = s.w.lex.Acts.Gerund(s.w.word(head))
	}
	s.begin(i, s.sibling(noun, verb, start, head), head+1)
	return true
}

// verbalNoun returns the verbal noun with a complement that the words at i lead to, or -1.
func (s *scanner) verbalNoun(i int) int {
	for k := i; k < i+4 && k < s.end; k++ {
		if s.w.inName(k) || s.w.punctuation(k) || s.w.is("preposition", k) || s.w.is("coordinator", k) {
			return -1
		}
		if s.w.lex.Acts.Noun(s.w.word(k)) == nil && !s.w.is("effort", k) && !s.building(k) && !s.articled(i, k) {
			continue
		}
		switch s.w.word(k + 1) {
		case "of", "by", "to", "towards", "with", "for", "in":
			return k
		}
	}
	return -1
}

// articled reports whether a verb that is a common noun too stands at k in a phrase with an article before
// token i: "an immediate end to".
func (s *scanner) articled(i, k int) bool {
	act := s.w.lex.Acts.Base(s.w.word(k))
	return act != nil && act.BaseIsNoun && s.w.is("article", i-1)
}

// building reports whether a gerund with "of" stands at i, a noun: "the building of".
func (s *scanner) building(i int) bool {
	return s.w.lex.Acts.Gerund(s.w.word(i)) != nil && s.w.word(i+1) == "of"
}

// objectAt splits a coordinated object that has a restriction of its own from what is carried out:
// "implement the resolutions ... and the recommendations agreed upon by the Governments".
func (s *scanner) objectAt(i, j int, c conjunction) bool {
	if c.bare || s.condition >= 0 || s.kind(s.open) != lexicon.Implementing {
		return false
	}
	start := j
	for s.w.is("article", start) && s.mentionAt(start) == nil {
		start++
	}
	m := s.mentionAt(start)
	if m == nil || !textTypes[m.Type] {
		return false
	}
	after := s.w.at(m.Span.End)
	if !strings.HasSuffix(s.w.word(after), "ed") && s.w.word(after) != "made" {
		return false
	}
	a := s.acts[s.open]
	a.shares, a.further, a.conditions = false, nil, nil
	a.apart = []tokenRange{{start, -1}}
	s.begin(i, a, after)
	return true
}

// textTypes are the types of what can be carried out or cited.
var textTypes = map[string]bool{"Document": true, "DocumentGroup": true, "Resolution": true}

var actorTypes = map[string]bool{
	"State": true, "StateGroup": true, "Government": true, "Organization": true, "Organ": true,
	"OrganizationGroup": true, "ActorGroup": true, "Role": true, "Person": true,
}
