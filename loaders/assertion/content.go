package assertion

import (
	"sort"
	"strings"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// span returns the text of a range of the act's tokens.
func (a *act) text(r tokenRange) source.Span { return a.wording.span(r.start, r.end) }

// mentionsIn yields the mentions of a layer that lie in a range, those inside others included.
func (a *act) mentionsIn(r tokenRange, layer mention.Layer) []*mention.Mention {
	if r.empty() {
		return nil
	}
	span := a.text(r)
	var out []*mention.Mention
	all := a.wording.mentions
	first := sort.Search(len(all), func(i int) bool { return all[i].Span.Start >= span.Start })
	for i := first; i < len(all) && all[i].Span.Start < span.End; i++ {
		m := &all[i]
		if m.Layer == layer && m.Key != "" && span.Contains(m.Span) {
			out = append(out, m)
		}
	}
	return out
}

// outermost leaves out the mentions that lie in others of the list, which is sorted by start.
func outermost(ms []*mention.Mention) []*mention.Mention {
	var out []*mention.Mention
	end := -1
	for _, m := range ms {
		if m.Span.End <= end {
			continue
		}
		out = append(out, m)
		end = m.Span.End
	}
	return out
}

// themes claims what undertakings are about: the concepts named in their words, in what is said of them,
// and those that "these conflicts" goes back to. The words for partners and conditions do not count.
func themes(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		partners := a.partners()
		for _, r := range append(a.ranges(), a.further...) {
			for _, m := range a.mentionsIn(r, mention.ThemeLayer) {
				if inside(m.Span, partners) {
					continue
				}
				claim(Claim{Subject: a.key, Predicate: vocab.Theme, Object: m.Key, Basis: evidence.Explicit,
					Spans: []Span{{Block: m.Block, Span: m.Span}}})
			}
		}
		for _, m := range a.recurring() {
			claim(Claim{Subject: a.key, Predicate: vocab.Theme, Object: m.Key, Basis: evidence.Coreference,
				Spans: []Span{{Block: m.Block, Span: m.Span}}})
		}
	}
}

func inside(s source.Span, spans []source.Span) bool {
	for _, t := range spans {
		if t.Contains(s) {
			return true
		}
	}
	return false
}

// maxRecurring is how many mentions back a demonstrative may reach.
const maxRecurring = 40

// recurring returns the themes that a demonstrative in the act goes back to: one named before that ends
// with the same noun, "prolonged and unresolved conflicts ... these conflicts".
func (a *act) recurring() []*mention.Mention {
	w := a.wording
	var out []*mention.Mention
	for i := a.start; i+1 < a.end; i++ {
		if !w.is("demonstrative", i) || w.punctuation(i+1) {
			continue
		}
		before := sort.Search(len(w.mentions), func(k int) bool { return w.mentions[k].Span.Start >= w.tokens[i].Start })
		for k := max(0, before-maxRecurring); k < before; k++ {
			m := &w.mentions[k]
			if m.Layer == mention.ThemeLayer && m.Key != "" && m.Span.End <= w.tokens[i].Start &&
				(lower(m.Surface) == w.word(i+1) || strings.HasSuffix(lower(m.Surface), " "+w.word(i+1))) {
				out = append(out, m)
			}
		}
	}
	return out
}

// partners returns the phrases that name whom an act is done with: "in close cooperation with civil society".
func (a *act) partners() []source.Span {
	var out []source.Span
	for i := a.start; i < a.end; i++ {
		if n, _ := a.wording.match("cooperation", i, a.end); n > 0 {
			out = append(out, a.wording.span(i, a.wording.phraseEnd(i+n, a.end)))
		}
	}
	return out
}

// phraseEnd returns where a coordination that begins at token i ends: at a sign not followed by another
// member, or at a verb.
func (w *wording) phraseEnd(i, end int) int {
	for k := i; k < end; k++ {
		if w.inName(k) {
			continue
		}
		switch w.word(k) {
		case ";", ":":
			return k
		case ",":
			if k+1 >= end || !w.inName(k+1) && !w.is("determiner", k+1) && !w.is("coordinator", k+1) {
				return k
			}
		case "to":
			return k
		}
	}
	return end
}

// cooperation claims with whom an undertaking is to be carried out.
func cooperation(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		from := a.start
		if a.before > 0 {
			from = a.before // "and, in close cooperation with civil society, to promote"
		}
		for k := from; k < a.end; k++ {
			n, _ := a.wording.match("cooperation", k, a.end)
			if n == 0 || a.wording.inName(k) {
				continue
			}
			end := a.wording.phraseEnd(k+n, a.end)
			for _, m := range outermost(a.mentionsIn(tokenRange{k, end}, mention.EntityLayer)) {
				if actorTypes[m.Type] {
					claim(Claim{Subject: a.key, Predicate: vocab.InCooperationWith, Object: m.Key, Basis: evidence.Explicit,
						Spans: []Span{a.upTo(k, m)}})
				}
			}
		}
	}
}

// upTo returns the words from token i, or from m where it stands before, to the end of m.
func (a *act) upTo(i int, m *mention.Mention) Span {
	if a.wording.tokens[i].Start > m.Span.Start {
		return Span{Block: m.Block, Span: m.Span}
	}
	return Span{Block: m.Block, Span: source.Span{Start: a.wording.tokens[i].Start, End: m.Span.End}}
}
