package format

import (
	"fmt"
	"unicode/utf8"
)

// escapeOf holds what ECHAR's letters stand for.
var escapeOf = [256]byte{'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\'}

// codePoint reads \uXXXX or \UXXXXXXXX at offset at and returns the character and the escape's length.
func (p *parser) codePoint(at int) (rune, int, error) {
	c, size, wrong, problem := decodeEscape(p.line[at:])
	if problem != "" {
		return 0, 0, p.fail(at+wrong, "%s", problem)
	}
	return c, size, nil
}

// decodeEscape returns the character of \uXXXX or \UXXXXXXXX at the start of s and the escape's length. A problem
// is told with where in s it is.
func decodeEscape(s []byte) (c rune, size, wrong int, problem string) {
	switch {
	case len(s) > 1 && s[1] == 'u':
		size = 6
	case len(s) > 1 && s[1] == 'U':
		size = 10
	default:
		return 0, 0, 0, "escape is not one of those allowed here"
	}
	var n uint32
	for i := 2; i < size; i++ {
		if i >= len(s) {
			return 0, 0, i, "expected a hexadecimal digit, found the end"
		}
		d, ok := hexDigit(s[i])
		if !ok {
			found, _ := utf8.DecodeRune(s[i:])
			return 0, 0, i, fmt.Sprintf("expected a hexadecimal digit, found %q", found)
		}
		n = n<<4 | d
	}
	if n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, 0, 0, fmt.Sprintf("U+%04X is not a Unicode character", n)
	}
	return rune(n), size, 0, ""
}

func hexDigit(c byte) (uint32, bool) {
	switch {
	case classes[c]&digitByte != 0:
		return uint32(c - '0'), true
	case classes[c]&hexByte != 0:
		return uint32(c|0x20-'a') + 10, true
	}
	return 0, false
}
