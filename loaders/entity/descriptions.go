package entity

import (
	"slices"
	"strings"

	"concord/loaders/mention"
)

// mintDescriptions gives keys to what is told by description.
func (r *resolver) mintDescriptions() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.Key != "" || m.Form != mention.Description {
			continue
		}
		m.Key = r.describe(i)
		if m.Key != "" {
			r.label(m.Key, m.Surface)
		}
	}
}

func (r *resolver) describe(i int) string {
	m := &r.ms[i]
	switch m.Type {
	case "DocumentGroup":
		return r.documentSet(i)
	case "StateGroup":
		return "group/declaring-states"
	case "ActorGroup":
		return "group/" + join(r.eventKind(), "participants")
	case "OrganizationGroup":
		return r.accredited(i)
	case "Norm":
		return r.standards(i)
	case "Event":
		return "event/" + r.shortenedBy(i)
	}
	return ""
}

func (r *resolver) eventKind() string {
	if r.event == "" {
		return "conference"
	}
	return tail(r.event)
}

// documentSet returns the key of documents named together: authors, themes and kinds.
func (r *resolver) documentSet(i int) string {
	m := &r.ms[i]
	var authors []string
	for _, in := range r.inside(i) {
		if in.Key != "" && (in.Type == "Organ" || in.Type == "Organization") {
			authors = append(authors, tail(in.Key))
		}
	}
	parts := append(slices.Compact(authors), r.themesIn(i)...)
	return "docset/" + join(append(parts, r.lex.Collections(m.Surface)...)...)
}

// standards returns the key of norms told by their subject: "norm/terrorist-financing-money-laundering-standards".
func (r *resolver) standards(i int) string {
	return "norm/" + join(append(r.themesIn(i), r.lex.Standards(r.ms[i].Surface))...)
}

// themesIn returns the tails of the themes in the i-th mention, not of those inside others.
func (r *resolver) themesIn(i int) []string {
	var themes []string
	end := r.ms[i].Span.Start
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == r.ms[i].Block && r.ms[j].Span.Start < r.ms[i].Span.End; j++ {
		if o := &r.ms[j]; o.Layer == mention.ThemeLayer && o.Span.Start >= end {
			themes = append(themes, tail(o.Key))
			end = o.Span.End
		}
	}
	return themes
}

// accredited returns the key of a group with the state it is accredited to: "group/diplomatic-missions-tj".
func (r *resolver) accredited(i int) string {
	m := &r.ms[i]
	to := ""
	for _, in := range r.inside(i) {
		if in.Type == "State" || in.Type == "Organization" {
			to = tail(in.Key)
		}
	}
	words := strings.Fields(mention.Slug(m.Surface))
	return "group/" + join(firstWords(strings.Join(words, "-"), 2), to)
}

// shortenedBy is shortened with short forms inside resolved first: "ctc-assessment-visits".
func (r *resolver) shortenedBy(i int) string {
	for _, in := range r.inside(i) {
		if in.Form == mention.Coreferent && in.Key == "" {
			for j := range r.ms {
				if &r.ms[j] == in {
					in.Key = r.antecedent(j)
				}
			}
		}
	}
	return r.shortened(i)
}
