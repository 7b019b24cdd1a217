package source

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inline is a parser of CommonMark inlines: what the text is cut into is decided in package document,
// so every line belongs to a paragraph here. Raw HTML and addresses in angle brackets stay as they are written.
var inline = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1)),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 1),
			util.Prioritized(parser.NewLinkParser(), 2),
			util.Prioritized(parser.NewEmphasisParser(), 3),
		),
	)
})

// markdown adds the readable text of segments and returns the signs of emphasis in them. What the parser
// puts into no text node is markup: brackets, targets, emphasis signs.
func (b *viewBuilder) markdown(segments []Span) []pair {
	if len(segments) == 0 {
		return nil
	}
	base, end := segments[0].Start, segments[len(segments)-1].End
	buf := []byte(b.content[base:end])
	for i := 1; i < len(segments); i++ {
		for j := segments[i-1].End; j < segments[i].Start; j++ {
			buf[j-base] = ' ' // page furniture: emphasis may go on behind it
		}
	}
	var pairs []pair
	for from, to := 0, 0; from < len(buf); from = to {
		to = stretch(buf, from)
		b.gap = b.gap || from > 0 && unicode.IsSpace(rune(buf[from-1]))
		pairs = append(pairs, b.marked(buf[from:to], base+from, segments)...)
	}
	return pairs
}

// longestStretch is the length in bytes up to which Markdown is parsed at once: longer than any paragraph that was
// seen, and short enough that brackets that never close, for each of which the parser looks at all that follows,
// cost little.
const longestStretch = 4 << 10

// stretch returns the end of what of buf is parsed at once from byte from on: all, or up to white space.
func stretch(buf []byte, from int) int {
	if len(buf)-from <= longestStretch {
		return len(buf)
	}
	to := from + longestStretch
	if i := bytes.LastIndexAny(buf[from+longestStretch/2:to], " \n\r\t"); i >= 0 {
		return from + longestStretch/2 + i + 1
	}
	for to > from+1 && !utf8.RuneStart(buf[to]) {
		to--
	}
	return to
}

// marked adds the readable text of buf, which is that of segments from byte base on, and returns the signs of
// emphasis in it.
func (b *viewBuilder) marked(buf []byte, base int, segments []Span) (pairs []pair) {
	last := 0
	_ = ast.Walk(inline().Parse(text.NewReader(buf)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if s := n.Segment; entering && s.Start >= last && s.Start < s.Stop {
				if strings.ContainsAny(string(buf[last:s.Start]), "\n\r") {
					b.gap = true
				}
				b.inline(segments, Span{base + s.Start, base + s.Stop}, n.IsRaw() || inCode(n))
				last = s.Stop
			}
		case *ast.Emphasis:
			if s, ok := bounds(n); entering && ok {
				open, close := base+s.Start, base+s.End
				pairs = append(pairs, pair{Span{open, open + n.Level}, Span{close - n.Level, close}})
			}
		}
		return ast.WalkContinue, nil
	})
	return pairs
}

func inCode(n ast.Node) bool {
	_, ok := n.Parent().(*ast.CodeSpan)
	return ok
}

// bounds returns what text or emphasis takes up with its signs; ok is false where something else is at an end.
func bounds(n ast.Node) (s Span, ok bool) {
	switch n := n.(type) {
	case *ast.Text:
		return Span{n.Segment.Start, n.Segment.Stop}, true
	case *ast.Emphasis:
		if n.FirstChild() == nil {
			return Span{}, false
		}
		first, ok1 := bounds(n.FirstChild())
		last, ok2 := bounds(n.LastChild())
		return Span{first.Start - n.Level, last.End + n.Level}, ok1 && ok2
	}
	return Span{}, false
}

// escape is what stands for another character, or for none, in Markdown text outside code: escapes, character
// references, the tags of raised and broken text, and emphasis signs that close nothing.
var escape = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|</?(?:sup|sub|u|b|i|em|strong|span|br|small)(?: [^<>]*)?/?>|\\*{2,}|&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);")

// inline adds the text s without what lies between segments.
func (b *viewBuilder) inline(segments []Span, s Span, raw bool) {
	for i, seg := range segments {
		part := Span{max(s.Start, seg.Start), min(s.End, seg.End)}
		if i > 0 && segments[i-1].End < seg.Start && s.Start <= segments[i-1].End && seg.Start < s.End {
			b.gap = true
		}
		if part.Start >= part.End {
			continue
		}
		if raw {
			b.literal(part)
			continue
		}
		b.escaped(part)
	}
}

// escaped adds text in which escapes and character references stand for one character each.
func (b *viewBuilder) escaped(s Span) {
	at := s.Start
	for _, m := range escape.FindAllStringIndex(b.content[s.Start:s.End], -1) {
		from, to := s.Start+m[0], s.Start+m[1]
		chars, ok := unescape(b.content[from:to])
		if !ok {
			continue
		}
		b.literal(Span{at, from})
		if visible(chars) {
			b.put(chars, Span{from, to})
		}
		b.gap = b.gap || chars != "" && !visible(chars)
		at = to
	}
	b.literal(Span{at, s.End})
}

// unescape returns what a match of escape stands for; ok is false for an unknown character reference.
func unescape(s string) (chars string, ok bool) {
	switch {
	case s[0] == '\\':
		return s[1:], true
	case s[0] == '&':
		chars = html.UnescapeString(s)
		return chars, chars != s
	case strings.HasPrefix(strings.ToLower(s), "<br"):
		return " ", true
	}
	return "", true
}
