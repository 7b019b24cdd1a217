package align

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"concord/loaders/assertion"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// alike is how like two undertakings in paired blocks must be to be the same.
const alike = 0.25

// undertakings matches the undertakings of paired blocks.
func (c *comparison) undertakings(pairs []Pair) (out []Match) {
	inA, inB := byBlock(c.a.Undertakings), byBlock(c.b.Undertakings)
	found, taken := map[int]int{}, map[int]bool{}
	pairOf := map[int]*Pair{}
	for i := range pairs {
		p := &pairs[i]
		pairOf[p.A] = p
		for _, m := range c.matches(inA[p.A], inB[p.B]) {
			found[m[0]] = m[1]
			taken[m[1]] = true
		}
	}
	for i := range c.a.Undertakings {
		m := Match{A: i, B: -1}
		if j, ok := found[i]; ok {
			m.B = j
			ua, ub, p := &c.a.Undertakings[i], &c.b.Undertakings[j], pairOf[c.a.Undertakings[i].Block]
			m.Signs = c.signs(ua, ub, p)
			m.Change = verdict(m.Signs)
			m.Aspects = c.aspects(ua, ub, p, m.Signs)
		}
		out = append(out, m)
	}
	for j := range c.b.Undertakings {
		if !taken[j] {
			out = append(out, Match{A: -1, B: j})
		}
	}
	return out
}

func byBlock(us []assertion.Undertaking) map[int][]int {
	out := map[int][]int{}
	for i, u := range us {
		out[u.Block] = append(out[u.Block], i)
	}
	return out
}

// matches pairs the undertakings of two blocks in their order so that their likeness is greatest in sum.
func (c *comparison) matches(as, bs []int) (out [][2]int) {
	n, m := len(as), len(bs)
	best := make([][]float64, n+1)
	best[0] = make([]float64, m+1)
	for i := 1; i <= n; i++ {
		best[i] = make([]float64, m+1)
		for j := 1; j <= m; j++ {
			best[i][j] = max(best[i-1][j], best[i][j-1])
			if l := c.likeness(as[i-1], bs[j-1]); l >= alike {
				best[i][j] = max(best[i][j], best[i-1][j-1]+l)
			}
		}
	}
	for i, j := n, m; i > 0 && j > 0; {
		switch best[i][j] {
		case best[i][j-1]:
			j--
		case best[i-1][j]:
			i--
		default:
			out = append(out, [2]int{as[i-1], bs[j-1]})
			i, j = i-1, j-1
		}
	}
	return out
}

// likeness returns how like two undertakings are, from 0 to 1: half of it is the act, half the words.
func (c *comparison) likeness(i, j int) float64 {
	ua, ub := &c.a.Undertakings[i], &c.b.Undertakings[j]
	act := 0.0
	if c.sameAct(ua, ub) {
		act = 0.5
	}
	wa, wb := c.a.meanings(c.words, ua), c.b.meanings(c.words, ub)
	common, total := 0, 0
	for w, n := range wa {
		common += min(n, wb[w])
		total += n
	}
	for _, n := range wb {
		total += n
	}
	if total == 0 {
		return act
	}
	return act + float64(common)/float64(total)
}

// meanings counts the meanings of the content words of an undertaking.
func (s *side) meanings(words *sense, u *assertion.Undertaking) map[int32]int {
	out := map[int32]int{}
	for _, w := range s.blocks[u.Block].units {
		if w.Start >= u.Span.Start && w.End <= u.Span.End && w.Kind != lexicon.Sign && words.content(&w) {
			out[words.meaning(&w)]++
		}
	}
	return out
}

// sameAct reports whether the words that head two undertakings mean the same. A verb may stand with the noun of
// the act: "further the exchange" is to exchange.
func (c *comparison) sameAct(ua, ub *assertion.Undertaking) bool {
	wa, na := c.a.trigger(c.words, ua)
	wb, nb := c.b.trigger(c.words, ub)
	return len(wa) == 0 || len(wb) == 0 || c.anySame(wa, wb) || c.anySame(na, wb) || c.anySame(wa, nb)
}

func (c *comparison) anySame(as, bs []*unit) bool {
	return slices.ContainsFunc(as, func(x *unit) bool {
		return slices.ContainsFunc(bs, func(y *unit) bool { return c.words.same(x, y) })
	})
}

// trigger returns the words that head an undertaking, and the first word of content behind them when it is the
// verb or the noun of an act.
func (s *side) trigger(words *sense, u *assertion.Undertaking) (head, act []*unit) {
	units := s.blocks[u.Block].units
	for i := range units {
		w := &units[i]
		switch {
		case w.Start >= u.Trigger.Start && w.End <= u.Trigger.End && w.Kind == lexicon.Word:
			head = append(head, w)
		case w.Start >= u.Trigger.End && words.content(w):
			if words.lex.Acts.Base(w.word) != nil || words.lex.Acts.Noun(w.word) != nil {
				act = []*unit{w}
			}
			return head, act
		}
	}
	return head, nil
}

