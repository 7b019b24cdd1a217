package document

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"concord/loaders/automaton"
	"concord/loaders/source"
)

// passage is a run of lines that becomes a block.
type passage struct {
	segments  []source.Span // ascending; more than one where a gap divides the passage
	marker    marker
	bodyStart int
	first     int    // index of its first line
	last      int    // index of its last line
	text      string // readable, from the body on
	seen      viewed
	furniture string // kind of page furniture, "" for text

	within string // Block.Within
	class  Class  // of the block
	role   Class  // in the text it belongs to
	kind   string
	quotes bool // what the paragraph before it quotes
	quoted bool // the title in the metadata of a Markdown file
	listed bool // an item of a list whose heading ends in "to": it begins with an infinitive
}

func (q *passage) start() int { return q.segments[0].Start }
func (q *passage) end() int   { return q.segments[len(q.segments)-1].End }

// head returns the readable text of the first line.
func (q *passage) head(p *parser) string { return p.lines[q.first].text }

// unwrappedWidth is the width of lines from which on a line is a paragraph: no printed page holds as many
// characters in a line.
const unwrappedWidth = 130

// wraps reports whether the paragraphs of the text are broken into lines.
func (p *parser) wraps() bool {
	var widths []int
	for _, l := range p.lines {
		if !l.blank() {
			widths = append(widths, utf8.RuneCountInString(l.text))
		}
	}
	sort.Ints(widths)
	return len(widths) > 0 && widths[len(widths)*9/10] <= unwrappedWidth
}

// join makes passages of the lines: one for each paragraph, however many lines and pages it takes.
func (p *parser) join(body int) {
	var cur *passage // the last passage of text
	for i := range p.lines {
		l := &p.lines[i]
		switch {
		case l.blank():
		case l.kind != "":
			p.addFurniture(i)
		default:
			m := p.marker(l)
			if cur != nil && l.span.End-cur.start() <= longestPassage && !p.begins(cur, i, m, body) {
				p.extend(cur, i)
				continue
			}
			cur = &passage{marker: m, segments: []source.Span{l.span}, bodyStart: l.span.Start + m.size, first: i, last: i}
			p.passages = append(p.passages, cur)
		}
	}
}

// extend adds line i to a passage. A gap between them begins a new segment.
func (p *parser) extend(q *passage, i int) {
	l := p.lines[i]
	if q.last+1 == i || p.lines[q.last].row == l.row {
		q.segments[len(q.segments)-1].End = l.span.End
	} else {
		q.segments = append(q.segments, l.span)
	}
	if q.bodyStart >= p.lines[q.last].span.End && q.first == q.last {
		q.bodyStart = l.span.Start // a number alone on its line
	}
	q.last = i
}

// addFurniture makes a passage of a line of page furniture, or adds it to the one before.
func (p *parser) addFurniture(i int) {
	l := &p.lines[i]
	if k := len(p.passages) - 1; k >= 0 && i > 0 {
		q := p.passages[k]
		head := l.kind == footnoteKind && footnoteLine.MatchString(p.source(l.span))
		if q.furniture == l.kind && l.kind != ruleKind && l.kind != overlongKind && !p.blankBefore(i) && !head {
			p.extend(q, i)
			return
		}
	}
	q := &passage{segments: []source.Span{l.span}, bodyStart: l.span.Start, first: i, last: i, furniture: l.kind, class: Boilerplate, kind: l.kind}
	if m := footnoteLine.FindString(p.source(l.span)); l.kind == footnoteKind {
		q.bodyStart += len(m)
	}
	if l.kind == overlongKind {
		p.warn(l.span, fmt.Sprintf("a line of %d bytes is not read: no paragraph is as long", l.span.Len()))
	}
	p.passages = append(p.passages, q)
}

// begins reports whether a new passage begins at line i, given the one before it.
func (p *parser) begins(cur *passage, i int, m marker, body int) bool {
	l, last := p.lines[i], p.lines[cur.last]
	switch {
	case cur.marker.kind == headingMarker || m.kind == headingMarker:
		return true
	case cur.bodyStart >= last.span.End && cur.first == cur.last && cur.marker.kind != noMarker:
		return m.kind != noMarker && m.kind != dashMarker && p.lines[cur.first].row != l.row // a number alone on its line
	case i < body && p.headed(l.text) || i == body && p.sharedLine(l.text) > 0:
		return true
	case i < body && !shortWordEnd.MatchString(last.text) && (p.standsAlone(l.text) || p.standsAlone(last.text) || p.next(i) == body && p.chapeauText(l.text)):
		return true
	}
	if (startsUpper(l.text) && p.is("annex-line", l.text) && finished(last.text)) || p.is("annex-line", last.text) && cur.first == cur.last {
		return true
	}
	blank, furniture := p.gap(cur.last, i)
	done := finished(last.text)
	switch {
	case m.kind != noMarker:
		return p.markerBegins(cur, i, m, blank || furniture, done)
	case furniture && (!done || i >= body && (startsLower(l.text) || endsInComma.MatchString(last.text))):
		// Paragraphs open with a performative: after a comma at the end of a page anything else goes on.
		return !startsLower(l.text) && (p.opens(l.text) || !done && p.heading(cur) || i < body)
	case blank && !p.markdown && i >= body && startsLower(l.text) && endsInComma.MatchString(last.text):
		return false
	case blank && !done && i >= body && p.parted(cur, i):
		return false
	case blank || furniture:
		return done || !goesOn(l.text) || p.heading(cur) && !startsLower(l.text)
	}
	return p.adjacentBegins(cur, i, done, body)
}

