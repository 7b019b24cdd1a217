package document

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/source"
)

// line is a line of the text, or, where a wide gap divides columns, one column of it.
type line struct {
	span   source.Span // from its first to its last visible byte; empty for a blank line
	text   string      // readable
	indent int         // characters of white space before it
	row    int         // number of the line; columns of one line share it
	hard   bool        // ends with a line break that Markdown keeps
	kind   string      // of page furniture, "" for text
}

func (l *line) blank() bool { return l.span.Len() == 0 }

// longestPassage is the length in bytes up to which lines are read and joined: the longest paragraph of the
// resolutions and declarations that were counted has 3.5 KB. A longer line is no prose, and would cost more than
// its share of time.
const longestPassage = 64 << 10

// columnGap is how many spaces at least divide two columns. Numbers stand up to six before their paragraphs.
const columnGap = 8

// splitLines returns the lines of a text in order, blank ones included.
func splitLines(t *source.Text) []line {
	var out []line
	row := 0
	for start := 0; start < len(t.Content); row++ {
		end := len(t.Content)
		next := end
		if i := strings.IndexAny(t.Content[start:], "\n\r\f"); i >= 0 {
			end = start + i
			next = end + 1
			if strings.HasPrefix(t.Content[end:], "\r\n") {
				next++
			}
		}
		out = appendLine(out, t, start, end, row)
		start = next
	}
	return out
}

func appendLine(out []line, t *source.Text, start, end, row int) []line {
	raw := t.Content[start:end]
	if s := trim(t.Content, source.Span{Start: start, End: end}); s.Len() > longestPassage {
		return append(out, line{span: s, row: row, kind: overlongKind})
	}
	hard := t.Markdown() && (strings.HasSuffix(raw, "  ") || strings.HasSuffix(raw, "\\"))
	for c := range columns(t, start, end) {
		s := trim(t.Content, c)
		l := line{span: s, row: row, hard: hard, indent: utf8.RuneCountInString(t.Content[start:s.Start])}
		if s.Len() > 0 {
			l.text = source.Readable(t.Content, s, t.Markdown())
		}
		out = append(out, l)
	}
	return out
}

// columns cuts a line where columnGap spaces or more lie between visible characters. In Markdown they mean nothing.
func columns(t *source.Text, start, end int) iter.Seq[source.Span] {
	return func(yield func(source.Span) bool) {
		from, spaces, seen := start, 0, false
		for i := start; i < end && !t.Markdown(); i++ {
			if t.Content[i] == ' ' {
				spaces++
				continue
			}
			if seen && spaces >= columnGap {
				if !yield(source.Span{Start: from, End: i - spaces}) {
					return
				}
				from = i
			}
			seen, spaces = true, 0
		}
		yield(source.Span{Start: from, End: end})
	}
}

// trim returns s without invisible characters at both ends; of none but such it is empty.
func trim(content string, s source.Span) source.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(content[s.Start:s.End])
		if !source.Invisible(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(content[s.Start:s.End])
		if !source.Invisible(r) {
			break
		}
		s.End -= n
	}
	return s
}

// firstLetter returns the first letter of s, or 0.
func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return r
		}
	}
	return 0
}

// startsLower reports whether s goes on with a sentence: its first character that is no quote or bracket is
// a lower-case letter.
func startsLower(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
		if !strings.ContainsRune("“‘\"'([*_", r) {
			return false
		}
	}
	return false
}

func startsUpper(s string) bool { return s != "" && !startsLower(s) && unicode.IsUpper(firstLetter(s)) }
