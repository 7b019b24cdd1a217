package assertion

import (
	"slices"
	"strings"

	"concord/loaders/mention"
)

// match is what a pattern found.
type match struct {
	from, to int // tokens
	subjects []filling
	objects  []filling
	open     int // token where the evidence begins, -1 for none
	reach    reach
	close    int
	literal  [2]int // tokens of the kept gap; empty for none
}

// filling is a mention in a slot; its tokens take in an acronym in parentheses that follows.
type filling struct {
	mention  *mention.Mention
	from, to int
}

// find returns the matches of p, leftmost first, none overlapping another.
func (ps *passage) find(p pattern, w *words) []match {
	if !ps.may(p) {
		return nil
	}
	var found []match
	for i := 0; i < len(ps.tokens); {
		m := &matcher{passage: ps, words: w, match: match{from: i, open: -1, close: -1}}
		if m.run(p, i) && m.match.to > i {
			found = append(found, m.match)
			i = m.match.to
			continue
		}
		i++
	}
	return found
}

// may reports whether the passage has the words and the classes that p cannot do without. It spares nearly
// all rows the search.
func (ps *passage) may(p pattern) bool {
	for _, e := range p {
		switch {
		case e.kind == wordElement && !e.optional && !ps.terms.meets(e.terms),
			e.kind == slotElement && !slices.ContainsFunc(e.classes, func(c string) bool { return c == "*" || slices.Contains(ps.classes, c) }):
			return false
		}
	}
	return true
}

// matcher matches one pattern from one token on, by trying the shortest gap first.
type matcher struct {
	*passage
	words *words
	match match
}

// run matches p from token i and keeps what it found in m.match. What it bound is undone where it fails.
func (m *matcher) run(p pattern, i int) bool {
	if len(p) == 0 {
		m.match.to = i
		return true
	}
	e, rest := p[0], p[1:]
	was := m.match
	ok := false
	switch e.kind {
	case wordElement:
		ok = slices.ContainsFunc(e.words, func(w []string) bool {
			return i+len(w) <= len(m.tokens) && slices.Equal(w, m.passage.words[i:i+len(w)]) && m.run(rest, i+len(w))
		}) || e.optional && m.run(rest, i)
	case anchorElement:
		ok = m.anchored(i) && m.run(rest, i)
	case openElement:
		m.match.open, m.match.reach = m.evidenceStart(rest, i), e.reach
		ok = m.run(rest, i)
	case closeElement:
		m.match.close = i
		ok = m.run(rest, i)
	case gapElement:
		ok = m.gap(e, rest, i)
	case slotElement:
		ok = m.slot(e, rest, i)
	}
	if !ok {
		m.match = was
	}
	return ok
}

// evidenceStart returns where evidence begins that is opened at token i: determiners before a mention are no
// part of it.
func (m *matcher) evidenceStart(rest pattern, i int) int {
	for len(rest) > 0 && rest[0].kind == anchorElement {
		rest = rest[1:]
	}
	if len(rest) > 0 && rest[0].kind == slotElement {
		for i < len(m.tokens) && m.words.determiner[m.passage.words[i]] && len(m.starts[i]) == 0 {
			i++
		}
	}
	return i
}

// anchored reports whether token i begins a sentence or follows a comma or a stronger sign, determiners and
// an opening word aside.
func (m *matcher) anchored(i int) bool {
	for i > 0 && (m.words.determiner[m.passage.words[i-1]] || m.passage.words[i-1] == "and") {
		i--
	}
	if i > 1 && m.passage.words[i-1] == "-" && m.tokens[i-1].Start == m.tokens[i-2].End { // "U.S.-EU Council"
		return false
	}
	return i == 0 || strings.Contains(",;:–—-", m.passage.words[i-1])
}

func (m *matcher) gap(e element, rest pattern, i int) bool {
	from := i
	for n := 0; ; n++ {
		if e.keep {
			m.match.literal = [2]int{from, i}
		}
		if m.run(rest, i) {
			return true
		}
		if n == e.limit || i >= len(m.tokens) || m.passage.words[i] == ";" {
			return false
		}
		if e.classes != nil && slices.ContainsFunc(m.starts[i], func(x *mention.Mention) bool { return takes(e.classes, x) }) {
			return false
		}
		i = max(m.after[i], i+1)
	}
}

