package entity

import (
	"cmp"
	"strconv"
	"strings"

	"concord/loaders/document"
	"concord/loaders/mention"
)

// citations gives a resolution cited without its organ, "its resolution 16/21", to the organ that speaks.
func (r *resolver) citations() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.Type != "Resolution" || !strings.HasPrefix(m.Key, "res/a-res-") || r.body == "" || r.body == "org/unga" {
			continue
		}
		if key := mention.ResolutionKey(m.Surface, r.body, r.lex); key != "" && r.lex.EndsWithOwn(r.before(m)) {
			m.Key = key
		}
	}
}

// mintEvent finds the meeting that the declaration came out of and gives it to every mention with its subject.
func (r *resolver) mintEvent() {
	if r.numbered {
		return
	}
	for i := range r.ms {
		m := &r.ms[i]
		if m.Type != "Event" || m.Form != mention.Name || m.Key != "" || m.Boilerplate || r.isSession(m) {
			continue
		}
		switch r.block(m).Class {
		case document.Introductory, document.LetterText, document.Chapeau, document.Title:
		default:
			continue
		}
		subject := r.subjectOf(i)
		r.event = "event/" + join(r.placeOf(i), r.kindOf(m), r.yearText())
		r.label(r.event, m.Surface)
		for j := range r.ms {
			o := &r.ms[j]
			if o.Type == "Event" && o.Form == mention.Name && o.Key == "" && r.subjectOf(j) == subject && r.sameNumber(m, o) {
				o.Key = r.event
				r.label(r.event, o.Surface)
			}
		}
		return
	}
}

// sameNumber reports whether two meetings may be one by their ordinal numbers: the ninth Summit is not the sixth.
func (r *resolver) sameNumber(m, o *mention.Mention) bool {
	a, b := r.ordinal(m), r.ordinal(o)
	return a == b || a == 0 || b == 0
}

// ordinal returns the number of a meeting that stands in its name or right before it: 9 for "9th Summit".
func (r *resolver) ordinal(m *mention.Mention) int {
	if n := mention.OrdinalValue(m.Surface, r.lex); n > 0 {
		return n
	}
	words := strings.Fields(strings.NewReplacer("<sup>", "", "</sup>", "").Replace(r.before(m)))
	if len(words) == 0 {
		return 0
	}
	return mention.OrdinalValue(words[len(words)-1], r.lex)
}

// subjectOf returns what tells the i-th mention from other meetings: its noun and themes, else its words.
func (r *resolver) subjectOf(i int) string {
	m := &r.ms[i]
	subject := r.kindOf(m)
	themes := 0
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == m.Block && r.ms[j].Span.Start < m.Span.End; j++ {
		if r.ms[j].Layer == mention.ThemeLayer {
			subject += " " + r.ms[j].Key
			themes++
		}
	}
	if themes == 0 {
		subject += " " + mention.Slug(m.Surface)
	}
	return subject
}

// kindOf returns the noun of a meeting: "conference".
func (r *resolver) kindOf(m *mention.Mention) string { return r.lex.Convening(m.Surface) }

// placeOf returns the tail of the place where the i-th mention's meeting was held: after it in the block,
// else in the title of the work, else in its own name.
func (r *resolver) placeOf(i int) string {
	for j := range r.ms {
		if p := &r.ms[j]; p.Type == "Place" && p.Block == r.ms[i].Block && r.lex.EndsWithIn(r.before(p)) && p.Span.Start > r.ms[i].Span.Start {
			return tail(p.Key)
		}
	}
	for j := range r.ms {
		if p := &r.ms[j]; p.Type == "Place" && r.block(p).Class == document.Title && p.Key != "" {
			return tail(p.Key)
		}
	}
	if in := r.firstIn(&r.ms[i]); in != nil {
		return tail(in.Key)
	}
	return ""
}

// isSession reports whether a meeting is a session of a body.
func (r *resolver) isSession(m *mention.Mention) bool {
	return r.lex.Convening(m.Surface) == "" && mention.OrdinalValue(m.Surface, r.lex) > 0
}

// mintNames gives keys to names that have no row.
func (r *resolver) mintNames() {
	for i := range r.ms {
		m := &r.ms[i]
		if m.Key != "" || m.Form != mention.Name || m.Layer != mention.EntityLayer {
			continue
		}
		m.Key = r.mint(i)
		if m.Key != "" {
			r.label(m.Key, m.Surface)
		}
	}
	r.foldRoles()
}

