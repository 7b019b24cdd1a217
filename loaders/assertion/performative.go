package assertion

import (
	"sort"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// performatives claims what the performatives of a paragraph act on where that is no undertaking: the
// document that is recalled, the organization whose role is recognized, the concept that is stressed.
func performatives(c *Context, claim func(Claim)) {
	for i := range c.Document.Blocks {
		b := &c.Document.Blocks[i]
		if b.Role != document.Preambular && b.Role != document.Operative {
			continue
		}
		g := governed{reader: &reader{c: c, w: c.wording(i)}, block: i}
		for _, s := range g.scopes(b) {
			if p := c.predicate(s.lemma); p != "" && !c.undertakes(i, g.w.span(s.start, s.end)) {
				for n, m := range g.objects(s.tokenRange) {
					claim(Claim{Subject: c.paragraph(i), Predicate: vocab.IRI(p), Object: m.Key, Basis: evidence.Explicit,
						Spans: []Span{{Block: i, Span: source.Span{Start: g.from(s, m, n), End: m.Span.End}}}})
				}
			}
		}
	}
}

// governed finds the objects of performatives.
type governed struct {
	*reader
	block int
	start int // first token of the object being read
}

// undertakes reports whether an undertaking lies in the span of the block.
func (c *Context) undertakes(block int, s source.Span) bool {
	acts := c.acts()
	first := sort.Search(len(acts), func(i int) bool { return acts[i].wording.block >= block })
	for i := first; i < len(acts) && acts[i].wording.block == block; i++ {
		if s.Overlaps(acts[i].span()) {
			return true
		}
	}
	return false
}

// from returns where the words begin that show m, the n-th object, as one: at the verb, or at m itself when
// it is a further member of a list or far from the verb.
func (g *governed) from(s scope, m *mention.Mention, n int) int {
	if n > 0 || strings.ContainsAny(g.w.text[s.verb.Start:m.Span.Start], ",;") {
		return m.Span.Start
	}
	return s.verb.Start
}

// objects returns what the performative with scope r acts on: the named things in its object, or else the
// concept there.
func (g *governed) objects(r tokenRange) []*mention.Mention {
	i := g.w.adverbs(r.start, r.end)
	if g.w.word(i) == "with" { // "with great concern and alarm"
		for i < r.end && !g.w.is("article", i) && g.w.word(i) != "that" && g.w.mentionAt(i) == nil {
			i++
		}
	}
	if g.w.word(i) == "that" {
		return g.clause(tokenRange{i + 1, r.end})
	}
	if named := g.phrase(tokenRange{i, r.end}); len(named) > 0 {
		return named
	}
	return g.concept(tokenRange{i, r.end})
}

// clause returns what a clause is about: the text or norm that is its subject, the first concept that is
// said of its subject, or the subject's own.
func (g *governed) clause(r tokenRange) []*mention.Mention {
	if m := g.subjectText(r); m != nil {
		return []*mention.Mention{m}
	}
	for k := r.start; k < r.end; k++ {
		if !g.w.is("auxiliary", k) || g.w.inName(k) {
			continue
		}
		if ms := g.concept(tokenRange{k + 1, r.end}); len(ms) > 0 {
			return ms
		}
		break
	}
	return g.concept(r)
}

// subjectText returns the text or norm that a clause begins with, nil when there is none: "that the provisions
// of the Convention", not "that the parties to the Convention".
func (g *governed) subjectText(r tokenRange) *mention.Mention {
	for k := r.start; k < r.end; k++ {
		if m := g.w.mentionAt(k); m != nil {
			if m.Key != "" && (textTypes[m.Type] || m.Type == "Norm") {
				return m
			}
			return nil
		}
		if w := g.w.word(k); g.w.is("about", k) || g.w.is("auxiliary", k) || w != "of" && w != "in" && g.w.is("preposition", k) || w == "to" || w == "," {
			return nil
		}
	}
	return nil
}

// concept returns the first theme of a range that lies in no other. It must stand in the first phrase there:
// what a clause goes on to say is not what the performative acts on.
func (g *governed) concept(r tokenRange) []*mention.Mention {
	for k := r.start; k < r.end; k++ {
		n, _ := g.w.match("relative", k, r.end)
		if k-r.start > longestPhrase || g.w.word(k) == ";" || n > 0 || g.w.word(k) == "," && k > r.start+1 {
			r.end = k
		}
	}
	if r.empty() {
		return nil
	}
	a := act{wording: g.w}
	ms := outermost(a.mentionsIn(r, mention.ThemeLayer))
	if len(ms) == 0 {
		return nil
	}
	for k := r.start; k < r.end && g.w.tokens[k].Start < ms[0].Span.Start; k++ {
		if g.w.is("paper", k) && !g.w.inName(k) {
			return nil // "the report of the Secretary-General on human rights"
		}
	}
	return ms[:1]
}

// longestPhrase is how many words may stand between a performative and the concept it acts on.
const longestPhrase = 16

// phrase returns the things named in the noun phrase at the beginning of r, with the members of its
// coordination. It goes on through "the need to respect" and stops at any other verb. What stands in a phrase
// about something else is no object: "the report of the Secretary-General on", "the right of the people".
func (g *governed) phrase(r tokenRange) []*mention.Mention {
	var out []*mention.Mention
	needed, listed := false, false
	g.start = r.start
	member := r.start // where the member of the coordination begins
	for k := r.start; k < r.end; k++ {
		if m := g.w.mentionAt(k); m != nil {
			if governable[m.Type] && m.Key != "" && g.object(tokenRange{member, k}, m, listed) {
				out, listed = append(out, m), parties[m.Type]
			}
			k = g.w.at(m.Span.End - 1)
			continue
		}
		if g.w.inName(k) {
			continue
		}
		if g.w.word(k) == "," || g.w.is("coordinator", k) {
			member = k + 1
		}
		n, force := g.w.match("value", k, r.end)
		needed = needed || n > 0 && force == "need"
		switch {
		case g.examples(k):
			listed = listed || len(out) > 0
			out = withoutGroups(out)
			member = k + 1
			if g.w.word(k) == "such" {
				member++
			}
		case needed && g.w.infinitive(k, r.end, false) >= 0:
			needed = false
			k = g.w.infinitive(k, r.end, false)
			member = k + 1
			if g.w.is("preposition", member) { // "the need to abide by"
				member++
			}
		case g.ends(k, r.end, out):
			return out
		}
	}
	return out
}

// object reports whether m, before which the words of r stand in its member of a coordination, is what the
// performative acts on. A text, a norm or an event is, unless it is only what another thing is about. A party
// is when the words name its work, "the central role of the United Nations", when nothing but adjectives stands
// before it, or when it goes on with parties that are: "and the European Union".
func (g *governed) object(r tokenRange, m *mention.Mention, listed bool) bool {
	last := r.end - 1
	for last >= r.start && (g.w.is("article", last) || g.w.is("determiner", last) || g.w.is("possessive", last)) {
		last--
	}
	if textTypes[m.Type] || m.Type == "Norm" || m.Type == "AgendaItem" || m.Type == "Event" {
		for k := r.start; k <= last; k++ {
			if n, _ := g.w.match("embodiment", k, r.end); n > 0 {
				k += n - 1 // "the principles enshrined in"
				continue
			}
			if g.w.is("about", k) && !g.w.inName(k) {
				return false
			}
		}
		return true
	}
	after := g.w.at(m.Span.End-1) + 1
	if w := g.w.word(after); w == "'" || w == "’" {
		return g.work(after+1, 6) // "the UN's central role"
	}
	switch g.w.word(last) {
	case "of":
		return last > r.start && g.w.is("work", last-1)
	case "by": // "efforts made in this field by"
		return last > r.start && g.work(r.start, last-r.start)
	}
	for k := r.start; k <= last; k++ {
		if g.w.is("preposition", k) || g.w.is("relative", k) || g.w.lex.Acts.Noun(g.w.word(k)) != nil {
			return false
		}
	}
	return (last < r.start && listed || r.start == g.start) && (g.stands(after) || g.work(after, 3))
}

// stands reports whether a noun phrase ends before token i.
func (g *governed) stands(i int) bool {
	return i >= len(g.w.tokens) || g.w.punctuation(i) || g.w.is("preposition", i) || g.w.is("coordinator", i) || g.w.word(i) == "as" || g.w.word(i) == "to"
}

// work reports whether one of the n words from i on is what a party does, before anything else begins.
func (g *governed) work(i, n int) bool {
	for k := i; k < i+n && k < len(g.w.tokens); k++ {
		if g.w.is("work", k) {
			return true
		}
		if g.w.word(k) == "of" || g.w.punctuation(k) {
			return false
		}
	}
	return false
}

// governable are the types of what a performative can act on.
var governable = map[string]bool{
	"Document": true, "DocumentGroup": true, "Resolution": true, "Norm": true, "AgendaItem": true, "Event": true,
	"Organization": true, "Organ": true, "OrganizationGroup": true, "State": true, "StateGroup": true, "Government": true, "Role": true,
}

// parties are those of them that act themselves.
var parties = map[string]bool{
	"Organization": true, "Organ": true, "OrganizationGroup": true, "State": true, "StateGroup": true, "Government": true, "Role": true,
}

// examples reports whether "including" or "such as" stands at k.
func (g *governed) examples(k int) bool {
	return g.w.word(k) == "including" && g.w.lex.Acts.Gerund(g.w.word(k+1)) == nil || g.w.word(k) == "such" && g.w.word(k+1) == "as"
}

// withoutGroups leaves out a group that is about to be told by its members.
func withoutGroups(ms []*mention.Mention) []*mention.Mention {
	if n := len(ms); n > 0 && (ms[n-1].Type == "OrganizationGroup" || ms[n-1].Type == "StateGroup") {
		return ms[:n-1]
	}
	return ms
}

// ends reports whether the object ends at token k: at a clause, a verb, or after a party at the field of
// its work, "the work of the OSCE in".
func (g *governed) ends(k, end int, found []*mention.Mention) bool {
	w := g.w
	if n, _ := w.match("relative", k, end); n > 0 {
		return true
	}
	if n, _ := w.match("condition", k, end); n > 0 {
		return true
	}
	if n, _ := w.match("purpose", k, end); n > 0 {
		return true
	}
	if n, _ := w.match("embodiment", k, end); len(found) > 0 && (n > 0 || w.word(k) == "as" && w.word(k+1) != "well") {
		return true
	}
	if w.word(k) == ";" || w.infinitive(k, end, false) >= 0 {
		return true
	}
	if !w.is("preposition", k) || w.word(k) == "of" || g.examples(k) {
		return false
	}
	if w.lex.Acts.Gerund(w.word(k+1)) != nil {
		return true
	}
	if len(found) == 0 {
		return false
	}
	last := found[len(found)-1]
	return !textTypes[last.Type] && last.Type != "Norm" && w.at(last.Span.End) == k
}

// thanks claims to whom a paragraph expresses gratitude and appreciation: "express our gratitude to the
// Government", "thanks the Secretary-General".
func thanks(c *Context, claim func(Claim)) {
	for i := range c.Document.Blocks {
		b := &c.Document.Blocks[i]
		if b.Role != document.Preambular && b.Role != document.Operative {
			continue
		}
		r := &reader{c: c, w: c.wording(i)}
		to := func(p quad.IRI, from, k int) {
			for _, party := range r.coordination(k, len(r.w.tokens), from) {
				claim(Claim{Subject: c.paragraph(i), Predicate: p, Object: party.key, Basis: evidence.Explicit,
					Spans: []Span{party.span}})
			}
		}
		for k := range r.w.tokens {
			n, p := r.w.match("feeling", k, len(r.w.tokens))
			if n > 0 && r.w.word(k+n) == "to" && !r.w.inName(k) {
				to(vocab.IRI(p), r.feelingFrom(k), k+n+1)
			}
		}
		for _, p := range b.Performatives {
			if p.Lemma == "thank" {
				to(vocab.ExpressesGratitudeTo, r.w.at(p.Verb.Start), r.w.at(p.Verb.End-1)+1)
			}
		}
	}
}

// feelingFrom goes back from "gratitude" at k to the verb: "Express our deep gratitude".
func (r *reader) feelingFrom(k int) int {
	for i := k - 1; i >= 0 && i > k-6; i-- {
		if r.w.is("possessive", i) {
			if i > 0 && r.w.lex.Acts.Base(r.w.word(i-1)) != nil || i == 1 {
				return i - 1
			}
			return i
		}
		if r.w.punctuation(i) {
			break
		}
	}
	return k
}
