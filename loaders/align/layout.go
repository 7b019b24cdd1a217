package align

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// notes are the numbers by which a document calls its footnotes. Calls count notes and say nothing of the work,
// so they are blanked where texts are compared.
type notes struct {
	lex     *lexicon.Lexicon
	numbers map[string]bool
	next    int // the call that is due in the order of the text
	buffer  []lexicon.Token
}

func newNotes(d *document.Document, lex *lexicon.Lexicon) *notes {
	n := &notes{lex: lex, numbers: map[string]bool{}, next: 1}
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind != "footnote" {
			continue
		}
		mark := strings.TrimFunc(d.Text.Content[b.Span.Start:b.BodyStart], func(r rune) bool { return !unicode.IsDigit(r) })
		if mark != "" {
			n.numbers[mark] = true
		}
	}
	return n
}

// blanked returns the text of a block, the next in order, with spaces in place of the calls of footnotes:
// "Convention,2 and", "of 19492", and, parted by white space, the one that is due.
func (n *notes) blanked(text string, mentions []mention.Mention) string {
	if len(n.numbers) == 0 {
		return text
	}
	out := []byte(text)
	n.buffer = n.lex.Tokens(n.buffer[:0], text)
	for i, t := range n.buffer {
		if t.Kind != lexicon.Number || i == 0 {
			continue
		}
		from := n.call(text, t, n.buffer[i-1], n.buffer[i+1:])
		if from < 0 || from == t.Start && from > n.buffer[i-1].End && named(mentions, t) {
			continue
		}
		n.next, _ = strconv.Atoi(text[from:t.End])
		n.next++
		for k := from; k < t.End; k++ {
			out[k] = ' '
		}
	}
	return string(out)
}

// named reports whether a number is part of a name or a date.
func named(mentions []mention.Mention, t lexicon.Token) bool {
	return slices.ContainsFunc(mentions, func(m mention.Mention) bool {
		return m.Span.Contains(source.Span{Start: t.Start, End: t.End})
	})
}

// call returns where in a number the call of a footnote begins, -1 for none.
func (n *notes) call(text string, t, before lexicon.Token, after []lexicon.Token) int {
	const (
		year   = 4
		missed = 3 // calls that may be overlooked without losing count
	)
	number := text[t.Start:t.End]
	if len(number) > year && isYear(number[:year]) && n.numbers[number[year:]] {
		return t.Start + year
	}
	if !n.numbers[number] {
		return -1
	}
	k, _ := strconv.Atoi(number)
	glued, due := t.Start == before.End, k >= n.next && k < n.next+missed
	switch before.Kind {
	case lexicon.Sign:
		last, size := utf8.DecodeLastRuneInString(text[:before.End])
		if !strings.ContainsRune(`,;:)”"’.`, last) {
			return -1
		}
		if r, _ := utf8.DecodeLastRuneInString(text[:before.End-size]); glued && last == '.' && !unicode.IsLower(r) {
			return -1
		}
	case lexicon.Word:
		// A number behind a word may count the things that follow.
		counts := len(after) > 0 && after[0].Kind != lexicon.Sign && !n.lex.Comparison.Form[lexicon.Fold(text[after[0].Start:after[0].End])]
		if !glued && (counts || n.lex.Comparison.Form[lexicon.Fold(text[before.Start:before.End])]) {
			return -1
		}
	case lexicon.Number:
		if !isYear(text[before.Start:before.End]) {
			return -1
		}
	}
	if glued || due {
		return t.Start
	}
	return -1
}

func isYear(s string) bool { return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") }

// spaced joins neighbouring hunks whose letters are the same on both sides, however they are parted: "adop tion".
func (d *wording) spaced(hunks []hunk) []hunk {
	const neighbours, apart = 4, 2
	for k := 0; k < len(hunks); k++ {
		for l := k + 1; l < min(k+neighbours, len(hunks)) && hunks[l].from-hunks[l-1].to <= apart; l++ {
			if joined := (hunk{hunks[k].from, hunks[l].to}); d.spelled(joined) {
				hunks[k] = joined
				hunks = append(hunks[:k+1], hunks[l+1:]...)
				break
			}
		}
	}
	return hunks
}

// stretch returns what both texts have in place of a hunk: all between the words before and behind it.
func (d *wording) stretch(h hunk) (a, b source.Span) {
	if h.from > 0 {
		a.Start, b.Start = d.endA(d.steps[h.from-1]), d.endB(d.steps[h.from-1])
	}
	a.End, b.End = len(d.textA), len(d.textB)
	if h.to < len(d.steps) {
		a.End, b.End = d.startA(d.steps[h.to]), d.startB(d.steps[h.to])
	}
	a.Start, b.Start = min(a.Start, a.End), min(b.Start, b.End)
	return a, b
}

// spelled reports whether both sides of a hunk have the same letters.
func (d *wording) spelled(h hunk) bool { return d.alike(h, letters) }

// printed reports whether nothing but white space and the ways to print a sign part the sides of a hunk.
func (d *wording) printed(h hunk) bool { return d.alike(h, unspaced) }

// alike reports whether both sides of a hunk are the same in a form, with or without the calls of footnotes.
func (d *wording) alike(h hunk, form func(string) string) bool {
	a, b := d.stretch(h)
	same := func(x, y string) bool { return form(x[a.Start:a.End]) == form(y[b.Start:b.End]) }
	return same(d.textA, d.textB) || same(d.rawA, d.rawB) || same(d.openA, d.openB)
}

// unbroken returns the text of a block with spaces in place of the hyphens that end a line of the source: whether
// they are of the word or of the line, nobody can tell.
func (b *block) unbroken(text string) string {
	out := []byte(nil)
	for i := 1; i+1 < len(text); i++ {
		if text[i] != '-' || text[i+1] == ' ' {
			continue
		}
		if at := b.View.Source(source.Span{Start: i, End: i + 1}).End; at < len(b.content) && (b.content[at] == '\n' || b.content[at] == '\r' || b.content[at] == ' ') {
			if out == nil {
				out = []byte(text)
			}
			out[i] = ' '
		}
	}
	if out == nil {
		return text
	}
	return string(out)
}

// unspaced is a text without its white space, its signs folded.
func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, sign(s))
}

// letters returns the letters and digits of a text, folded.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, lexicon.FoldText(s))
}
