package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/automaton"
)

// classify gives every passage its class and kind. first is the passage in which the body seems to begin. A letter
// may carry several texts as annexes, and a page of a printed volume several resolutions: each is read like a
// document, and its passages know which it is.
func (p *parser) classify(first int) {
	letter := p.letterEnd()
	from, start, annex := 0, letter, 0
	if letter > 0 {
		annex = 1
	}
	for texts := 1; ; texts++ {
		begin, structured := p.bodyPassage(start, max(first, start))
		p.head(from, begin, structured)
		end := p.body(begin, structured)
		switch {
		case texts > 1 && letter > 0:
			p.within(fmt.Sprintf("A%d", annex), from, end)
		case texts > 1:
			p.within(ordinalLetter(texts), from, end)
		}
		switch {
		case p.annexFollows(letter, end):
			annex++
			from, start = end, end+1
			continue
		case structured && letter == 0:
			if from = p.tail(end, p.furtherText); from < len(p.passages) && p.furtherText(from) {
				start = from
				continue
			}
			p.annexes(from, annex)
			return
		}
		p.annexes(p.tail(end, nil), annex)
		return
	}
}

// ordinalLetter returns "B" for 2. Beyond the alphabet it is a number.
func ordinalLetter(n int) string {
	if n > 26 {
		return fmt.Sprintf("N%d", n)
	}
	return string(rune('A' + n - 1))
}

func (p *parser) within(name string, from, end int) {
	for _, q := range p.passages[from:end] {
		q.within = name
	}
}

// furtherText reports whether another resolution begins with passage k: who speaks, alone before a paragraph, or a
// heading not far above that.
func (p *parser) furtherText(k int) bool {
	q := p.passages[k]
	if p.speaker(q) {
		return p.paragraphFollows(k, len(p.passages))
	}
	if kind := p.headKind(q); kind != "resolution-title" && kind != "resolution-heading" && !partLetter.MatchString(q.text) {
		return false
	}
	for range longestHeading {
		if k = p.nextText(k + 1); k == len(p.passages) {
			break
		}
		if p.speaker(p.passages[k]) {
			return p.paragraphFollows(k, len(p.passages))
		}
	}
	return false
}

// partLetter is the heading of one of the parts in which a resolution is adopted.
var partLetter = automaton.MustCompile(`^[A-Z]$`)

// longestHeading is how many passages at most the heading of a resolution takes: its title, an agenda item, a letter.
const longestHeading = 4

// speaker reports whether a passage is no more than the name of the body that speaks: "The General Assembly,". One
// without its comma is the heading of a section, "The Committee".
func (p *parser) speaker(q *passage) bool {
	return q.marker.kind == noMarker && utf8.RuneCountInString(q.text) <= 120 && p.chapeauText(q.text) && strings.ContainsAny(q.text[len(q.text)-1:], ",.") && !p.speaks(q)
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
	if q.marker.kind == noMarker && p.is("recital", q.text) {
		return !strings.HasSuffix(q.text, ".")
	}
	h, ok := p.find.opening(q.text)
	return ok && q.marker.kind != headingMarker && !p.headline(q.text, h) && !(shortOpen(q.text) && p.emphasized(q))
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
		case k >= first && p.operative(q) && q.marker.value <= 1 && (speaks || p.unknownOpening(from, k) < k):
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
		if p.chapeauText(q.text) || p.weMet(q) && p.isRecital(first) {
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
