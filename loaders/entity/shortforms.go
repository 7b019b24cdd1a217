package entity

import (
	"cmp"
	"strings"

	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// shortForms resolves what needs an antecedent.
func (r *resolver) shortForms() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.Form != mention.Coreferent || m.Key != "" {
			continue
		}
		if m.Key = r.defined[m.Surface]; m.Key == "" {
			m.Key = r.antecedent(i)
		}
		if r.defines(m) {
			r.defined[m.Surface] = m.Key
		}
		if m.Key == "" && (m.Type == "Organ" || m.Type == "Organization") && strings.Contains(m.Surface, " ") {
			m.Form, m.Key = mention.Name, "org/"+mention.Slug(m.Surface) // "Executive Board": a name after all
			r.label(m.Key, m.Surface)
		}
	}
}

// defines reports whether the text introduces a short form for the rest of itself: "the United Nations
// Convention on the Law of the Sea (“the Convention”)". Other conventions may be named in between.
func (r *resolver) defines(m *mention.Mention) bool {
	before := strings.TrimRight(r.before(m), "“\"'‘*_ ")
	before, article := strings.CutSuffix(before, "the")
	before = strings.TrimRight(before, "“\"'‘*_ ")
	after := strings.TrimLeft(r.block(m).View.Text[m.Span.End:], "”\"'’*_, ")
	return article && strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")")
}

// antecedent returns the key of what the short form at i stands for, "" when nothing in the text fits.
func (r *resolver) antecedent(i int) string {
	m := &r.ms[i]
	switch m.Type {
	case "StateGroup":
		return r.memberStates(i)
	case "Event":
		return r.meeting(i)
	case "Document":
		return r.instrument(i)
	}
	return r.named(i)
}

// memberStates returns the members of the organization that "of the" names after the words, else of the one
// whose organ speaks, else of the United Nations where the text speaks of them, else of the last one named.
func (r *resolver) memberStates(i int) string {
	after := r.block(&r.ms[i]).View.Text[r.ms[i].Span.End:]
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == r.ms[i].Block; j++ {
		m := &r.ms[j]
		gap := m.Span.Start - r.ms[i].Span.End
		if gap > len(" of the ") {
			break
		}
		if m.Type == "Organization" && gap > 0 && strings.HasPrefix(after[:gap], " of ") {
			return membersOf(cmp.Or(m.Key, "org/"+mention.Slug(m.Surface)))
		}
	}
	if whole := r.organization(); whole != "" {
		return membersOf(whole)
	}
	if r.speaksOfUN() {
		return membersOf("org/un")
	}
	for j := i - 1; j >= max(0, i-farthest); j-- {
		if m := &r.ms[j]; m.Type == "Organization" && m.Key != "" && !m.Boilerplate {
			return membersOf(m.Key)
		}
	}
	return ""
}

// membersOf returns the key of the members of an organization.
func membersOf(key string) string { return "group/" + tail(key) + "-member-states" }

// organization returns the key of the organization whose organ the document is of, "" for none.
func (r *resolver) organization() string {
	for e := r.lex.Entry(r.body); e != nil; e = r.lex.Entry(e.Parent) {
		if e.Type == "Organization" {
			return e.Key
		}
	}
	return ""
}

// speaksOfUN reports whether the text names the United Nations or an organ of theirs.
func (r *resolver) speaksOfUN() bool {
	for j := range r.ms {
		m := &r.ms[j]
		if body := m.Type == "Organization" || m.Type == "Organ"; body && !m.Boilerplate && (m.Key == "org/un" || r.lex.PartOf(m.Key, "org/un")) {
			return true
		}
	}
	return false
}

// meeting resolves "this Conference": the meeting of the declaration when its noun agrees or says only that
// it is a meeting, else the last one named with that noun.
func (r *resolver) meeting(i int) string {
	noun := r.kindOf(&r.ms[i])
	if r.event != "" && (r.lex.IsGeneralMeeting(noun) || strings.Contains(r.event, noun)) {
		return r.event
	}
	last := ""
	for j := i - 1; j >= max(0, i-farthest); j-- {
		o := &r.ms[j]
		if o.Type != "Event" || o.Form != mention.Name || o.Key == "" || r.kindOf(o) != noun {
			continue
		}
		if r.ms[i].Block-o.Block <= 1 {
			return o.Key
		}
		if last != "" && last != o.Key {
			return "" // several are named, none of them near
		}
		last = o.Key
	}
	return last
}

// instrument resolves "the present letter", "its annex" and "this Declaration".
func (r *resolver) instrument(i int) string {
	m := &r.ms[i]
	switch {
	case r.lex.IsAnnex(m.Surface):
		if r.letter == "" {
			return ""
		}
		return r.work
	case r.lex.IsLetter(m.Surface) || strings.Contains(m.Surface, " ") && r.headOf(m.Surface) == "":
		return r.letter
	}
	noun := r.headOf(m.Surface)
	own := r.work != "" && strings.EqualFold(r.headOf(r.title), noun)
	if own && r.lex.EndsWithThis(r.before(m)) {
		return r.work
	}
	if key := r.named(i); key != "" {
		return key
	}
	if own {
		return r.work
	}
	return ""
}

