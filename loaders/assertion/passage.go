package assertion

import (
	"sort"
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

	holds   map[string]bool // the words
	classes map[string]bool // of the mentions, "Theme" for the theme layer
}

// newPassage reads the tokens of span and those mentions of ms, all of one block, that lie in it.
func newPassage(block int, text string, span source.Span, ms []mention.Mention) *passage {
	p := &passage{block: block, text: text, tokens: tokens(text, span), holds: map[string]bool{}, classes: map[string]bool{}}
	at := make(map[int]int, len(p.tokens))
	for i, t := range p.tokens {
		p.words = append(p.words, lower(text[t.Start:t.End]))
		p.holds[p.words[i]] = true
		at[t.Start] = i
		p.after = append(p.after, i+1)
	}
	p.starts = make([][]*mention.Mention, len(p.tokens))
	for k := range ms {
		m := &ms[k]
		i, ok := at[m.Span.Start]
		if !ok || !span.Contains(m.Span) || m.Span.Len() == 0 {
			continue
		}
		// "ASEAN-U.S." is a word of its own: half of it says nothing of ASEAN.
		if last := p.tokens[p.end(m)-1]; last.End > m.Span.End {
			continue
		}
		p.starts[i] = append(p.starts[i], m)
		if m.Layer == mention.ThemeLayer {
			p.classes["Theme"] = true
		} else {
			p.classes[m.Type] = true
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

// tokens cuts text[span] into words and single signs. A word is letters and digits, with hyphens,
// apostrophes and full stops inside.
func tokens(text string, span source.Span) []source.Span {
	var out []source.Span
	for i := span.Start; i < span.End; {
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

// lower is the form in which words are compared.
func lower(s string) string {
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