// mint returns the key of the i-th mention, a name without a row.
func (r *resolver) mint(i int) string {
	m := &r.ms[i]
	switch m.Type {
	case "Document":
		return r.mintDocument(i)
	case "Organ", "Organization":
		if key := r.mintSubsidiary(i); key != "" {
			return key
		}
		if r.lex.EndsWithThe(r.before(m)) {
			if key := r.earlier(i); key != "" {
				m.Form = mention.Coreferent
				return key
			}
		}
		if acronym := r.acronymAfter(i); acronym != "" {
			return "org/" + mention.Slug(acronym)
		}
		return "org/" + r.slugOf(i)
	case "Role":
		return "role/" + r.shortened(i)
	case "Person":
		return "person/" + mention.Slug(m.Surface)
	case "AgendaItem":
		return r.agendaItem(m)
	case "Event":
		if r.isSession(m) {
			return r.mintSession(i)
		}
		if key := r.fuller(i); key != "" {
			m.Form = mention.Coreferent
			return key
		}
		return "event/" + r.shortened(i)
	}
	return ""
}

// farthestName is how many mentions before a short name of a meeting its full one is sought.
const farthestName = 1000

// fuller returns the key of the last meeting before the i-th mention whose name has all its words in order, "the
// Fifteenth Congress" after the Fifteenth United Nations Congress on Crime Prevention; "" for none.
func (r *resolver) fuller(i int) string {
	m := &r.ms[i]
	if !r.lex.EndsWithThe(r.before(m)) || r.lex.FirstPart(m.Surface) != m.Surface {
		return ""
	}
	words := strings.Split(mention.Slug(m.Surface), "-")
	for j := i - 1; j >= max(0, i-farthestName); j-- {
		o := &r.ms[j]
		if o.Type != "Event" || o.Form != mention.Name || o.Key == "" || len(o.Surface) <= len(m.Surface) || o.Boilerplate && !m.Boilerplate {
			continue
		}
		left := words
		for _, w := range strings.Split(mention.Slug(o.Surface), "-") {
			if len(left) > 0 && w == left[0] {
				left = left[1:]
			}
		}
		if len(left) == 0 {
			return o.Key
		}
	}
	return ""
}

// mintDocument returns the key of a document by its name: the work, a letter, else its words.
func (r *resolver) mintDocument(i int) string {
	m := &r.ms[i]
	switch {
	case r.isLetter(m):
		return r.letterKey(i)
	case r.title != "" && strings.EqualFold(m.Surface, r.title) && r.work != "":
		return r.work
	}
	if r.lex.EndsWithThe(r.before(m)) && r.lex.FirstPart(m.Surface) == m.Surface {
		if key := r.earlier(i); key != "" {
			m.Form = mention.Coreferent // "the Armistice Agreement", a General one between two States before
			return key
		}
	}
	if strings.ToUpper(m.Surface) == m.Surface {
		return "" // a decision by number, "15/4", of a body that is not named
	}
	return "doc/" + firstWords(mention.Slug(m.Surface), longestKey)
}

// mintSubsidiary returns the key of an organ known by the resolution that set it up: "org/sc-committee-2140".
func (r *resolver) mintSubsidiary(i int) string {
	if rest, ok := strings.CutPrefix(r.work, "res/s-res-"); ok && r.inSecurityCouncil(i) {
		number, _, _ := strings.Cut(rest, "-")
		return "org/" + join("sc", mention.Slug(r.headOf(r.ms[i].Surface)), number)
	}
	for _, in := range r.inside(i) {
		if rest, ok := strings.CutPrefix(in.Key, "res/s-res-"); ok && in.Type == "Resolution" {
			number, _, _ := strings.Cut(rest, "-")
			noun := r.headOf(r.ms[i].Surface)
			return "org/" + join("sc", mention.Slug(noun), number)
		}
	}
	return ""
}

// inSecurityCouncil reports whether the i-th mention is "Committee of the Security Council", which in a
// resolution of the Council is the one it sets up.
func (r *resolver) inSecurityCouncil(i int) bool {
	in := r.inside(i)
	return len(in) == 1 && in[0].Key == "org/unsc" && in[0].Span.End == r.ms[i].Span.End && r.headOf(r.ms[i].Surface) == r.heading(r.ms[i].Surface).first
}

