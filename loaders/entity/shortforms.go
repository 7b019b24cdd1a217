package entity

import (
	"cmp"
	"strings"

	"concord/loaders/document"
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
	before, after := r.before(m), r.block(m).View.Text[m.Span.End:]
	before = before[max(0, len(before)-longestIntroduction):]
	for i := range r.lex.Formulas {
		if f := &r.lex.Formulas[i]; f.Kind == "introduction" && f.Pattern.MatchString(before+"¶"+after[:min(len(after), 4)]) {
			r.lex.Fired(f.Row)
			return true
		}
	}
	return false
}

// longestIntroduction is how many bytes before a short form may introduce it: ", hereinafter referred to as “the ".
const longestIntroduction = 48

// antecedent returns the key of what the short form at i stands for, "" when nothing in the text fits.
func (r *resolver) antecedent(i int) string {
	m := &r.ms[i]
	switch {
	case m.Type == "StateGroup":
		return r.memberStates(i)
	case !r.lex.EndsWithThis(r.before(m)) && r.lex.Complement(r.block(m).View.Text[m.Span.End:], m.Type == "Event"):
		return "" // "the high-level meeting of the General Assembly": one of its own
	}
	switch m.Type {
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
	case r.lex.IsThereto(r.block(m).View.Text[m.Span.End:]):
		return r.thereto(i)
	case r.lex.IsLetter(m.Surface):
		return r.letter
	}
	noun := r.headOf(m.Surface)
	own := r.work != "" && noun != "" && strings.EqualFold(r.headOf(r.title), noun)
	if r.lex.EndsWithThis(r.before(m)) {
		return cmp.Or(r.around(i, noun), r.own(own), r.near(i))
	}
	return cmp.Or(r.named(i), r.own(own), r.basic(m))
}

// thereto resolves "the Convention on the Rights of the Child and the Optional Protocol thereto" to the one document
// of the lexicon whose name is both names, and keeps it for the short form alone.
func (r *resolver) thereto(i int) string {
	m := &r.ms[i]
	key := ""
	for j := i - 1; j >= 0 && r.ms[j].Block == m.Block; j-- {
		o := &r.ms[j]
		whole := r.lex.Entry(o.Key)
		if o.Type != "Document" || whole == nil {
			continue
		}
		for _, e := range r.lex.Entries() {
			if e.Type == "Document" && strings.HasPrefix(e.Label, m.Surface+" ") && strings.Contains(e.Label, whole.Label) {
				if key != "" {
					return ""
				}
				key = e.Key
			}
		}
		break
	}
	if key != "" {
		r.searched[r.form(m)] = search{i, key}
	}
	return key
}

// form is what makes a short form one with another.
func (r *resolver) form(m *mention.Mention) string {
	form := m.Type + " " + m.Surface
	if m.Boilerplate {
		form += " (boilerplate)"
	}
	return form
}

// own returns the key of the work when its title agrees.
func (r *resolver) own(agrees bool) string {
	if agrees {
		return r.work
	}
	return ""
}

// basic returns the instrument of the organization whose organ speaks that a short form fits, "the Constitution"
// in a resolution of the World Health Assembly; "" when none does or several do.
func (r *resolver) basic(m *mention.Mention) string {
	whole, found := r.organization(), ""
	if whole == "" || !r.lex.EndsWithThe(r.before(m)) {
		return ""
	}
	for _, e := range r.lex.Entries() {
		if e.Type != "Document" || e.Creator != whole || !r.headAgrees(e.Label, m.Surface) {
			continue
		}
		if found != "" {
			return ""
		}
		found = e.Key
	}
	return found
}

// around returns the key of the document that the nearest title or heading of an annex before the mention at i
// names, when its head is noun: a convention that is annexed to a resolution calls itself "this Convention".
func (r *resolver) around(i int, noun string) string {
	for j := i - 1; j >= max(0, i-farthest); j-- {
		m := &r.ms[j]
		if m.Type == "Document" && m.Form == mention.Name && m.Key != "" && r.titled(m.Block) && m.Span.Start <= longestAside && strings.EqualFold(r.headOf(m.Surface), noun) {
			return m.Key
		}
	}
	return ""
}

