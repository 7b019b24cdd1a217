package document

import (
	"regexp"
	"strings"
	"unicode"

	"concord/loaders/automaton"
	"concord/loaders/source"
)

// The kinds of page furniture. Its lines belong to no paragraph, and a paragraph may go on behind them.
const (
	ruleKind         = "rule"
	barcodeKind      = "barcode"
	jobKind          = "job-number"
	pageKind         = "page-number"
	headerKind       = "page-header"
	footnoteKind     = "footnote"
	footnoteCallKind = "footnote-call"
	endMarkKind      = "end-mark"
	commentKind      = "comment"
	yamlKind         = "yaml"
	overlongKind     = "overlong-line"
)

var (
	ruleLine    = automaton.MustCompile(`^(?:[-_=–—‗*] ?){3,}$`)
	barcodeLine = automaton.MustCompile(`^\*\d{5,}\*$`)
	jobLine     = automaton.MustCompile(`^\d{2}-\d{4,6}\*{0,3}(?: ?\([A-Z]\))?(?: +\d{5,6})?$`)
	pageLine    = automaton.MustCompile(`^(?:\d{1,3} ?/ ?\d{1,3}|[Pp]age \d{1,3}(?: of \d{1,3})?|- ?\d{1,3} ?-)$`)
	callLine    = automaton.MustCompile(`^\d{1,3}(?:,? \d{1,3}){0,3}$`)
	commentLine = automaton.MustCompile(`^<!--.*-->$`)
	endMarkLine = automaton.MustCompile(`^(?:\\?#){2,3}$`)
	// footnoteLine is the head of a footnote: a number or stars, then words.
	footnoteLine = automaton.MustCompile(`^(?:\d{1,3}|\\?\*{1,3}|[a-z])(?:[\s\p{Zs}]+|$)`)
	starCall     = automaton.MustCompile(`[\p{L}\d.,:)]\*{1,3}(?:\s|$)`)
	starNote     = automaton.MustCompile(`^\\?\*{1,3}[\s\p{Zs}]+\S`)
	looseNote    = automaton.MustCompile(`^\d{1,3}/?[\s\p{Zs}]+(?:See |Ibid|Official Records|United Nations,|[A-Z]+/|Resolution \d|Documents? )`)
)

// markFurniture sets the kind of the lines that are no text. body is the first line of the body: before it
// the symbol and the running title are the document's own, behind it they are furniture.
func (p *parser) markFurniture(body int) {
	symbol, running := p.ownSymbol(body), p.runningTitle(body)
	for i := range p.lines {
		l := &p.lines[i]
		if l.blank() || l.kind != "" {
			continue
		}
		switch {
		case ruleLine.MatchString(p.source(l.span)):
			l.kind = ruleKind
		case barcodeLine.MatchString(l.text):
			l.kind = barcodeKind
		case jobLine.MatchString(l.text):
			l.kind = jobKind
		case pageLine.MatchString(l.text) && !p.markdown:
			l.kind = pageKind
		case endMarkLine.MatchString(p.source(l.span)):
			l.kind = endMarkKind
		case p.markdown && commentLine.MatchString(p.source(l.span)):
			l.kind = commentKind
		case i > body && symbol != "" && strings.TrimRight(l.text, "* ") == symbol:
			l.kind = headerKind
		}
	}
	p.markRunningTitles(body, running)
	p.markFootnotes(body)
	p.markFootnoteCalls()
}

// ownSymbol returns the document symbol in the masthead, "" when there is none.
func (p *parser) ownSymbol(body int) string {
	for i := range p.lines[:body] {
		s := strings.TrimRight(p.lines[i].text, "* ")
		for len(s) > 0 && len(s) <= longestSymbolLine {
			if p.is("symbol", s) {
				return s
			}
			_, s, _ = strings.Cut(s, " ") // "United Nations A/RES/60/1"
		}
	}
	return ""
}