// acronymAfter returns the acronym that the text introduces right after the i-th mention, "" for none.
func (r *resolver) acronymAfter(i int) string {
	m := &r.ms[i]
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == m.Block; j++ {
		o := &r.ms[j]
		if gap := o.Span.Start - m.Span.End; o.Form == mention.Acronym && gap > 0 && gap <= 6 && strings.HasSuffix(r.before(o), "(") {
			return o.Surface
		}
	}
	return ""
}

// slugOf returns the i-th mention as a slug, the states that it belongs to by the names they are best known
// by: "permanent-mission-of-tajikistan-to-the-united-nations".
func (r *resolver) slugOf(i int) string {
	m := &r.ms[i]
	text := r.block(m).View.Text
	var parts []string
	at := m.Span.Start
	for _, in := range r.inside(i) {
		state := r.lex.Entry(in.Key)
		if in.Type == "State" && state != nil && r.lex.EndsWithOf(text[m.Span.Start:in.Span.Start]) {
			parts = append(parts, mention.Slug(r.lex.TrimThe(text[at:in.Span.Start])), mention.Slug(state.Label))
			at = in.Span.End
		}
	}
	parts = append(parts, mention.Slug(text[at:m.Span.End]))
	return firstWords(join(parts...), longestKey)
}

// agendaItem returns the key of an item: its number in the session of the body, for a title that of the item
// numbered before.
func (r *resolver) agendaItem(m *mention.Mention) string {
	number := digits(m.Surface)
	if number == "" {
		for j := range r.ms {
			if o := &r.ms[j]; o.Type == "AgendaItem" && o.Block < m.Block && digits(o.Surface) != "" {
				number = digits(o.Surface)
			}
		}
	}
	if number == "" {
		return ""
	}
	session := ""
	if r.session > 0 {
		session = strconv.Itoa(r.session)
	}
	return "agenda/" + join(r.lex.SeriesLetter(r.body), session, "item", number)
}

// digits returns the number in text, with the letter in parentheses after it: "109", "99-s".
func digits(text string) string {
	i := strings.IndexAny(text, "0123456789")
	if i < 0 {
		return ""
	}
	return mention.Slug(text[i:])
}

// mintSession returns the key of a session: of the body that "of the" names after it, else of the one that
// the file is a document of, where the number is near that of its own session. Other bodies count theirs too:
// "the Commission at its sixty-seventh session".
func (r *resolver) mintSession(i int) string {
	m := &r.ms[i]
	number := mention.OrdinalValue(m.Surface, r.lex)
	body := ""
	if away := number - r.session; r.isHead(m) || -nearSession <= away && away <= nearSession {
		body = tail(r.body)
	}
	if strings.HasPrefix(r.block(m).View.Text[m.Span.End:], " of ") {
		body = ""
	}
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == m.Block; j++ {
		o := &r.ms[j]
		if o.Type != "Organ" && o.Type != "Organization" || o.Span.Start < m.Span.End {
			continue
		}
		if gap := r.before(o)[m.Span.End:]; gap == " of " || gap == " of the " {
			body = tail(cmp.Or(o.Key, "org/"+mention.Slug(o.Surface)))
		}
		if whole := r.wholeOf(j); whole != "" && whole != "org/un" && body != "" {
			body += "-of-" + tail(whole) // "the General Assembly of the World Tourism Organization"
		}
		break
	}
	if body == "" {
		return ""
	}
	kind := "session"
	if strings.Contains(m.Surface, "special ") { // a series of its own
		kind = "special-session"
	}
	return "event/" + join(body, kind, strconv.Itoa(number))
}

// wholeOf returns the key of the organization that "of the" names after the j-th mention, "" for none.
func (r *resolver) wholeOf(j int) string {
	m := &r.ms[j]
	for k := j + 1; k < len(r.ms) && r.ms[k].Block == m.Block; k++ {
		o := &r.ms[k]
		if o.Span.Start < m.Span.End {
			continue
		}
		if gap := r.before(o)[m.Span.End:]; o.Type == "Organization" && (gap == " of " || gap == " of the ") {
			return o.Key
		}
		return ""
	}
	return ""
}

// nearSession is how many sessions before and after its own a resolution speaks of without naming the body.
const nearSession = 3

