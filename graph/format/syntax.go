package format

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// SyntaxError is a place where a file is not what its format allows.
type SyntaxError struct {
	Name    string // of the input, may be empty
	Line    int    // 1-based; 0 for an error that has no one place
	Column  int    // 1-based, in code points
	Message string
	Err     error // ErrTooLong, ErrTooDeep, ErrRelative, or nil
}

// Error returns "name:line:col: message", without the name or the place when there is none.
func (e *SyntaxError) Error() string {
	switch {
	case e.Line == 0 && e.Name == "":
		return e.Message
	case e.Line == 0:
		return e.Name + ": " + e.Message
	}
	if e.Name == "" {
		return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}

// Unwrap returns e.Err.
func (e *SyntaxError) Unwrap() error { return e.Err }

// ErrTooLong is what a SyntaxError is when a line or literal exceeds the reader's limit.
var ErrTooLong = errors.New("too long")

// ErrTooDeep is what a SyntaxError is when brackets of Turtle or TriG are nested deeper than the reader's limit.
var ErrTooDeep = errors.New("nested too deep")

// ErrRelative is what a SyntaxError is when an IRI of Turtle or TriG is relative and nothing says to what.
var ErrRelative = errors.New("relative IRI")

// languageTag returns the length of the LANGTAG at the start of s, without "@"; 0 when there is none.
func languageTag(s []byte) int {
	n := 0
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	if n == 0 {
		return 0
	}
	for n < len(s) && s[n] == '-' {
		k := n + 1
		for k < len(s) && (isLetter(s[k]) || isDigit(s[k])) {
			k++
		}
		if k == n+1 {
			break
		}
		n = k
	}
	return n
}

// label returns the length of the blank node label at the start of s, without "_:"; 0 when there is none.
func label(s []byte) int {
	n, end := 0, 0 // end leaves out trailing dots
	for n < len(s) {
		c, size := rune(s[n]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(s[n:])
		}
		switch {
		case isLabelStart(c), n > 0 && isLabelPart(c):
			n += size
			end = n
		case n > 0 && c == '.':
			n++
		default:
			return end
		}
	}
	return end
}

// isLabelStart is PN_CHARS_U of the errata (no colon) or a digit.
func isLabelStart(c rune) bool {
	if c < utf8.RuneSelf {
		return isLetter(byte(c)) || isDigit(byte(c)) || c == '_'
	}
	switch {
	case c == utf8.RuneError: // U+FFFD itself is in range; invalid UTF-8 was refused before
		return true
	case c == 0xD7, c == 0xF7, c == 0x37E, c < 0xC0:
		return false
	case c <= 0x2FF, c >= 0x370 && c <= 0x1FFF, c == 0x200C, c == 0x200D,
		c >= 0x2070 && c <= 0x218F, c >= 0x2C00 && c <= 0x2FEF, c >= 0x3001 && c <= 0xD7FF,
		c >= 0xF900 && c <= 0xFDCF, c >= 0xFDF0 && c <= 0xFFFD, c >= 0x10000 && c <= 0xEFFFF:
		return true
	}
	return false
}

// isLabelPart is what PN_CHARS adds to PN_CHARS_U.
func isLabelPart(c rune) bool {
	return c == '-' || c == 0xB7 || c >= 0x300 && c <= 0x36F || c == 0x203F || c == 0x2040
}
