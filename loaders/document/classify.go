package document

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// classify gives every passage its class and kind. first is the passage in which the body seems to begin.
// A letter may carry several texts as annexes; each is read like a document, and its passages know which it is.
func (p *parser) classify(first int) {
	letter := p.letterEnd()
	from, start := 0, letter
	for annex := 1; ; annex++ {
		begin, structured := p.bodyPassage(start, max(first, start))
		p.head(from, begin, structured)
		end := p.body(begin, structured)
		for _, q := range p.passages[from:] {
			q.annex = annex
		}
		if !p.annexFollows(letter, end) {
			p.tail(end)
			return
		}
		from, start = end, end+1
	}
}

// letterEnd returns the index behind the letter at the head of the text, 0 when there is none.
func (p *parser) letterEnd() int {
	letter, signed, annex := -1, -1, -1
	for k, q := range p.passages {
		switch {
		case letter < 0:
			if q.furniture == "" && p.is("letter-heading", q.text) {
				letter = k
			}
		case annex < 0 && q.furniture == "" && p.is("annex-heading", q.text):
			annex = k
		case signed < 0 && q.furniture == "" && p.is("signature", q.text):
			signed = k
		}
	}
	switch {
	case letter < 0:
		return 0
	case annex >= 0:
		return annex
	case signed < 0:
		return len(p.passages)
	}
	for signed++; signed < len(p.passages) && p.passages[signed].furniture == ""; signed++ {
	}
	return signed
}

// annexFollows reports whether passage k is the heading of a further annex to a letter, with a preamble or an
// operative part of its own.
func (p *parser) annexFollows(letter, k int) bool {
	if letter == 0 || k >= len(p.passages) || p.closingKind(p.passages[k]) != "annex-heading" {
		return false
	}
	_, structured := p.bodyPassage(k+1, k+1)
	return structured
}

// texts calls f for the passages of text from index i on, until it returns false.
func (p *parser) texts(i int, f func(k int, q *passage) bool) {
	for k := i; k < len(p.passages); k++ {
		if q := p.passages[k]; q.furniture == "" && !f(k, q) {
			return
		}
	}
}

// nextText returns the index of the next passage of text from i on, or the number of passages.
func (p *parser) nextText(i int) int {
	for i < len(p.passages) && p.passages[i].furniture != "" {
		i++
	}
	return i
}

// preambular reports whether a passage begins like a preambular paragraph.
func (p *parser) preambular(q *passage) bool {
	if q.marker.kind >= alphaMarker && q.marker.kind != dashMarker {
		return false
	}
	if !startsUpper(q.text) && q.marker.kind != dashMarker && !p.lower {
		return false
	}
	h, ok := p.find.opening(q.text)
	return ok && q.marker.kind != headingMarker && !p.headline(q.text, h)
}

// headline reports whether a short text that opens with a gerund is a heading: "Supporting Developing
// Economies". It lacks the mark at its end, and is written like a title or names an act of others.
func (p *parser) headline(s string, h hit) bool {
	if !shortOpen(s) {
		return false
	}
	switch h.row.Family {
	case "exhortation", "undertaking", "decision":
		return true
	}
	return titleCase(s)
}

// shortOpen reports whether s is short and lacks a mark at its end, as headings do.
func shortOpen(s string) bool { return !finished(s) && utf8.RuneCountInString(s) <= 120 }

// titleCase reports whether the longer words of s, after the first, begin with a capital.
func titleCase(s string) bool {
	upper, long := 0, 0
	for i, w := range strings.Fields(s) {
		if i > 0 && utf8.RuneCountInString(w) > 4 {
			long++
			if unicode.IsUpper(firstLetter(w)) {
				upper++
			}
		}
	}
	return long > 1 && upper*4 >= long*3
}

// operative reports whether a passage begins like an operative paragraph.
func (p *parser) operative(q *passage) bool {
	switch q.marker.kind {
	case decimal:
		return true
	case alphaMarker:
		h, ok := p.find.acting(q.text)
		return ok && q.marker.value == 1 && startsUpper(q.text) && h.form == third
	case noMarker:
		h, ok := p.find.acting(q.text)
		return ok && startsUpper(q.text) && (h.form == third || h.verbal(q.text) && !shortOpen(q.text)) || p.operativeChapeau(q)
	}
	return false
}