// longestSymbolLine is the length in bytes up to which a line of a masthead is searched for a symbol at its end.
const longestSymbolLine = 80

// runningTitle returns the letters of everything before the body: page headers repeat parts of it.
func (p *parser) runningTitle(body int) string {
	var b strings.Builder
	for i := range p.lines[:min(body, longestMasthead)] {
		b.WriteString(letters(p.lines[i].text))
	}
	return b.String()
}

// longestMasthead is how many lines at most stand before a body whose titles are repeated on its pages.
const longestMasthead = 200

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// markRunningTitles marks the lines beside a page number or a repeated symbol that repeat the masthead.
func (p *parser) markRunningTitles(body int, running string) {
	isPage := func(i int) bool {
		switch p.lines[i].kind {
		case headerKind, pageKind, jobKind:
			return true
		}
		return false
	}
	repeats := func(i int) bool {
		s := letters(p.lines[i].text)
		return len(s) > 3 && strings.Contains(running, s)
	}
	mark := func(i, step int) {
		for blanks := 0; i > body && i < len(p.lines) && blanks < 3; i += step {
			switch l := &p.lines[i]; {
			case l.blank():
				blanks++
			case isPage(i):
			case l.kind == "" && repeats(i):
				l.kind, blanks = headerKind, 0
			default:
				return
			}
		}
	}
	for i := body; i < len(p.lines); i++ {
		if i > body && isPage(i) {
			mark(i-1, -1)
			mark(i+1, 1)
		}
	}
}

// markFootnotes marks what stands between a rule and the end of its page, and notes without a rule that
// begin like one.
func (p *parser) markFootnotes(body int) {
	called := 0 // the most stars that call a footnote so far
	for i := 0; i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.blank() {
			continue
		}
		next := p.next(i)
		if m := starCall.FindString(l.text); !p.markdown {
			called = max(called, strings.Count(m, "*"))
		}
		switch {
		case l.kind == "" && called > 0 && p.blankBefore(i) && starNote.MatchString(l.text) && strings.Count(starNote.FindString(l.text), "*") <= called:
			p.markNote(i)
		case l.kind == ruleKind && next < len(p.lines) && p.lines[next].kind == "" &&
			(!p.markdown && footnoteLine.MatchString(p.source(p.lines[next].span)) || starNote.MatchString(p.source(p.lines[next].span))):
			i = p.markNotes(next)
		case l.kind == "" && i > body && !p.markdown && (p.blankBefore(i) || p.lines[i-1].kind == footnoteKind) && p.looseNote(i):
			p.markNote(i)
		}
	}
}

// looseNote reports whether a footnote that no rule announces begins at line i: its head is that of a
// reference, or its number stands alone before an indented line.
func (p *parser) looseNote(i int) bool {
	l := p.lines[i]
	if looseNote.MatchString(l.text) {
		return true
	}
	next := p.next(i)
	return callLine.MatchString(l.text) && next == i+1 && next < len(p.lines) && p.lines[next].indent > l.indent &&
		startsUpper(p.lines[next].text) && (p.previousFinished(i) || i > 1 && p.lines[i-1].blank() && p.lines[i-2].blank())
}

// markNotes marks the footnotes from line i to the end of the page, and returns the last line of them.
func (p *parser) markNotes(i int) int {
	last := i - 1
	for ; i < len(p.lines); i++ {
		l := &p.lines[i]
		if l.blank() {
			continue
		}
		if l.kind != "" || p.markdown && last >= 0 && p.blankBefore(i) && !starNote.MatchString(p.source(l.span)) {
			break
		}
		if p.blankBefore(i) && last >= 0 && !footnoteLine.MatchString(p.source(l.span)) && p.startsParagraph(i) {
			break
		}
		l.kind = footnoteKind
		last = i
	}
	return max(last, i-1)
}

