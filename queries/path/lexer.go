package path

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexer reads tokens on demand: what a character means depends on whether a term, a path or a comparison is
// expected, so the parser asks for what it needs.
type lexer struct {
	text string // valid UTF-8
	off  int    // byte offset of what comes next

	markOff int // a place seen before, from which at counts on: a long query is not counted from its start each time
	mark    Pos
}

// at returns the place of what comes next.
func (l *lexer) at() Pos {
	if l.mark == (Pos{}) || l.off < l.markOff {
		l.mark = position(l.text, l.off)
	} else if step := position(l.text[l.markOff:], l.off-l.markOff); step.Line == 1 {
		l.mark.Column += step.Column - 1
	} else {
		l.mark = Pos{Line: l.mark.Line + step.Line - 1, Column: step.Column}
	}
	l.markOff = l.off
	return l.mark
}

func (l *lexer) rest() string { return l.text[l.off:] }

// fail returns a SyntaxError at the given offset.
func (l *lexer) fail(offset int, hint, format string, args ...any) error {
	return &SyntaxError{Pos: position(l.text, offset), Message: fmt.Sprintf(format, args...), Hint: hint}
}

// space skips white space and reports whether there was any.
func (l *lexer) space() bool {
	from := l.off
	l.off += len(l.rest()) - len(strings.TrimLeft(l.rest(), " \t\r\n"))
	return l.off > from
}

func (l *lexer) end() bool { return l.off == len(l.text) }

// peek returns the next character, -1 at the end.
func (l *lexer) peek() rune {
	if l.end() {
		return -1
	}
	r, _ := utf8.DecodeRuneInString(l.rest())
	return r
}

// accept skips s and reports whether it comes next.
func (l *lexer) accept(s string) bool {
	if !strings.HasPrefix(l.rest(), s) {
		return false
	}
	l.off += len(s)
	return true
}

// found names what comes next, for a message.
func (l *lexer) found() string {
	if l.end() {
		return "the end of the query"
	}
	return strconv.Quote(string(l.peek()))
}

// run reads the longest run of characters that ok accepts.
func (l *lexer) run(ok func(rune) bool) string {
	rest := l.rest()
	n := strings.IndexFunc(rest, func(r rune) bool { return !ok(r) })
	if n < 0 {
		n = len(rest)
	}
	l.off += n
	return rest[:n]
}

func nameStart(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func nameChar(r rune) bool {
	return nameStart(r) || r == '-' || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func keyChar(r rune) bool { return nameChar(r) || r == '.' || r == '/' }

func localChar(r rune) bool { return nameChar(r) || r == '.' || r == ':' || r == '%' }

func notSpace(r rune) bool { return !strings.ContainsRune(" \t\r\n", r) }

func digit(r rune) bool { return '0' <= r && r <= '9' }

// name reads a name of the vocabulary or, with a colon, a prefixed name. A full stop that ends a prefixed
// name does not belong to it, as in SPARQL.
func (l *lexer) name() (text string, prefixed bool) {
	from := l.off
	l.run(nameChar)
	if l.accept(":") {
		prefixed = true
		local := l.run(localChar)
		l.off -= len(local) - len(strings.TrimRight(local, "."))
	}
	return l.text[from:l.off], prefixed
}

// iri reads "<...>".
func (l *lexer) iri() (string, error) {
	from := l.off
	l.off++
	body := l.run(func(r rune) bool { return r > ' ' && !strings.ContainsRune("<>\"{}|^`\\", r) })
	if !l.accept(">") {
		return "", l.fail(l.off, "", "expected %q to close the IRI opened at %s", ">", position(l.text, from))
	}
	if !strings.Contains(body, ":") {
		return "", l.fail(from, "an entity of the store is written as its key, without angle brackets", "expected an absolute IRI between < and >")
	}
	return body, nil
}

// integer reads a count of at most nine digits.
func (l *lexer) integer(what string) (int, error) {
	from := l.off
	digits := l.run(digit)
	if digits == "" {
		return 0, l.fail(from, "", "expected %s, found %s", what, l.found())
	}
	if len(digits) > 9 {
		return 0, l.fail(from, "", "expected %s of at most nine digits", what)
	}
	return strconv.Atoi(digits)
}

// quoted reads a string between double or single quotes and resolves its escapes (SPARQL 1.1, 19.7 and 19.8).
func (l *lexer) quoted() (string, error) {
	from := l.off
	delimiter := l.peek()
	l.off++
	var b strings.Builder
	for {
		b.WriteString(l.run(func(r rune) bool { return r != delimiter && r != '\\' && r != '\n' && r != '\r' }))
		switch {
		case l.accept(string(delimiter)):
			return b.String(), nil
		case l.accept(`\`):
			r, err := l.escape()
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
		default:
			return "", l.fail(l.off, "", "expected %q to close the string opened at %s", string(delimiter), position(l.text, from))
		}
	}
}

// escape reads what follows a backslash.
func (l *lexer) escape() (rune, error) {
	from := l.off - 1
	c := l.peek()
	if i := strings.IndexRune(`tnrbf"'\`, c); c > 0 && i >= 0 {
		l.off++
		return rune("\t\n\r\b\f\"'\\"[i]), nil
	}
	width := map[rune]int{'u': 4, 'U': 8}[c]
	if width == 0 || len(l.rest()) < 1+width {
		return 0, l.fail(from, `one of \t \n \r \b \f \" \' \\ \uXXXX \UXXXXXXXX`, "expected an escape")
	}
	n, err := strconv.ParseUint(l.rest()[1:1+width], 16, 32)
	if err != nil || n > unicode.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, l.fail(from, "", "expected the hexadecimal number of a character")
	}
	l.off += 1 + width
	return rune(n), nil
}
