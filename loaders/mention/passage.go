package mention

import (
	"slices"

	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// passage is a text while names are sought in it. Its room is that of all passages of a document, one after the
// other.
type passage struct {
	text   string
	lex    *lexicon.Lexicon
	local  acronyms // introduced by the document
	tokens []lexicon.Token
	sets   []lexicon.Classes // by token
	found  []candidate
	at     []int32 // by token: 1 + index in found of the longest entity mention that begins there, 0 for none
	until  []int32 // by token: the same of the longest that ends there, that is, whose last token it is
	themes []int32 // by token: the end of the longest theme that begins there, 0 for none
}

// candidate is what a recognizer offers: a mention and the tokens it takes.
type candidate struct {
	first, last int // tokens, half-open
	Mention
	phrase *lexicon.Phrase // the row it comes from, or nil
	call   int             // bytes at the end of the last token that are the call of a footnote
}

// recognizer adds candidates of one kind to a passage.
type recognizer struct {
	kind string
	find func(*passage)
}

// recognizers lists them all. A later one sees what the earlier ones found; of two candidates with one span
// the earlier stays.
var recognizers = []recognizer{
	{"phrase of the lexicon", (*passage).phrases},
	{"date", (*passage).dates},
	{"document symbol", (*passage).symbols},
	{"resolution", (*passage).resolutions},
	{"government", (*passage).governments},
	{"acronym of the document", (*passage).localAcronyms},
	{"capitalised name", (*passage).titles},
	{"conference of parties", (*passage).conferences},
	{"treaty series", (*passage).treatySeries},
	{"standards", (*passage).standards},
	{"organ of a resolution", (*passage).subsidiaries},
	{"role", (*passage).roles},
	{"letter", (*passage).letters},
	{"meeting", (*passage).meetings},
	{"session and agenda item", (*passage).sessions},
	{"set of documents", (*passage).collections},
	{"group by description", (*passage).descriptions},
	{"person", (*passage).persons},
	{"language", (*passage).languages},
	{"short form", (*passage).shortForms},
	{"introduced acronym", (*passage).introductions},
}

func newPassage(text string, lex *lexicon.Lexicon, local acronyms) *passage {
	p := &passage{lex: lex}
	p.reset(text, local)
	return p
}

// reset makes p the passage of another text, in the same room.
func (p *passage) reset(text string, local acronyms) {
	p.text, p.local, p.found = text, local, p.found[:0]
	p.tokens = p.lex.Tokens(p.tokens[:0], text)
	n := len(p.tokens)
	p.sets = slices.Grow(p.sets[:0], n)
	for _, t := range p.tokens {
		p.sets = append(p.sets, p.lex.ClassesOf(t.Word))
	}
	for _, marks := range []*[]int32{&p.at, &p.until, &p.themes} {
		*marks = slices.Grow((*marks)[:0], n)[:n]
		clear(*marks)
	}
}

// add offers a mention of tokens first to last.
func (p *passage) add(first, last int, form Form, typ, key string) *candidate {
	p.found = append(p.found, candidate{first: first, last: last, Mention: Mention{Form: form, Type: typ, Key: key}})
	c := &p.found[len(p.found)-1]
	p.mark(c, int32(len(p.found)))
	return c
}

// mark notes where the n-th candidate begins and ends, unless a longer one does.
func (p *passage) mark(c *candidate, n int32) {
	if c.Layer == ThemeLayer {
		p.themes[c.first] = max(p.themes[c.first], int32(c.last))
		return
	}
	if old := p.at[c.first]; old == 0 || p.found[old-1].last < c.last {
		p.at[c.first] = n
	}
	if old := p.until[c.last-1]; old == 0 || p.found[old-1].first > c.first {
		p.until[c.last-1] = n
	}
}

// startingAt returns the longest entity mention that begins at token i, nil for none.
func (p *passage) startingAt(i int) *candidate {
	if i < 0 || i >= len(p.at) || p.at[i] == 0 {
		return nil
	}
	return &p.found[p.at[i]-1]
}

// endingAt returns the longest entity mention that ends before token i, nil for none.
func (p *passage) endingAt(i int) *candidate {
	if i <= 0 || i > len(p.until) || p.until[i-1] == 0 {
		return nil
	}
	return &p.found[p.until[i-1]-1]
}

// span returns the bytes of tokens first to last.
func (p *passage) span(first, last int) source.Span {
	return source.Span{Start: p.tokens[first].Start, End: p.tokens[last-1].End}
}

// word returns token i as written, "" beyond the ends.
func (p *passage) word(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.text[p.tokens[i].Start:p.tokens[i].End]
}

// in returns the place of token i in a class of words, 0 for none.
func (p *passage) in(i int, c lexicon.Class) int {
	if i < 0 || i >= len(p.tokens) || p.tokens[i].Word == 0 {
		return 0
	}
	return p.lex.In(p.tokens[i].Word, c)
}

// is reports whether token i is of a class of words.
func (p *passage) is(i int, c lexicon.Class) bool {
	return i >= 0 && i < len(p.sets) && p.sets[i].Has(c)
}

// kind returns the kind of token i, Sign beyond the ends.
func (p *passage) kind(i int) lexicon.Kind {
	if i < 0 || i >= len(p.tokens) {
		return lexicon.Sign
	}
	return p.tokens[i].Kind
}

// capital reports whether token i is a word with a capital.
func (p *passage) capital(i int) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].Kind == lexicon.Word && p.tokens[i].Case != lexicon.Lower
}

// after skips words of a class from token i on.
func (p *passage) after(i int, c lexicon.Class) int {
	for p.is(i, c) {
		i++
	}
	return i
}

// opens reports whether token i begins the passage or a sentence of it.
func (p *passage) opens(i int) bool {
	if i == 0 {
		return true
	}
	switch p.word(i - 1) {
	case ".", ";", ":", "?", "!", "•":
		return true
	}
	return false
}