// markNote marks one footnote: to the next blank line, or to the line that begins a paragraph.
func (p *parser) markNote(i int) {
	for j := i; j < len(p.lines) && !p.lines[j].blank() && p.lines[j].kind == ""; j++ {
		if j > i && (p.startsParagraph(j) || j > i+1 && p.lines[j].indent < p.lines[j-1].indent) {
			return
		}
		p.lines[j].kind = footnoteKind
		if j > i && strings.HasSuffix(p.lines[j].text, ".") && j+1 < len(p.lines) && p.lines[j+1].indent < p.lines[j].indent {
			return
		}
	}
}

// startsParagraph reports whether line i begins with a number or with a performative.
func (p *parser) startsParagraph(i int) bool {
	l := p.lines[i]
	if m := p.marker(&l); m.kind != noMarker {
		return true
	}
	return startsUpper(l.text) && p.opens(l.text)
}

// markFootnoteCalls marks numbers alone on a line inside a sentence.
func (p *parser) markFootnoteCalls() {
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind != "" || !callLine.MatchString(l.text) || p.markdown {
			continue
		}
		before, after := p.previous(i), p.next(i)
		if after == len(p.lines) || p.lines[after].row == l.row || before >= 0 && p.lines[before].row == l.row {
			continue // a column beside others
		}
		if before >= 0 && l.indent > p.lines[before].indent+4 || l.indent > p.lines[after].indent+4 {
			l.kind = footnoteCallKind
		}
	}
}

// next returns the index of the next line that is not blank, or the number of lines.
func (p *parser) next(i int) int {
	for i++; i < len(p.lines) && p.lines[i].blank(); i++ {
	}
	return i
}

// previous returns the index of the last line before i that is not blank, or -1.
func (p *parser) previous(i int) int {
	for i--; i >= 0 && p.lines[i].blank(); i-- {
	}
	return i
}

func (p *parser) blankBefore(i int) bool { return i == 0 || p.lines[i-1].blank() }

// previousFinished reports whether the last text line before i ends a sentence or an item.
func (p *parser) previousFinished(i int) bool {
	for range 100 { // no page has more lines of furniture
		if i = p.previous(i); i < 0 || p.lines[i].kind == "" {
			break
		}
	}
	return i < 0 || finished(p.lines[i].text)
}

var finishedText = automaton.MustCompile(`[.;:,!?…]["”’)\]*_ ]*(?:\s?\d{1,2}(?:, ?\d{1,2})*)?(?: (?:and|or))?$`)

// finished reports whether s ends with a mark after which a paragraph may begin; a footnote number may
// follow the mark.
func finished(s string) bool { return finishedText.MatchString(s) }

// yaml marks the metadata block at the head of a Markdown file and returns the span of the value of its
// title.
func (p *parser) yaml() (title source.Span) {
	first := p.next(-1)
	if !p.markdown || first >= len(p.lines) || p.lines[first].text != "---" {
		return
	}
	last := -1
	for i := first + 1; i < len(p.lines) && last < 0; i++ {
		switch s := p.source(p.lines[i].span); {
		case s == "---" || s == "...":
			last = i
		case i == first+1 && !yamlKey.MatchString(s):
			return
		}
	}
	if last < 0 {
		return
	}
	for i := first; i <= last; i++ {
		p.lines[i].kind = yamlKind
	}
	s := source.Span{Start: p.lines[first].span.Start, End: p.lines[last].span.Start}
	if m := yamlTitle.FindStringSubmatchIndex(p.source(s)); m != nil {
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 {
				title = trim(p.text.Content, source.Span{Start: s.Start + m[g], End: s.Start + m[g+1]})
			}
		}
	}
	return title
}

var (
	yamlKey = automaton.MustCompile(`^[A-Za-z_][\w-]*:`)
	// yamlTitle takes a double-quoted, a single-quoted and a plain value, each in a group of its own.
	yamlTitle = regexp.MustCompile(`(?m)^title:[ \t]*(?:"((?:[^"\\]|\\(?s:.))*)"|'((?:[^']|'')*)'|([^"'\s].*))`)
)