// takes reports whether a slot of the classes takes x.
func takes(classes []string, x *mention.Mention) bool {
	if x.Layer == mention.ThemeLayer {
		return slices.Contains(classes, "Theme")
	}
	return slices.Contains(classes, x.Type) || slices.Contains(classes, "*")
}

func (m *matcher) slot(e element, rest pattern, i int) bool {
	f, ok := m.member(e, i)
	if !ok {
		return false
	}
	fillings := []filling{f}
	if e.list {
		fillings = m.coordination(e, fillings)
	}
	switch e.slot {
	case 'S':
		m.match.subjects = fillings
	case 'O':
		m.match.objects = fillings
	}
	// A coordination is taken whole: half of one would leave the other half to another reading.
	last := fillings[len(fillings)-1]
	return m.run(rest, last.to) || !e.list && last.to != m.end(last.mention) && m.run(rest, m.end(last.mention))
}

// filling returns the mention that begins at token i, or after determiners there, when a slot takes it.
// Of those that begin together only the longest of its layer counts.
func (m *matcher) filling(e element, i int) (filling, bool) {
	for ; i < len(m.tokens); i++ {
		var seen [2]bool
		for _, x := range m.starts[i] {
			if !seen[x.Layer] && takes(e.classes, x) && m.worded(e, x) {
				return filling{x, i, m.acronym(m.end(x))}, true
			}
			seen[x.Layer] = true
		}
		if !m.words.determiner[m.passage.words[i]] {
			break
		}
	}
	return filling{}, false
}

// worded reports whether the words of x are as e wants them.
func (m *matcher) worded(e element, x *mention.Mention) bool {
	if e.having == nil && e.lacking == nil {
		return true
	}
	has := func(words []string) bool {
		for _, t := range tokens(m.text, x.Span) {
			if slices.Contains(words, lower(m.text[t.Start:t.End])) {
				return true
			}
		}
		return false
	}
	return (e.having == nil || has(e.having)) && !has(e.lacking)
}

// acronym returns the token after "(ABC)" at token i, or i.
func (m *matcher) acronym(i int) int {
	if i+2 < len(m.tokens) && m.passage.words[i] == "(" && m.passage.words[i+2] == ")" {
		for _, x := range m.starts[i+1] {
			if x.Form == mention.Acronym {
				return i + 3
			}
		}
	}
	return i
}

// coordination adds the further members: "the A, the B (B) and representatives of the C". A member that a
// resolution began is followed by resolutions only.
func (m *matcher) coordination(e element, members []filling) []filling {
	for len(members) < maxMembers {
		to := m.dated(members[len(members)-1].to)
		i := m.phrase(m.words.coordinators, to)
		if i == to {
			return members
		}
		f, ok := m.member(e, i)
		if !ok || (members[0].mention.Type == "Resolution") != (f.mention.Type == "Resolution") {
			return members
		}
		members = append(members, f)
	}
	return members
}

// dated returns the token after "of 4 May 2018" at token i, which may follow a member of a coordination, or i.
func (m *matcher) dated(i int) int {
	k := m.phrase(m.words.dating, i)
	if k == i || k >= len(m.tokens) {
		return i
	}
	for _, x := range m.starts[k] {
		if x.Type == "Date" {
			return m.end(x)
		}
	}
	return i
}

// member returns the mention that a slot takes at token i. In a coordination words such as "representatives
// of" may stand before it; they belong to its tokens.
func (m *matcher) member(e element, i int) (filling, bool) {
	if e.list {
		if k := m.phrase(m.words.fillers, i); k > i {
			if f, ok := m.filling(e, k); ok {
				f.from = i
				return f, true
			}
		}
	}
	return m.filling(e, i)
}

// phrase returns the token after the longest of the phrases that stands at token i, or i.
func (m *matcher) phrase(phrases [][]string, i int) int {
	longest := i
	for _, ph := range phrases {
		if i+len(ph) <= len(m.tokens) && slices.Equal(ph, m.passage.words[i:i+len(ph)]) {
			longest = max(longest, i+len(ph))
		}
	}
	return longest
}

// words are the function words that patterns step over.
type words struct {
	determiner   map[string]bool
	coordinators [][]string
	fillers      [][]string // may stand before a member of a coordination
	dating       [][]string // may stand between a member and its date
}
