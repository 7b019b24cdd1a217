package source

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// indexStep is the distance of marks in bytes: a position costs at most that many bytes of counting, and the
// marks of a text of 64 MB take 4 MB.
const indexStep = 512

// mark tells how many code points and lines of a text lie before a byte that begins a code point.
type mark struct{ byte, points, line, lineStart int }

// newIndex returns a mark about every indexStep bytes.
func newIndex(content string) []mark {
	var marks []mark
	at := mark{}
	for at.byte+indexStep < len(content) {
		at = advance(content, at, runeStart(content, at.byte+indexStep))
		marks = append(marks, at)
	}
	return marks
}

// advance counts from a mark to a later byte. A line ends with "\n", or with "\r" that no "\n" follows.
func advance(content string, m mark, to int) mark {
	for i := m.byte; i < to; i++ {
		c := content[i]
		if utf8.RuneStart(c) {
			m.points++
		}
		if c == '\n' || c == '\r' && (i+1 == len(content) || content[i+1] != '\n') {
			m.line++
			m.lineStart = i + 1
		}
	}
	m.byte = max(m.byte, to)
	return m
}

// runeStart returns the first byte of the code point that byte i belongs to.
func runeStart(content string, i int) int {
	for i > 0 && i < len(content) && !utf8.RuneStart(content[i]) {
		i--
	}
	return i
}

// at returns the counts at byte i, which is moved into the text and to the start of its code point.
func (t *Text) at(i int) mark {
	i = runeStart(t.Content, min(max(i, 0), len(t.Content)))
	k := sort.Search(len(t.marks), func(k int) bool { return t.marks[k].byte > i })
	if k == 0 {
		return advance(t.Content, mark{}, i)
	}
	return advance(t.Content, t.marks[k-1], i)
}

// Position returns the line and column of byte offset of Content, both 1-based, the column in code points.
func (t *Text) Position(offset int) (line, column int) {
	m := t.at(offset)
	before := t.Content[m.lineStart:m.byte]
	if m.lineStart == 0 {
		before = strings.TrimPrefix(before, "\ufeff") // a byte order mark is no column of an editor
	}
	return m.line + 1, utf8.RuneCountInString(before) + 1
}

// CodePoints returns s counted in Unicode code points of Content, as the Web Annotation
// TextPositionSelector does.
func (t *Text) CodePoints(s Span) (start, end int) {
	from := t.at(s.Start)
	if s.End < from.byte || s.Len() > indexStep {
		return from.points, t.at(s.End).points
	}
	return from.points, advance(t.Content, from, runeStart(t.Content, min(s.End, len(t.Content)))).points
}

// Original returns the bytes of the file that hold s, which for UTF-8 files is s itself.
func (t *Text) Original(s Span) Span {
	if t.encoding == "" {
		return s
	}
	start := t.at(s.Start).byte
	before := encodedLen(t.encoding, t.Content[:start])
	return Span{before, before + encodedLen(t.encoding, t.Content[start:max(start, t.at(s.End).byte)])}
}