// named returns the key of the last thing of the type whose name has the words of the short form at i, the
// last of them as its head; else of the first one after.
func (r *resolver) named(i int) string {
	m := &r.ms[i]
	if key := r.earlier(i); key != "" {
		return key
	}
	if b := r.lex.Entry(r.body); b != nil && b.Type == m.Type && r.headAgrees(b.Label, m.Surface) {
		return r.body
	}
	for j := i + 1; j < min(len(r.ms), i+farthest); j++ {
		if r.answers(&r.ms[j], m) {
			return r.ms[j].Key
		}
	}
	return r.ofFamily(m)
}

// farthest is how many mentions away an antecedent is sought after the short form, and nearby how many before
// it are looked at again. The longest text of the corpus has 3,600.
const (
	farthest = 5000
	nearby   = 64
)

// search is how far a short form was sought, and the last thing found that it may stand for.
type search struct {
	upto int
	key  string
}

// earlier returns the key of the last thing before the short form at i that answers it, "" for none. What
// was looked at for the same form before is not looked at again.
func (r *resolver) earlier(i int) string {
	m := &r.ms[i]
	form := m.Type + " " + m.Surface
	if m.Boilerplate {
		form += " (boilerplate)"
	}
	done := r.searched[form]
	if done.upto > i {
		done = search{}
	}
	for j := i - 1; j >= max(0, done.upto-nearby); j-- {
		if r.answers(&r.ms[j], m) {
			done.key = r.ms[j].Key
			break
		}
	}
	r.searched[form] = search{i, done.key}
	return done.key
}

// ofFamily returns the one body of the organization whose document the text is that a short form fits: "the
// Secretariat", "the Court"; "" when none does or several do.
func (r *resolver) ofFamily(m *mention.Mention) string {
	if m.Type != "Organ" && m.Type != "Organization" || r.body == "" {
		return ""
	}
	if key, ok := r.family[m.Surface]; ok {
		return key
	}
	key := r.memberOfFamily(m.Surface)
	r.family[m.Surface] = key
	return key
}

func (r *resolver) memberOfFamily(short string) string {
	whole := r.body
	for e := r.lex.Entry(whole); e != nil && e.Parent != ""; e = r.lex.Entry(whole) {
		whole = e.Parent
	}
	found := ""
	for _, e := range r.lex.Entries() {
		if e.Parent != whole && e.Key != whole || !r.labelled(e, short) {
			continue
		}
		if found != "" && found != e.Key {
			return ""
		}
		found = e.Key
	}
	return found
}

// labelled reports whether a label of a row agrees with a short form.
func (r *resolver) labelled(e *lexicon.Entry, short string) bool {
	if r.headAgrees(e.Label, short) {
		return true
	}
	for _, a := range e.AltLabels {
		if r.headAgrees(a, short) {
			return true
		}
	}
	return false
}

// answers reports whether the mention o names what the short form m may stand for.
func (r *resolver) answers(o, m *mention.Mention) bool {
	if o.Key == "" || o.Form != mention.Name && o.Form != mention.Acronym || o.Boilerplate && !m.Boilerplate {
		return false
	}
	body := m.Type == "Organ" || m.Type == "Organization"
	if o.Type != m.Type && !(body && (o.Type == "Organ" || o.Type == "Organization")) {
		return false
	}
	if o.Block == m.Block && o.Span.Contains(m.Span) {
		return false
	}
	if r.headAgrees(o.Surface, m.Surface) {
		return true
	}
	e := r.lex.Entry(o.Key)
	if e == nil {
		return r.headAgrees(r.names[o.Key], m.Surface)
	}
	return r.labelled(e, m.Surface)
}

// within reports whether a short form that is a name itself stands in a longer one behind nothing but what
// describes it: "Office of Counter-Terrorism" in "United Nations Office of Counter-Terrorism".
func (r *resolver) within(name, short string) bool {
	before, _, ok := strings.Cut(name, short)
	return ok && r.lex.FirstPart(before) == before
}

// headAgrees reports whether the first part of a name ends with the words of a short form, "Advisory Committee on
// Administrative and Budgetary Questions" with "Advisory Committee", or is headed by it: "Committee established ...".
func (r *resolver) headAgrees(name, short string) bool {
	if len(name) <= len(short) {
		return false
	}
	h, lower := r.heading(name), strings.ToLower(short)
	before, ends := strings.CutSuffix(h.lowerFirst, lower)
	return ends && (before == "" || strings.HasSuffix(before, " ")) || strings.EqualFold(h.noun, short) ||
		strings.Contains(short, " of ") && r.within(h.lower, lower)
}