// titled reports whether a block is a title or the first under the heading of an annex.
func (r *resolver) titled(block int) bool {
	return r.d.Blocks[block].Class == document.Title || block > 0 && r.d.Blocks[block-1].Kind == "annex-heading"
}

// near returns the key of what the short form at i stands for when it is named in the same passage or the
// one before.
func (r *resolver) near(i int) string {
	for j := i - 1; j >= 0 && r.ms[i].Block-r.ms[j].Block <= 1; j-- {
		if r.answers(&r.ms[j], &r.ms[i]) {
			return r.ms[j].Key
		}
	}
	return ""
}

// named returns the key of the last thing of the type whose name has the words of the short form at i, the
// last of them as its head; else of the first one after in its passage; else of the body that speaks or one of
// its organization; else of the one document that the rest of the text names so.
func (r *resolver) named(i int) string {
	m := &r.ms[i]
	if key := r.earlier(i); key != "" {
		return key
	}
	if r.speaks(m) {
		return r.body
	}
	later := r.later(i)
	if later.upto == m.Block {
		return later.key
	}
	if key := r.ofFamily(m); key != "" || m.Type != "Document" {
		return key
	}
	return later.key
}

// later returns the passage in which the first thing after the short form at i is named that answers it, with its
// key; no key where the rest of the text names several.
func (r *resolver) later(i int) search {
	first := search{upto: -1}
	for j := i + 1; j < min(len(r.ms), i+farthest); j++ {
		o := &r.ms[j]
		if !r.answers(o, &r.ms[i]) || o.Key == first.key {
			continue
		}
		if first.key != "" {
			first.key = ""
			break
		}
		if first = (search{o.Block, o.Key}); o.Block == r.ms[i].Block {
			break
		}
	}
	return first
}

// farthest is how many mentions away an antecedent is sought. The longest text of the corpus has 3,600. A short
// form goes on standing for what it stood for before, unless something else is named at most takesOver passages
// before it.
const (
	farthest  = 5000
	takesOver = 1
)

// search is where a short form was sought last, and what it was found to stand for.
type search struct {
	upto int
	key  string
}

// earlier returns the key of what the short form at i stands for by what is named before it, "" for nothing.
func (r *resolver) earlier(i int) string {
	m := &r.ms[i]
	form := r.form(m)
	done := r.searched[form]
	if done.upto > i {
		done = search{}
	}
	key, all := done.key, done.key == ""
	if r.speaks(m) {
		key, all = "", false // "the Council" is the one that speaks, unless another is named just before
	}
	for j := i - 1; j >= 0 && (m.Block-r.ms[j].Block <= takesOver || all && j >= done.upto); j-- {
		if r.answers(&r.ms[j], m) {
			key = r.ms[r.outermost(j, m)].Key
			break
		}
	}
	r.searched[form] = search{i, key}
	return key
}

// outermost returns j or the mention around it that the short form m may stand for as well: in "Food and
// Agriculture Organization of the United Nations" it is the whole.
func (r *resolver) outermost(j int, m *mention.Mention) int {
	out := j
	for k := j - 1; k >= 0 && r.ms[k].Block == r.ms[j].Block && k > j-8; k-- {
		if r.ms[k].Span.Contains(r.ms[j].Span) && r.answers(&r.ms[k], m) {
			out = k
		}
	}
	return out
}

// speaks reports whether a short form fits the body whose document the text is.
func (r *resolver) speaks(m *mention.Mention) bool {
	b := r.lex.Entry(r.body)
	return b != nil && b.Type == m.Type && r.headAgrees(b.Label, m.Surface)
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
	whole := r.organization()
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
	if r.block(o).Class == document.FrontMatter && r.block(m).Class != document.FrontMatter {
		return false // a masthead names committees of which the text does not speak
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
	if h.lowerFirst == lower && !r.lex.Specifies(name[len(h.first):]) {
		return false // "Committee to the Territories"
	}
	before, ends := strings.CutSuffix(h.lowerFirst, lower)
	return ends && (before == "" || strings.HasSuffix(before, " ")) || strings.EqualFold(h.noun, short) ||
		strings.Contains(short, " of ") && r.within(h.lower, lower)
}