// shortened returns the words of the i-th mention as a slug, the names inside it by the tails of their keys
// and small words left out: "minister-internal-affairs-tj".
func (r *resolver) shortened(i int) string {
	m := &r.ms[i]
	var parts []string
	at := m.Span.Start
	text := r.block(m).View.Text
	for _, in := range r.inside(i) {
		if in.Key == "" {
			continue
		}
		parts = append(parts, r.lex.WithoutSmallWords(text[at:in.Span.Start])...)
		parts = append(parts, tail(in.Key))
		at = in.Span.End
	}
	parts = append(parts, r.lex.WithoutSmallWords(text[at:m.Span.End])...)
	for k, p := range parts {
		parts[k] = mention.Slug(p)
	}
	return firstWords(join(parts...), longestKey)
}

// foldRoles makes a post without its body, "Chargé d'affaires", that of the first longer name in the text.
func (r *resolver) foldRoles() {
	var longer []*mention.Mention // by first occurrence, one for each name
	seen := map[string]bool{}
	for i := range r.ms {
		if m := &r.ms[i]; m.Type == "Role" && r.lex.Entry(m.Key) == nil && !seen[m.Surface] {
			seen[m.Surface] = true
			longer = append(longer, m)
		}
	}
	for i := range r.ms {
		m := &r.ms[i]
		if m.Type != "Role" {
			continue
		}
		if e := r.lex.Entry(m.Key); e != nil && e.Parent != "" {
			continue
		}
		if key := r.roleOfSpeaker(m.Key); key != "" {
			m.Key = key
			continue
		}
		for _, o := range longer {
			if len(o.Surface) > len(m.Surface) && strings.EqualFold(o.Surface[:len(m.Surface)], m.Surface) {
				m.Key, m.Form = o.Key, mention.Coreferent
				break
			}
		}
	}
}

// roleOfSpeaker returns the role that a post without its body is in the organization whose organ speaks, "" for
// none: "the Director-General" in a resolution of the World Health Assembly.
func (r *resolver) roleOfSpeaker(post string) string {
	whole := r.organization()
	if e := r.lex.Entry(post); whole != "" && e != nil {
		for _, o := range r.lex.Entries() {
			if o.Type == "Role" && o.Parent == whole && strings.HasPrefix(o.Label, e.Label+" of ") {
				return o.Key
			}
		}
	}
	return ""
}

// acronyms gives an acronym that the text introduces the key of the name before it.
func (r *resolver) acronyms() {
	meaning := map[string]string{}
	for i := range r.ms {
		m := &r.ms[i]
		if m.Form != mention.Acronym || m.Key != "" || !strings.HasSuffix(r.before(m), "(") {
			continue
		}
		for j := i - 1; j >= max(0, i-16) && r.ms[j].Block == m.Block; j-- {
			if o := &r.ms[j]; o.Type == m.Type && o.Form == mention.Name && o.Span.End <= m.Span.Start && m.Span.Start-o.Span.End <= 6 {
				m.Key = o.Key
				if _, ok := meaning[m.Surface]; !ok {
					meaning[m.Surface] = o.Key
				}
				r.label(o.Key, m.Surface)
				break
			}
		}
	}
	for i := range r.ms {
		if m := &r.ms[i]; m.Form == mention.Acronym && m.Key == "" {
			m.Key = meaning[m.Surface]
		}
	}
}

// longestKey is the number of words of the longest key made of a name. Titles of treaties are that long.
const longestKey = 24

// label notes a name of a minted entity: the longest, of equally long ones the first in byte order.
func (r *resolver) label(key, name string) {
	if old, ok := r.names[key]; ok {
		name = better(old, name)
	}
	r.names[key] = name
}

// headOf returns the head noun of a name, "" for none.
func (r *resolver) headOf(name string) string { return r.heading(name).noun }

// heading is what heads a name: its first part, and the noun of it. lower and lowerFirst are the name and its first
// part in lower case.
type heading struct{ first, noun, lower, lowerFirst string }

// heading returns what heads a name. Every mention is asked whether it heads each short form.
func (r *resolver) heading(name string) heading {
	h, ok := r.heads[name]
	if !ok {
		first := r.lex.FirstPart(name)
		h = heading{first, r.lex.HeadNoun(name), strings.ToLower(name), strings.ToLower(first)}
		r.heads[name] = h
	}
	return h
}
