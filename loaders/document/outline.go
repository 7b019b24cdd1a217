package document

import (
	"sort"
	"strings"
	"unicode/utf8"

	"concord/loaders/automaton"
	"concord/loaders/source"
)

// lineWidth returns the width of the wide lines.
func (p *parser) lineWidth() int {
	var widths []int
	for _, l := range p.lines {
		if n := utf8.RuneCountInString(l.text); n > 0 {
			widths = append(widths, n)
		}
	}
	sort.Ints(widths)
	if len(widths) == 0 {
		return 0
	}
	return widths[len(widths)*9/10]
}

// bodyStart returns the first line of the body: the first that begins a preambular paragraph, or a numbered
// one with a finite verb; without such the first behind the masthead, or 0.
func (p *parser) bodyStart() int {
	for i := range p.lines {
		l := &p.lines[i]
		if l.blank() || l.kind != "" {
			continue
		}
		m := p.marker(l)
		text := p.bodyText(i, m)
		if _, ok := p.find.opening(text); ok && m.kind == noMarker && startsLower(text) && p.chapeauBefore(i) {
			p.lower = true
			return i
		}
		if m.kind == noMarker && p.sharedLine(text) > 0 {
			return i
		}
		if m.kind == noMarker && !startsUpper(text) || m.kind != noMarker && m.kind != dashMarker && m.kind != decimal {
			continue
		}
		if _, ok := p.find.opening(text); ok && p.previousFinished(i) {
			return i
		}
		if h, ok := p.find.acting(text); ok && (m.kind == decimal || m.kind == noMarker && h.form == third && (p.previousFinished(i) || p.chapeauBefore(i))) {
			return i
		}
	}
	return p.mastheadEnd()
}

// mastheadEnd returns the line behind the last of the first lines that belongs to the masthead of a document
// with a symbol, 0 when there is none.
func (p *parser) mastheadEnd() int {
	end, symbol := 0, false
	for i := range p.lines[:min(len(p.lines), longestMasthead)] {
		symbol = symbol || p.is("symbol", strings.TrimRight(p.lines[i].text, "* "))
		if !p.lines[i].blank() && (p.standsAlone(p.lines[i].text) || p.headed(p.lines[i].text)) {
			end = i + 1
		}
		if i > end+30 {
			break
		}
	}
	for end < len(p.lines) && !p.lines[end].blank() {
		end++ // the title of the agenda item
	}
	if end = p.next(end - 1); !symbol || end >= len(p.lines) {
		return 0
	}
	return end
}

// chapeauBefore reports whether the line before i names who speaks.
func (p *parser) chapeauBefore(i int) bool {
	i = p.previous(i)
	return i >= 0 && p.chapeauText(p.lines[i].text)
}

// bodyText returns the readable text of line i behind its marker; of a number alone that of the next line.
func (p *parser) bodyText(i int, m marker) string {
	s := p.lines[i].span
	s.Start += m.size
	if s.Len() == 0 {
		if i = p.next(i); i == len(p.lines) {
			return ""
		}
		return p.lines[i].text
	}
	return source.Readable(p.text.Content, s, p.markdown)
}

// passageAt returns the index of the passage that line i belongs to or precedes.
func (p *parser) passageAt(i int) int {
	for k, q := range p.passages {
		if q.last >= i && q.furniture == "" {
			return k
		}
	}
	return 0
}

var chapeauHead = automaton.MustCompile(`^(?:The|THE|We|WE|I)\b`)

// chapeauText reports whether s names who speaks and says nothing yet: "The General Assembly,".
func (p *parser) chapeauText(s string) bool {
	if strings.HasSuffix(s, ".") && (utf8.RuneCountInString(s) > 60 || !titleCase(s)) {
		return false // a misread comma may stand behind a name
	}
	return utf8.RuneCountInString(s) <= 600 && p.is("body", s) && chapeauHead.MatchString(s)
}

// weMet reports whether a passage before a preamble tells in a sentence of its own who speaks: "We, the Member
// States of the Association, gather in Jakarta."
func (p *parser) weMet(q *passage) bool {
	return strings.HasPrefix(strings.ToLower(q.text), "we, ") && utf8.RuneCountInString(q.text) <= 600 && p.is("body", q.text)
}

