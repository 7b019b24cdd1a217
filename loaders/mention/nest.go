package mention

import (
	"cmp"
	"slices"

	"concord/loaders/lexicon"
)

// within lists which types of names are marked inside a name of a type. A place inside an organization's
// name is none, nor is a state inside a state's.
var within = map[string][]string{
	"Document":          {"State", "Organization", "Organ", "Government", "Role", "Date", "Place", "Resolution", "Document"},
	"Organization":      {"Organization", "Organ", "State"},
	"Organ":             {"Organization", "Organ", "State", "Resolution", "Document"},
	"Government":        {"State"},
	"Role":              {"State", "Organization", "Organ", "Government", "Role"},
	"Event":             {"State", "Organization", "Organ", "Place", "Role"},
	"StateGroup":        {"State", "Organization", "Organ", "Event"},
	"ActorGroup":        {"State", "Organization", "Organ", "Event", "Place"},
	"OrganizationGroup": {"State", "Organization", "Organ"},
	"DocumentGroup":     {"State", "Organization", "Organ", "Role", "Document"},
}

// themeless lists the types inside whose names no theme is marked: bodies, documents, persons.
var themeless = map[string]bool{
	"Organization": true, "Organ": true, "Document": true, "Role": true, "Government": true, "Person": true, "Place": true, "State": true,
}

// settle keeps of the candidates those that stay when each layer is nested: longer before shorter, earlier
// found before later.
func (p *passage) settle() []Mention {
	order := make([]int, len(p.found))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &p.found[a], &p.found[b]
		return cmp.Or(cmp.Compare(y.last-y.first, x.last-x.first), cmp.Compare(a, b))
	})
	n := nest{p: p, cover: make([]int32, len(p.tokens)), themes: make([]int32, len(p.tokens))}
	for _, i := range order {
		if c := &p.found[i]; c.Layer == EntityLayer {
			n.entity(c)
		}
	}
	for _, i := range order {
		if c := &p.found[i]; c.Layer == ThemeLayer {
			n.theme(c)
		}
	}
	out := make([]Mention, len(n.kept))
	for i, c := range n.kept {
		if c.phrase != nil {
			p.lex.Fired(c.phrase.Row)
		}
		out[i] = c.Mention
		out[i].Span = p.span(c.first, c.last)
		out[i].Span.End -= c.call
		out[i].Surface = p.text[out[i].Span.Start:out[i].Span.End]
	}
	slices.SortStableFunc(out, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End), cmp.Compare(a.Layer, b.Layer))
	})
	return out
}

// nest is the mentions kept so far; cover and themes tell per token the innermost one, by 1 + its index.
type nest struct {
	p             *passage
	kept          []*candidate
	outer         []int32 // of each kept one, 1 + the index of the one around it, 0 for none
	cover, themes []int32
}

// innermost returns the kept mention of a layer that holds all tokens of c, nil when none does; ok is false
// when one is crossed or has the same span.
func (n *nest) innermost(cover []int32, c *candidate) (in *candidate, ok bool) {
	at := cover[c.first]
	for _, k := range cover[c.first:c.last] {
		if k != at {
			return nil, false
		}
	}
	if at == 0 {
		return nil, true
	}
	in = n.kept[at-1]
	return in, in.first != c.first || in.last != c.last
}

func (n *nest) keep(cover []int32, c *candidate) {
	n.kept = append(n.kept, c)
	n.outer = append(n.outer, cover[c.first])
	for i := c.first; i < c.last; i++ {
		cover[i] = int32(len(n.kept))
	}
}

func (n *nest) entity(c *candidate) {
	in, ok := n.innermost(n.cover, c)
	if !ok || in != nil && !n.fits(in, c) {
		return
	}
	n.keep(n.cover, c)
}

// fits reports whether c is to be marked inside in.
func (n *nest) fits(in, c *candidate) bool {
	if !slices.Contains(within[in.Type], c.Type) || c.Key != "" && c.Key == in.Key {
		return false
	}
	body := in.Type == "Organization" || in.Type == "Organ"
	switch {
	case body && c.Type == "State":
		return n.p.is(c.first-1, lexicon.Of) || c.first == in.first || n.p.is(c.first-1, lexicon.Stationed) || n.p.is(c.first-1, lexicon.The) && n.p.is(c.first-2, lexicon.Of) || n.p.glued(c.first)
	case body && in.phrase != nil && c.Form != Coreferent && c.Key != "org/un":
		return n.p.lex.PartOf(in.Key, c.Key)
	case c.Type == "Date" && yearsOnly(c) && in.phrase == nil:
		// A year that a title merely holds is part of the name: "Work Plan 2021-2025".
		return c.first == in.first || n.p.is(c.first-1, lexicon.Of) || n.p.is(c.first-1, lexicon.Dated)
	case c.Type == "Date":
		return in.phrase == nil || !in.phrase.Digits || !yearsOnly(c) // "Geneva Conventions of 12 August 1949"
	case c.Type == "Role" && in.Type == "Role":
		return c.first > in.first && (n.p.is(c.first-1, lexicon.Of) || n.p.is(c.first-1, lexicon.The))
	case c.Form == Coreferent:
		return in.Form == Description || (body || in.Type == "Role" || in.Type == "Document" && c.first > in.first) && n.p.is(c.first-1, lexicon.The)
	case in.Type == "Document" && c.Type == "Document":
		return c.phrase != nil && !c.phrase.Acronym && c.first > in.first
	}
	return true
}

func (n *nest) theme(c *candidate) {
	if !n.themed(c) {
		return
	}
	in, ok := n.innermost(n.themes, c)
	if !ok || in != nil && (slices.Contains(in.phrase.Entry.Covers, c.Key) || c.Key == in.Key) {
		return
	}
	n.keep(n.themes, c)
}

// themed reports whether themes are marked where c stands. Inside a larger name that is a matter of the
// outermost one: a role in the title of a meeting does not hide the meeting's subject.
func (n *nest) themed(c *candidate) bool {
	for i := c.first; i < c.last; i++ {
		innermost := n.cover[i]
		for k := innermost; k != 0; k = n.outer[k-1] {
			e := n.kept[k-1]
			if e.hidesThemes() && (k == innermost || e.first <= c.first && c.last <= e.last) {
				return false
			}
		}
	}
	return true
}

// hidesThemes reports whether no theme is marked inside c. A norm known by name hides them, one told by its
// subject, "international standards against terrorist financing", does not.
func (c *candidate) hidesThemes() bool {
	return themeless[c.Type] || c.Type == "Norm" && c.phrase != nil
}
