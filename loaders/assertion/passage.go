package assertion

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// passage is a run of text as tokens, with the mentions that begin at each of them. Patterns are matched
// against passages.
type passage struct {
	block  int
	text   string // the view of the block
	tokens []source.Span
	words  []string             // the tokens, lower case
	starts [][]*mention.Mention // by token: the mentions that begin there, longest first
	after  []int                // by token: the token after the longest entity mention that begins there
	whole  *mention.Mention     // the mention the passage lies in, or nil

	terms   terms    // what of the words of the patterns it holds
	classes []string // of the mentions, "Theme" for the theme layer
}

// within reads the tokens of span and those mentions of ms, all of the block and by start, that lie in it.
func (w *wording) within(span source.Span, ms []mention.Mention, v vocabulary) *passage {
	p := &passage{block: w.block, text: w.text}
	p.tokens, p.words = w.part(span)
	p.terms = v.none()
	for _, word := range p.words {
		v.add(p.terms, word)
	}
	p.after = make([]int, len(p.tokens))
	for i := range p.after {
		p.after[i] = i + 1
	}
	p.starts = make([][]*mention.Mention, len(p.tokens))
	begin := make([]*mention.Mention, 0, len(ms))
	for k := range ms {
		m := &ms[k]
		if !span.Contains(m.Span) || m.Span.Len() == 0 {
			continue
		}
		i := sort.Search(len(p.tokens), func(i int) bool { return p.tokens[i].Start >= m.Span.Start })
		if i == len(p.tokens) || p.tokens[i].Start != m.Span.Start {
			continue
		}
		// "ASEAN-U.S." is a word of its own: half of it says nothing of ASEAN.
		if last := p.tokens[p.end(m)-1]; last.End > m.Span.End {
			continue
		}
		begin = append(begin, m)
		p.starts[i] = begin[len(begin)-len(p.starts[i])-1:]
		class := m.Type
		if m.Layer == mention.ThemeLayer {
			class = "Theme"
		}
		if !slices.Contains(p.classes, class) {
			p.classes = append(p.classes, class)
		}
		if m.Layer == mention.EntityLayer {
			p.after[i] = max(p.after[i], p.end(m))
		}
	}
	return p
}

// end returns the token after m.
func (p *passage) end(m *mention.Mention) int {
	return sort.Search(len(p.tokens), func(i int) bool { return p.tokens[i].Start >= m.Span.End })
}

// span returns the text from token i to before token j.
func (p *passage) span(i, j int) source.Span {
	if i >= j {
		return source.Span{Start: p.tokens[i].Start, End: p.tokens[i].Start}
	}
	return source.Span{Start: p.tokens[i].Start, End: p.tokens[j-1].End}
}

// part returns the tokens in span, with their words. They are those of the whole where none of these crosses an
// end of the span.
func (w *wording) part(span source.Span) ([]source.Span, []string) {
	i := w.at(span.Start)
	j := i + sort.Search(len(w.tokens)-i, func(k int) bool { return w.tokens[i+k].Start >= span.End })
	if i == j || w.tokens[i].Start >= span.Start && w.tokens[j-1].End <= span.End {
		return w.tokens[i:j:j], w.low[i:j:j]
	}
	ts := tokens(w.text, span)
	return ts, lowered(w.text, ts)
}

// tokens cuts text[span] into words and single signs. A word is letters and digits, with hyphens,
// apostrophes and full stops inside.
func tokens(text string, span source.Span) []source.Span {
	out := make([]source.Span, 0, span.Len()/5+2)
	for i := span.Start; i < span.End; {
		if text[i] == ' ' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:span.End])
		j := i + n
		switch {
		case unicode.IsSpace(r):
		case wordRune(r):
			j = i + wordLen(text[i:span.End])
			fallthrough
		default:
			out = append(out, source.Span{Start: i, End: j})
		}
		i = j
	}
	return out
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// wordLen returns the length of the word that s begins with. A possessive ending is no part of it, so that
// it may follow a mention.
func wordLen(s string) int {
	end := 0
	for end < len(s) {
		if s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z' {
			end++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		if !wordRune(r) && (end == 0 || !joins(r, s[end+n:])) || lexicon.Call(s, end) > 0 {
			break
		}
		end += n
	}
	return end
}

// joins reports whether r inside a word goes on with what follows.
func joins(r rune, rest string) bool {
	next, n := utf8.DecodeRuneInString(rest)
	if !wordRune(next) {
		return false
	}
	switch r {
	case '-', '‑', '.':
		return true
	case '\'', '’':
		if next != 's' {
			return true
		}
		after, _ := utf8.DecodeRuneInString(rest[n:])
		return wordRune(after)
	}
	return false
}

// lowered returns the tokens in the form in which words are compared.
func lowered(text string, tokens []source.Span) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = lower(text[t.Start:t.End])
	}
	return out
}

// lower is the form in which words are compared.
func lower(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf || 'A' <= r && r <= 'Z' }) {
		return s
	}
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch r {
		case '’':
			r = '\''
		case '“', '”', '„', '«', '»':
			r = '"'
		case '‑':
			r = '-'
		}
		out = append(out, unicode.ToLower(r))
	}
	return string(out)
}