// aspectOf says which aspect of an undertaking an attribute belongs to.
var aspectOf = map[string]string{
	"actor": "actor", "addressee": "actor",
	"condition":         "condition",
	"inCooperationWith": "cooperation",
	"recipient":         "recipient",
	"theme":             "theme", "against": "theme", "concerns": "theme",
}

// aspects returns in which aspects two matched undertakings differ, sorted.
func (c *comparison) aspects(ua, ub *assertion.Undertaking, p *Pair, signs []Sign) []string {
	differ := map[string]bool{}
	if !c.sameAct(ua, ub) {
		differ["act"] = true
	}
	for _, s := range signs {
		differ[aspectOfReason(s.Reason)] = true
	}
	if c.a.reworded(p, p.A, ua, first) || c.b.reworded(p, p.B, ub, second) {
		for aspect := range c.a.unlike(ua, c.b, ub) {
			differ[aspect] = true
		}
		for aspect := range c.b.unlike(ub, c.a, ua) {
			differ[aspect] = true
		}
	}
	if c.worded(p, ua, ub, "condition") {
		differ["condition"] = true
	}
	return slices.Sorted(maps.Keys(differ))
}

// unlike returns the aspects of which an undertaking has an attribute that another lacks.
func (s *side) unlike(u *assertion.Undertaking, other *side, v *assertion.Undertaking) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, a := range s.Attributes[u.Key] {
			aspect := aspectOf[a.Predicate]
			has := func(x Attribute) bool { return aspectOf[x.Predicate] == aspect && x.Object == a.Object }
			if aspect != "" && !slices.ContainsFunc(other.Attributes[v.Key], has) && !yield(aspect) {
				return
			}
		}
	}
}

// first and second are the words of a difference in either version.
func first(d *Difference) source.Span  { return d.A }
func second(d *Difference) source.Span { return d.B }

// reworded reports whether an undertaking or one of its attributes rests on words that differ by more than how
// they are written, or on words outside of its block. What two texts of the same words were read in is no
// difference between them.
func (s *side) reworded(p *Pair, block int, u *assertion.Undertaking, of func(*Difference) source.Span) bool {
	b := &s.blocks[block]
	for i := range p.Differences {
		if d := &p.Differences[i]; d.Class > Editorial && of(d).Overlaps(u.Span) {
			return true
		}
	}
	for _, a := range s.Attributes[u.Key] {
		for _, x := range a.Spans {
			if !b.Span.Contains(x) || s.differs(p, block, x, of) {
				return true
			}
		}
	}
	return false
}

// worded reports whether an attribute that both undertakings have rests on words that differ in substance.
func (c *comparison) worded(p *Pair, ua, ub *assertion.Undertaking, predicate string) bool {
	for _, d := range p.Differences {
		if d.Class != Substantive || d.A.Len() == 0 || d.B.Len() == 0 {
			continue
		}
		if c.a.rests(ua, predicate, c.a.blocks[p.A].View.Source(d.A)) && c.b.rests(ub, predicate, c.b.blocks[p.B].View.Source(d.B)) {
			return true
		}
	}
	return false
}

// rests reports whether an attribute of an undertaking rests on words of a span of the text.
func (s *side) rests(u *assertion.Undertaking, predicate string, span source.Span) bool {
	for _, a := range s.Attributes[u.Key] {
		for _, x := range a.Spans {
			if a.Predicate == predicate && x.Start < span.End && span.Start < x.End {
				return true
			}
		}
	}
	return false
}

// force returns how the second of two undertakings is worded against the first: of performatives of one family
// the lexicon knows the strength, of others the force of what stands under them.
func (c *comparison) force(ua, ub *assertion.Undertaking) Change {
	if ua.Performative == ub.Performative && ua.Force == ub.Force {
		return Unchanged
	}
	pa, pb := c.lex.Performatives.Lemma(ua.Performative), c.lex.Performatives.Lemma(ub.Performative)
	if len(pa) > 0 && len(pb) > 0 && pa[0].Family == pb[0].Family && ua.Force != ub.Force {
		return Change(cmp.Compare(pb[0].Strength, pa[0].Strength))
	}
	return Change(cmp.Compare(slices.Index(forces, ub.Force), slices.Index(forces, ua.Force)))
}

// forces are the forces of undertakings, weakest first.
var forces = []string{"request", "recognition", "call", "encouragement", "support", "importance", "need", "willingness", "commitment", "demand", "decision"}