// parted reports whether a blank line before line i stands inside a sentence: a paragraph of the body stops at the
// end of a full line without a mark, and nothing begins after it.
func (p *parser) parted(cur *passage, i int) bool {
	full := utf8.RuneCountInString(p.lines[cur.last].text) >= p.width*3/5
	return p.wrapped && !p.markdown && full && !p.opens(p.lines[i].text) && p.opens(p.readable(cur))
}

var endsInComma = automaton.MustCompile(`,["”’)]*\s?\d{0,2}$`)

// shortWordEnd finds a last word that wants another: "adopted on", "of the".
var shortWordEnd = automaton.MustCompile(`\s\p{Ll}{1,3}$`)

// goesOn reports whether s can only be the middle of a sentence.
func goesOn(s string) bool { return startsLower(s) || sentenceMiddle.MatchString(s) }

var sentenceMiddle = automaton.MustCompile(`^(?:(?:\d{1,4} ?)?\((?:19|20)\d\d\)|\d{4}[ ,;.]|\([IVXLC]+\)|[,;])`)

// gap tells what lies between two lines of text.
func (p *parser) gap(a, b int) (blank, furniture bool) {
	for i := a + 1; i < b; i++ {
		if p.lines[i].blank() {
			blank = true
		} else if p.lines[i].kind != "" && p.lines[i].kind != footnoteCallKind {
			furniture = true
		}
	}
	return blank, furniture
}

// markerBegins reports whether the marker at line i numbers a paragraph, and is not part of a sentence that
// a line break happened to cut there.
func (p *parser) markerBegins(cur *passage, i int, m marker, gap, done bool) bool {
	rest := p.source(p.lines[i].span)[m.size:]
	switch {
	case gap:
		// "resolution 47/\n\n1. " does not occur; "as stated in paragraph\n\n(a) above" does, on page breaks.
		return done || !p.midSentence(cur, m, rest)
	case p.markdown || !p.wrapped:
		return true
	case done:
		return m.kind != decimal || rest == "" || !startsLower(rest)
	case m.kind == decimal:
		heading := cur.first == cur.last && startsUpper(cur.head(p)) && utf8.RuneCountInString(cur.head(p)) < p.width*3/4
		return rest == "" || startsUpper(rest) && (p.opens(rest) || heading)
	}
	return false
}

// midSentence reports whether words that follow a marker go on with the sentence before it: "paragraph" and
// "1 (a)", "subparagraphs" and "(a) and (b)".
func (p *parser) midSentence(cur *passage, m marker, rest string) bool {
	last := p.lines[cur.last].text
	return m.kind != decimal && m.kind != dashMarker && endsInReference.MatchString(last) && startsLower(rest)
}

var endsInReference = automaton.MustCompile(`(?i)\b(?:paragraphs?|subparagraphs?|articles?|sections?|items?|and|or|rule|rules|\d{1,3})$`)

// adjacentBegins decides between two lines without a blank line between them.
func (p *parser) adjacentBegins(cur *passage, i int, done bool, body int) bool {
	l, last := p.lines[i], p.lines[cur.last]
	if p.markdown {
		return last.hard && (i < body && done || cur.first == cur.last && boldText.MatchString(p.source(last.span)) && p.heading(cur))
	}
	if p.boilerplate(l.text) != "" && !startsLower(l.text) || p.boilerplate(last.text) != "" && cur.first == cur.last && startsUpper(l.text) {
		return true
	}
	if !p.wrapped {
		return done || startsUpper(l.text) && i < body
	}
	if !startsUpper(l.text) {
		_, ok := p.find.opening(l.text)
		return p.lower && ok && done && !strings.HasSuffix(last.text, ".")
	}
	short := utf8.RuneCountInString(last.text) < p.width*3/4
	deeper := l.indent >= last.indent+2 && last.row != l.row
	if h, ok := p.find.acting(l.text); ok && h.form == third && done {
		return true
	}
	if _, ok := p.find.opening(l.text); ok && done {
		return !strings.HasSuffix(strings.TrimRight(last.text, "0123456789 "), ".") || short || deeper || p.chapeauText(p.readable(cur))
	}
	if p.chapeauText(last.text) && cur.first == cur.last && p.opens(l.text) {
		return true
	}
	if short && strings.HasSuffix(last.text, ":") {
		return true
	}
	return done && deeper && (short || strings.HasSuffix(last.text, ".") || strings.HasSuffix(last.text, ";"))
}

