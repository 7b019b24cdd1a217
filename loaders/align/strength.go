package align

import (
	"cmp"
	"slices"
	"strings"

	"concord/loaders/assertion"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// Sign is what shows that one of two undertakings is worded more strongly.
type Sign struct {
	Change Change // what the second version does to the undertaking, by this sign alone
	// Reason is "force" for the verb by which the text acts, "modal", "hedge", "emphasis" or "quantity" for words
	// that weigh the act, "condition" for one that only one version sets, and for who or what is reached by one
	// version alone "actor", "recipient", "level" or "theme".
	Reason string
	A, B   source.Span // of the texts: the words that show it; empty where a version has none
}

// verdict sums up signs: the force decides, and else all of them together where they agree.
func verdict(signs []Sign) Change {
	change := Unchanged
	for _, s := range signs {
		switch {
		case s.Reason == "force":
			return s.Change
		case change == Unchanged:
			change = s.Change
		case change != s.Change:
			change = Mixed
		}
	}
	return change
}

// aspectOfReason says which aspect of an undertaking a sign is of.
func aspectOfReason(reason string) string {
	switch reason {
	case "modal", "hedge", "emphasis", "quantity":
		return "force"
	}
	return reason
}

// signs returns what shows that two matched undertakings differ in strength, in that order.
func (c *comparison) signs(ua, ub *assertion.Undertaking, p *Pair) []Sign {
	var out []Sign
	if change := c.force(ua, ub); change != Unchanged {
		out = append(out, Sign{change, "force", c.a.phrase(ua), c.b.phrase(ub)})
	}
	out = append(out, c.weighed(ua, ub, p)...)
	for _, reason := range []string{"condition", "actor", "recipient", "level", "theme"} {
		out = append(out, c.reached(ua, ub, p, reason)...)
	}
	return out
}

// phrase returns the words by which an undertaking has its force, of the text: those of its block, or for an item of
// a list those of the block that opens it.
func (s *side) phrase(u *assertion.Undertaking) source.Span {
	for i := u.Block; i >= 0; i-- {
		b := &s.blocks[i]
		for k := len(b.Performatives) - 1; k >= 0; k-- {
			if p := &b.Performatives[k]; p.Lemma == u.Performative && (i < u.Block || p.Phrase.Start <= u.Trigger.Start) {
				return b.View.Source(p.Phrase)
			}
		}
		if i < u.Block && b.Class == document.Operative && !strings.Contains(b.ID, "-") {
			break
		}
	}
	return s.blocks[u.Block].View.Source(u.Trigger)
}

// weight is an occurrence of words that weigh an act.
type weight struct {
	*lexicon.Weight
	source.Span // of the view
}

// weights returns the words in a block that weigh acts and lie in a zone: a longer phrase before one within it.
func (s *side) weights(words *sense, block int, zone source.Span) (out []weight) {
	units := s.blocks[block].units
	for i := 0; i < len(units); i++ {
		if units[i].Start < zone.Start || units[i].End > zone.End {
			continue
		}
		w, n := words.weightAt(units[i:])
		if w == nil {
			continue
		}
		if w.Rank == 0 {
			i += n - 1
			continue
		}
		span := source.Span{Start: units[i].Start, End: units[i+n-1].End}
		i += n - 1
		if !slices.ContainsFunc(s.blocks[block].Performatives, func(p document.Performative) bool { return p.Phrase.Overlaps(span) }) {
			out = append(out, weight{w, span})
		}
	}
	return out
}

// zones returns where the words that weigh an undertaking may stand: between the one before it and its end, or the
// end of the sentence; and what stands before the first of the sentence weighs all.
func (s *side) zones(u *assertion.Undertaking) []source.Span {
	sentence := source.Span{End: len(s.blocks[u.Block].text)}
	for _, x := range s.blocks[u.Block].Sentences {
		if x.Contains(u.Trigger) {
			sentence = x
		}
	}
	own, first, last := source.Span{Start: sentence.Start, End: u.Span.End}, u.Trigger.Start, true
	for i := range s.Undertakings {
		v := &s.Undertakings[i]
		if v.Block != u.Block || v.Key == u.Key || !sentence.Contains(v.Trigger) {
			continue
		}
		first = min(first, v.Trigger.Start)
		switch {
		case v.Trigger.Start > u.Trigger.Start:
			last = false
			if v.Span.Start > u.Trigger.End {
				own.End = min(own.End, max(u.Trigger.End, v.Span.Start))
			}
		case v.Span.End <= u.Trigger.Start:
			own.Start = max(own.Start, v.Span.End)
		default:
			own.Start = max(own.Start, v.Trigger.End)
		}
	}
	if last {
		own.End = sentence.End
	}
	if own.Start < first {
		return []source.Span{own}
	}
	return []source.Span{{Start: sentence.Start, End: first}, own}
}

// weighed returns the signs of words that weigh one undertaking and not the other.
func (c *comparison) weighed(ua, ub *assertion.Undertaking, p *Pair) (out []Sign) {
	var as, bs []weight
	for _, z := range c.a.zones(ua) {
		as = append(as, c.a.weights(c.words, ua.Block, z)...)
	}
	for _, z := range c.b.zones(ub) {
		bs = append(bs, c.b.weights(c.words, ub.Block, z)...)
	}
	as, bs = parted(as, bs)
	// "All" weighs whatever it stands with: one that the paragraphs share has only been put elsewhere.
	as, bs = c.quantities(as, c.a, ua, c.b, ub), c.quantities(bs, c.b, ub, c.a, ua)
	alone := func(of func(*Difference) source.Span, w weight) bool {
		return !slices.ContainsFunc(p.Differences, func(d Difference) bool { return d.Note == "" && of(&d).Overlaps(w.Span) })
	}
	as = slices.DeleteFunc(as, func(w weight) bool { return alone(first, w) })
	bs = slices.DeleteFunc(bs, func(w weight) bool { return alone(second, w) })
	viewA, viewB := &c.a.blocks[ua.Block].View, &c.b.blocks[ub.Block].View
	for _, a := range as {
		s := Sign{Change(-a.Rank), a.Kind, viewA.Source(a.Span), source.Span{}}
		// A word of its kind in the other version stands in its place.
		if k := slices.IndexFunc(bs, func(b weight) bool { return a.Scale != "" && b.Scale == a.Scale }); k >= 0 {
			s.Change, s.B = Change(cmp.Compare(bs[k].Rank, a.Rank)), viewB.Source(bs[k].Span)
			bs = slices.Delete(bs, k, k+1)
		}
		out = append(out, s)
	}
	for _, b := range bs {
		out = append(out, Sign{Change(b.Rank), b.Kind, source.Span{}, viewB.Source(b.Span)})
	}
	for i := range out {
		out[i].Change = Change(cmp.Compare(out[i].Change, Unchanged))
	}
	return slices.DeleteFunc(out, func(s Sign) bool { return s.Change == Unchanged })
}

// quantities leaves out the words of quantity that the paragraph of another undertaking has as often.
func (c *comparison) quantities(ws []weight, s *side, u *assertion.Undertaking, o *side, v *assertion.Undertaking) []weight {
	count := func(s *side, u *assertion.Undertaking, row int) (n int) {
		for _, w := range s.weights(c.words, u.Block, source.Span{End: len(s.blocks[u.Block].text)}) {
			if w.Row == row {
				n++
			}
		}
		return n
	}
	return slices.DeleteFunc(ws, func(w weight) bool {
		return w.Kind == "quantity" && count(o, v, w.Row) >= count(s, u, w.Row)
	})
}

// parted returns the weights that the other side has none of its row for.
func parted(as, bs []weight) (left, right []weight) {
	right = slices.Clone(bs)
	for _, a := range as {
		if k := slices.IndexFunc(right, func(b weight) bool { return b.Row == a.Row }); k >= 0 {
			right = slices.Delete(right, k, k+1)
			continue
		}
		left = append(left, a)
	}
	return left, right
}

// reachedBy are the attributes that say who and what an undertaking reaches.
var reachedBy = map[string]string{
	"condition": "condition",
	"actor":     "actor", "addressee": "actor",
	"recipient": "recipient", "beneficiary": "recipient",
	"atLevel": "level",
	"theme":   "theme", "against": "theme", "concerns": "theme",
}

// reached returns the signs of who, what or which condition one undertaking has beyond the other's: one that reaches
// further is stronger, one under more conditions weaker. What is only replaced is no sign.
func (c *comparison) reached(ua, ub *assertion.Undertaking, p *Pair, reason string) (out []Sign) {
	otherA, onlyA := c.beyond(c.a, ua, c.b, ub, p, first, reason)
	otherB, onlyB := c.beyond(c.b, ub, c.a, ua, p, second, reason)
	if otherA && otherB {
		return nil
	}
	wider := Strengthened
	if reason == "condition" {
		wider = Weakened
	} else if c.a.without(ua, reason) || c.b.without(ub, reason) {
		return nil // it reaches nobody in particular, or everybody
	}
	for _, s := range onlyA {
		out = append(out, Sign{-wider, reason, s, source.Span{}})
	}
	for _, s := range onlyB {
		out = append(out, Sign{wider, reason, source.Span{}, s})
	}
	return out
}

// without reports whether an undertaking has no attribute of a reason.
func (s *side) without(u *assertion.Undertaking, reason string) bool {
	return !slices.ContainsFunc(s.Attributes[u.Key], func(a Attribute) bool { return reachedBy[a.Predicate] == reason && !a.Default })
}

// beyond reports whether an undertaking has attributes of a reason that another lacks and whose words differ, and
// returns those words that its paragraph has nothing for.
func (c *comparison) beyond(s *side, u *assertion.Undertaking, o *side, v *assertion.Undertaking, p *Pair, of func(*Difference) source.Span, reason string) (other bool, out []source.Span) {
	for _, a := range s.Attributes[u.Key] {
		if reachedBy[a.Predicate] != reason || slices.ContainsFunc(o.Attributes[v.Key], func(x Attribute) bool {
			return reachedBy[x.Predicate] == reason && x.Object == a.Object
		}) {
			continue
		}
		for _, x := range a.Spans {
			if !s.blocks[u.Block].Span.Contains(x) || !s.differs(p, u.Block, x, of) {
				continue
			}
			other = true
			if c.dropped(s, u.Block, o, v.Block, p, x, of) && !c.says(o, v.Block, s, u.Block, x) && !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return other, out
}

// dropped reports whether words of the text differ from the other's for want of them: nothing stands in their place.
func (c *comparison) dropped(s *side, block int, other *side, otherBlock int, p *Pair, words source.Span, of func(*Difference) source.Span) bool {
	b := &s.blocks[block]
	return slices.ContainsFunc(p.Differences, func(d Difference) bool {
		here, there := of(&d), d.A
		if here == d.A {
			there = d.B
		}
		return d.Class > Editorial && b.View.Source(here).Overlaps(words) && c.says(s, block, other, otherBlock, other.blocks[otherBlock].View.Source(there))
	})
}

// says reports whether block i of s has all words of content and all names that block j of another has in a span of
// the text.
func (c *comparison) says(s *side, i int, of *side, j int, span source.Span) bool {
	named := func(u *unit) bool {
		return slices.ContainsFunc(of.mentions[j], func(m mention.Mention) bool {
			return m.Key != "" && m.Span.Contains(source.Span{Start: u.Start, End: u.End}) &&
				slices.ContainsFunc(s.mentions[i], func(x mention.Mention) bool { return x.Key == m.Key })
		})
	}
	b := &of.blocks[j]
	for k := range b.units {
		u := &b.units[k]
		if !c.words.content(u) || !span.Contains(b.View.Source(source.Span{Start: u.Start, End: u.End})) || named(u) {
			continue
		}
		if !slices.ContainsFunc(s.blocks[i].units, func(x unit) bool { return c.words.same(&x, u) }) {
			return false
		}
	}
	return true
}

// differs reports whether words of a block differ from the other's by more than how they are written.
func (s *side) differs(p *Pair, block int, words source.Span, of func(*Difference) source.Span) bool {
	return slices.ContainsFunc(p.Differences, func(d Difference) bool {
		return d.Class > Editorial && s.blocks[block].View.Source(of(&d)).Overlaps(words)
	})
}