// operativeChapeau reports whether a passage announces the operative paragraphs: "Hereby decide to:".
func (p *parser) operativeChapeau(q *passage) bool {
	return q.marker.kind == noMarker && len(q.text) < 250 && p.is("operative-chapeau", q.text)
}

// bodyPassage returns the passage in which the body begins, its chapeau left out. structured is false for
// prose: a text without preambular paragraphs and without a chapeau before its operative ones. The search
// begins at from; first is the passage in which the body seems to begin.
func (p *parser) bodyPassage(from, first int) (begin int, structured bool) {
	before := -1
	begin = len(p.passages)
	p.texts(from, func(k int, q *passage) bool {
		after := p.nextText(k + 1)
		speaks := before >= 0 && p.chapeauText(p.passages[before].text)
		follows := after < len(p.passages) && (p.preambular(p.passages[after]) || p.operative(p.passages[after]))
		switch {
		case p.preambular(q) && (speaks || follows && !strings.HasSuffix(q.text, ".")):
			begin, structured = k, true
		case k >= first && p.operative(q) && speaks && q.marker.value <= 1:
			begin, structured = k, true
		}
		before = k
		return !structured
	})
	if structured {
		return p.unknownOpening(from, begin), true
	}
	return p.proseStart(from), false
}

// unknownOpening returns the first passage behind the chapeau when only paragraphs lie between that and begin:
// what follows the chapeau is preamble, also when its first word is misread or unknown.
func (p *parser) unknownOpening(from, begin int) int {
	first := begin
	for k := begin - 1; k >= from; k-- {
		q := p.passages[k]
		if q.furniture != "" {
			continue
		}
		if p.chapeauText(q.text) {
			return first
		}
		if q.marker.kind != noMarker || !endsInComma.MatchString(q.text) && !strings.HasSuffix(q.text, ";") {
			break
		}
		first = k
	}
	return begin
}

// proseStart returns the first passage of a text in prose: the first sentence after titles and masthead.
func (p *parser) proseStart(from int) int {
	begin := len(p.passages)
	p.texts(from, func(k int, q *passage) bool {
		if q.kind == "yaml-title" || p.boilerplate(q.text) != "" || p.headKind(q) != "" || p.heading(q) || q.marker.kind == headingMarker {
			return true
		}
		begin = k
		return false
	})
	return begin
}

// boilerplateKinds are the formulas of the page around a text, and the kinds of the blocks they make.
var boilerplateKinds = []struct{ formula, kind string }{
	{"copyright", "copyright"}, {"terms", "terms-of-use"}, {"phone", "helpline"},
}

// longestNotice is the length in bytes up to which a passage can be a notice of the page: a longer one that
// names a telephone or terms of use speaks of them.
const longestNotice = 400

// boilerplate returns the kind of a passage that belongs to the page around a text, "" for none.
func (p *parser) boilerplate(s string) string {
	if p.is("address", s[:min(len(s), longestNotice)]) {
		return "unrelated-address"
	}
	if len(s) > longestNotice {
		return ""
	}
	if linkBar(s) {
		return "navigation"
	}
	for _, b := range boilerplateKinds {
		if p.is(b.formula, s) {
			return b.kind
		}
	}
	return ""
}

// linkBar reports whether s is a row of short items between bars.
func linkBar(s string) bool {
	items := strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '»' || r == '·' })
	if len(items) < 3 {
		return false
	}
	for _, item := range items {
		if utf8.RuneCountInString(strings.TrimSpace(item)) > 40 {
			return false
		}
	}
	return true
}

// headKinds are the parts of a masthead in the order in which they are asked.
var headKinds = []string{"letter-heading", "annex-heading", "resolution-title", "resolution-heading", "distribution", "original-language",
	"date", "session", "agenda-item", "symbol", "masthead-body", "masthead", "adoption", "report", "sponsors"}