// standsAlone reports whether a line of the masthead is a block of its own.
func (p *parser) standsAlone(s string) bool {
	for _, kind := range singleLines {
		if p.is(kind, s) {
			return true
		}
	}
	return false
}

// headed reports whether a line of the masthead begins a block that may take further lines.
func (p *parser) headed(s string) bool {
	for _, kind := range []string{"report", "adoption", "resolution-title", "letter-heading", "annex-heading"} {
		if p.is(kind, s) {
			return true
		}
	}
	return false
}

// singleLines are the parts of a masthead that take one line each.
var singleLines = []string{"masthead-body", "masthead", "distribution", "original-language", "date", "session", "agenda-item", "symbol", "signature", "salutation"}

// heading reports whether a passage reads as a heading: a few words without a mark at their end.
func (p *parser) heading(q *passage) bool {
	s := p.readable(q)
	if p.emphasized(q) && utf8.RuneCountInString(s) <= 160 && !p.operativeChapeau(q) && q.marker.kind == noMarker {
		// "First, we resolve to strengthen our partnership." is said, though it heads a section.
		_, acts := p.later(s)
		return !acts || !strings.HasSuffix(s, ".")
	}
	opens := p.opens(s)
	if h, ok := p.find.opening(s); ok {
		opens = opens && !p.headline(s, h)
	} else if h, ok := p.find.acting(s); ok && h.form == finite {
		opens = opens && !shortOpen(s)
	}
	return utf8.RuneCountInString(s) <= 160 && !finished(s) && !opens && !target.MatchString(s) && q.marker.kind != dashMarker && q.marker.kind < alphaMarker
}

// target finds a paragraph with a number of several levels and no mark at its end: "3.4 By 2030, reduce the rate".
var target = automaton.MustCompile(`^\d{1,2}\.(?:\d{1,2}|[a-z])\.?\s+\p{Lu}(?:\S*\s+){6}`)

// emphasized reports whether a passage of Markdown is bold from its first to its last byte, or a short one without
// a mark at its end italic.
func (p *parser) emphasized(q *passage) bool {
	s := p.text.Content[q.start():q.end()]
	return p.markdown && (boldText.MatchString(s) || shortOpen(s) && !finished(strings.TrimRight(s, "* ")) && italicText.MatchString(s))
}

var boldText = automaton.MustCompile(`^(?:\*\*[^*]+\*\*(?:\s+|$))+$`)

// italicText is italic, or bold and italic, from its first to its last byte.
var italicText = automaton.MustCompile(`^(?:\*{1,3}[^*]+\*{1,3}(?:\s+|$))+$`)

// readable returns the text of a passage from its body on.
func (p *parser) readable(q *passage) string {
	v := p.view(q)
	return v.Text
}

// view returns the View of a passage from its body on.
func (p *parser) view(q *passage) source.View {
	now := viewed{span: source.Span{Start: q.start(), End: q.end()}, bodyStart: q.bodyStart, segments: len(q.segments), quoted: q.quoted, furniture: q.furniture}
	if was := q.seen.view; q.seen.same(now) {
		return was
	}
	now.view = p.newView(q)
	q.seen = now
	return now.view
}

// viewed is the view of a passage, with what it was made of: while lines are joined a passage is looked at again
// and again, and grows in between.
type viewed struct {
	view      source.View
	span      source.Span
	bodyStart int
	segments  int
	quoted    bool
	furniture string
}

func (v *viewed) same(w viewed) bool {
	return v.span == w.span && v.bodyStart == w.bodyStart && v.segments == w.segments && v.quoted == w.quoted && v.furniture == w.furniture
}

func (p *parser) newView(q *passage) source.View {
	if q.quoted {
		return source.NewQuoted(p.text.Content, q.segments[0])
	}
	if q.furniture == overlongKind {
		return source.View{}
	}
	var body []source.Span
	for _, s := range q.segments {
		if s.Start = max(s.Start, q.bodyStart); s.Start < s.End {
			body = append(body, s)
		}
	}
	return source.NewView(p.text.Content, body, p.markdown && q.furniture != yamlKind)
}

// opens reports whether s begins like a paragraph of the body: with a performative in a capital.
func (p *parser) opens(s string) bool {
	if !startsUpper(s) && !p.lower {
		return false
	}
	if _, ok := p.find.opening(s); ok {
		return true
	}
	h, ok := p.find.acting(s)
	return ok && (h.form == third || h.verbal(s))
}
