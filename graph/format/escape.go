package format

import "unicode/utf8"

// escapeOf holds what ECHAR's letters stand for.
var escapeOf = [256]byte{'t': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\'}

// codePoint reads \uXXXX or \UXXXXXXXX at offset at and returns the character and the escape's length.
func (p *parser) codePoint(at int) (rune, int, error) {
	digits := 0
	if at+1 < len(p.line) {
		switch p.line[at+1] {
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		}
	}
	if digits == 0 {
		return 0, 0, p.fail(at, "escape is not one of those allowed here")
	}
	var c uint32
	for i := at + 2; i < at+2+digits; i++ {
		if i == len(p.line) {
			return 0, 0, p.expected(i, "a hexadecimal digit")
		}
		d, ok := hexDigit(p.line[i])
		if !ok {
			return 0, 0, p.expected(i, "a hexadecimal digit")
		}
		c = c<<4 | d
	}
	if c > utf8.MaxRune || !utf8.ValidRune(rune(c)) {
		return 0, 0, p.fail(at, "U+%04X is not a Unicode character", c)
	}
	return rune(c), 2 + digits, nil
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
