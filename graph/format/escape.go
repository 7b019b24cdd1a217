package format

import (
	"bytes"
	"unicode/utf8"
)

// unescape leaves what stands between the offsets start and end decoded in scratch; letters tells whether
// escapes such as \n are allowed, as they are in literals.
func (p *parser) unescape(start, end int, letters bool) error {
	p.scratch = p.scratch[:0]
	for at := start; ; {
		n := bytes.IndexByte(p.line[at:end], '\\')
		if n < 0 {
			p.scratch = append(p.scratch, p.line[at:end]...)
			return nil
		}
		p.scratch = append(p.scratch, p.line[at:at+n]...)
		at += n
		if c := escapeOf[p.line[at+1]]; letters && c != 0 { // a delimiter at end: at+1 is inside the line
			p.scratch = append(p.scratch, c)
			at += 2
			continue
		}
		c, size, err := p.codePoint(at)
		if err != nil {
			return err
		}
		p.scratch = utf8.AppendRune(p.scratch, c)
		at += size
	}
}

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
	case isDigit(c):
		return uint32(c - '0'), true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return uint32(c|0x20-'a') + 10, true
	}
	return 0, false
}