// isRecital reports whether passage k is worded like a preambular paragraph, or ends like one.
func (p *parser) isRecital(k int) bool {
	if k >= len(p.passages) {
		return false
	}
	q := p.passages[k]
	return p.preambular(q) || q.marker.kind == noMarker && endsInComma.MatchString(q.text)
}

// splitChapeaux cuts passages in which the speaker and the first paragraph share a line: "The Sixty-sixth
// World Health Assembly, Having considered the report".
func (p *parser) splitChapeaux() {
	for k := 0; k < len(p.passages); k++ {
		q := p.passages[k]
		if q.furniture != "" || q.marker.kind != noMarker {
			continue
		}
		v := p.view(q)
		if !chapeauHead.MatchString(v.Text) {
			continue
		}
		if at := p.sharedLine(v.Text); at > 0 {
			// Signs of markup before the white space close what is before it, those after it open what follows.
			gap := v.Source(source.Span{Start: at - 1, End: at})
			white := strings.IndexFunc(p.source(gap), source.Invisible)
			start := trim(p.text.Content, source.Span{Start: gap.Start + white, End: q.end()}).Start
			p.splitPassage(k, gap.Start+white, start)
		}
	}
}

// sharedLine returns where in s, behind who speaks, the first paragraph begins, 0 when none does.
func (p *parser) sharedLine(s string) int {
	if !chapeauHead.MatchString(s) {
		return 0
	}
	for comma, end := range commaCapital.All(s[:min(len(s), 250)]) {
		if _, ok := p.find.opening(s[end-1:]); ok && p.chapeauText(s[:comma+1]) {
			return end - 1
		}
	}
	return 0
}

// splitSymbols cuts the symbol of a resolution from the title on the same line.
func (p *parser) splitSymbols(body int) {
	for k := 0; k < len(p.passages) && p.passages[k].first < body; k++ {
		q := p.passages[k]
		if s := p.text.Content[q.start():q.end()]; q.furniture == "" && p.is("symbol-prefix", s) {
			symbol := q.start() + strings.IndexFunc(s, source.Invisible)
			p.splitPassage(k, symbol, trim(p.text.Content, source.Span{Start: symbol, End: q.end()}).Start)
		}
	}
}

var commaCapital = automaton.MustCompile(`, [A-Z]`)

// splitPassage cuts passage k into what ends at end and what begins at start.
func (p *parser) splitPassage(k, end, start int) {
	q := p.passages[k]
	rest := &passage{bodyStart: start, first: q.first, last: q.last}
	var kept []source.Span
	for _, s := range q.segments {
		if s.Start < end {
			kept = append(kept, source.Span{Start: s.Start, End: min(s.End, end)})
		}
		if s.End > start {
			rest.segments = append(rest.segments, source.Span{Start: max(s.Start, start), End: s.End})
		}
	}
	q.segments = kept
	p.passages = append(p.passages[:k+1], append([]*passage{rest}, p.passages[k+1:]...)...)
}

// cutTitle makes a passage of its own of the title in the metadata of a Markdown file.
func (p *parser) cutTitle(title source.Span) {
	if title.Len() == 0 {
		return
	}
	for k, q := range p.passages {
		if q.furniture != yamlKind || !(source.Span{Start: q.start(), End: q.end()}).Contains(title) {
			continue
		}
		t := &passage{segments: []source.Span{title}, bodyStart: title.Start, first: q.first, last: q.last, kind: "yaml-title", quoted: p.text.Content[title.Start-1] == '"'}
		parts := []*passage{t}
		if rest := trim(p.text.Content, source.Span{Start: title.End, End: q.end()}); rest.Len() > 0 {
			parts = append(parts, &passage{segments: []source.Span{rest}, bodyStart: rest.Start, first: q.first, last: q.last, furniture: yamlKind, class: Boilerplate, kind: yamlKind})
		}
		q.segments = []source.Span{trim(p.text.Content, source.Span{Start: q.start(), End: title.Start})}
		p.passages = append(p.passages[:k+1], append(parts, p.passages[k+1:]...)...)
		return
	}
}

// readAll fills in the readable text of every passage.
func (p *parser) readAll() {
	for _, q := range p.passages {
		q.text = p.readable(q)
	}
}