// headKind returns which part of a masthead a passage is, "" for none.
func (p *parser) headKind(q *passage) string {
	for _, kind := range headKinds {
		if p.is(kind, q.text) {
			return kind
		}
	}
	return ""
}

// head classifies what stands between passage from and the body.
func (p *parser) head(from, begin int, structured bool) {
	end := begin
	if structured {
		end = p.chapeau(from, begin)
	}
	h := headReader{p: p, letter: -1}
	for k := from; k < end; k++ {
		if p.passages[k].furniture == "" {
			h.read(k)
		} else if h.signed && h.letter >= 0 {
			h.letter, h.annex = -1, true // a rule or the end of the page ends the signature
		}
	}
	h.titles(end)
}

// chapeau classifies the chapeau before passage begin, and headings between them, and returns its index; begin
// when there is none.
func (p *parser) chapeau(from, begin int) int {
	for k := begin - 1; k >= from; k-- {
		q := p.passages[k]
		switch {
		case q.furniture != "":
		case p.chapeauText(q.text) && q.marker.kind != headingMarker:
			q.set(Chapeau, "chapeau")
			for _, h := range p.passages[k+1 : begin] {
				if h.furniture == "" {
					h.set(Title, "section-heading")
				}
			}
			return k
		case !p.heading(q) || p.headKind(q) != "":
			return begin
		}
	}
	return begin
}

func (q *passage) set(c Class, kind string) { q.class, q.kind = c, kind }

// headReader walks over the passages before the body.
type headReader struct {
	p      *parser
	letter int  // passages since the heading of a letter, -1 outside of letters
	signed bool // the letter is signed
	annex  bool // the annex has begun
	agenda bool // the agenda item was the passage before
	titled bool // a title was read
	open   []int
}

func (h *headReader) read(k int) {
	q := h.p.passages[k]
	agenda := h.agenda
	h.agenda = false
	kind := h.p.headKind(q)
	switch {
	case q.kind == "yaml-title":
		q.set(Title, "title")
		h.titled = true
	case kind == "letter-heading" && h.letter < 0 && !h.annex:
		q.set(LetterText, kind)
		h.letter = 0
	case kind == "annex-heading":
		q.set(FrontMatter, kind)
		h.titled = true // what stands before an annex is no title of it
		h.titles(k)
		h.letter, h.annex, h.titled = -1, true, false
	case h.letter >= 0:
		h.readLetter(q)
	case h.p.boilerplate(q.text) != "" && !h.p.preambular(q):
		q.set(Boilerplate, h.p.boilerplate(q.text))
	case kind == "resolution-title" || kind == "resolution-heading":
		q.set(Title, kind)
		h.titled = true
	case kind == "original-language" && h.annex:
		q.set(FrontMatter, "annex-original-language")
	case kind != "":
		q.set(FrontMatter, kind)
		h.agenda = kind == "agenda-item" || agenda && kind == "masthead"
	case agenda:
		q.set(FrontMatter, "agenda-title")
	case h.p.heading(q) || q.marker.kind == headingMarker:
		h.open = append(h.open, k)
	case h.titled || len(h.open) > 0:
		q.set(Introductory, "introductory")
		h.titles(k)
	default:
		q.set(Introductory, "introductory")
	}
}

// readLetter classifies a passage of a letter.
func (h *headReader) readLetter(q *passage) {
	switch {
	case h.p.is("signature", q.text):
		q.set(LetterText, "signature")
		h.signed = true
	case h.signed:
		q.set(LetterText, "signatory-title")
	case h.p.is("salutation", q.text):
		q.set(LetterText, "salutation")
	default:
		q.set(LetterText, "letter-paragraph")
	}
}

// titles decides about headings that were passed over: the last before the words of the document is its
// title, unless it has one.
func (h *headReader) titles(end int) {
	for i, k := range h.open {
		q := h.p.passages[k]
		if i == len(h.open)-1 && !h.titled {
			q.set(Title, "title")
			h.titled = true
			continue
		}
		q.set(FrontMatter, "heading")
	}
	h.open = nil
}
