package format

import "unicode/utf8"

// nameBytes are the ASCII characters that stand anywhere in the local part of a prefixed name.
var nameBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = isLetter(byte(c)) || isDigit(byte(c)) || c == '_' || c == ':'
	}
	return t
}()

// escapedInName are the characters that PN_LOCAL_ESC has behind its backslash.
var escapedInName = func() (t [256]bool) {
	for _, c := range "_~.-!$&'()*+,;=/?#@%" {
		t[c] = true
	}
	return t
}()

// nameEnd returns where the PNAME_NS or PNAME_LN at the start of s ends and where its colon is. Without a
// colon, -1, it is a word such as true; an end of 0 is neither. An end of -1 is not to be seen in s.
func nameEnd(s []byte) (colon, end int) {
	if colon = wordEnd(s); colon < 0 {
		return -1, -1
	}
	if s[colon] != ':' {
		return -1, trimDots(s, colon)
	}
	if colon > 0 && s[colon-1] == '.' {
		return -1, trimDots(s, colon)
	}
	return colon, localEnd(s, colon+1)
}

func trimDots(s []byte, end int) int {
	for end > 0 && s[end-1] == '.' {
		end--
	}
	return end
}

// wordEnd returns the end of the longest PN_PREFIX at the start of s, with full stops that may follow it; -1
// when it is not to be seen in s.
func wordEnd(s []byte) int {
	for i := 0; i < len(s); {
		c := rune(s[i])
		size := 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(s[i:])
		}
		start := isLabelStart(c) && c != '_' && !(c < utf8.RuneSelf && isDigit(byte(c)))
		if !start && (i == 0 || !isLabelStart(c) && !isLabelPart(c) && c != '.') {
			return i
		}
		i += size
	}
	return -1
}

// localEnd returns where the PN_LOCAL at s[i:], which may be empty, ends; -1 when that is not to be seen.
func localEnd(s []byte, i int) int {
	start, end := i, i // end leaves out trailing dots
	for {
		for i < len(s) && nameBytes[s[i]] {
			i++
			end = i
		}
		if i == len(s) {
			return -1
		}
		n := localPart(s[i:], i == start)
		if n <= 0 {
			if n < 0 {
				return -1
			}
			return end
		}
		dot := s[i] == '.'
		i += n
		if !dot {
			end = i
		}
	}
}

// localPart returns the length of the character at the start of s, if PN_LOCAL may go on with it: an escape
// counts as one. It is 0 when not, and -1 when that is not to be seen in s.
func localPart(s []byte, first bool) int {
	switch c := s[0]; {
	case c == '-', c == '.':
		if !first {
			return 1
		}
	case c == '%':
		if len(s) < 3 {
			return -1
		}
		if isHex(s[1]) && isHex(s[2]) {
			return 3
		}
	case c == '\\':
		if len(s) < 2 {
			return -1
		}
		if escapedInName[s[1]] {
			return 2
		}
	case c >= utf8.RuneSelf:
		if c, size := utf8.DecodeRune(s); isLabelStart(c) || !first && isLabelPart(c) {
			return size
		}
	}
	return 0
}

func isHex(c byte) bool {
	_, ok := hexDigit(c)
	return ok
}

// labelEnd returns the length of the blank node label at the start of s, as label does; -1 when its end is not
// to be seen in s.
func labelEnd(s []byte) int {
	n := label(s)
	dots := n
	for dots < len(s) && s[dots] == '.' {
		dots++
	}
	if dots == len(s) {
		return -1
	}
	return n
}

// numeral is the kind of a number without quotes.
type numeral uint8

const (
	integer numeral = iota
	decimal
	double
)

// numberEnd returns the kind of the number at the start of s and where it ends: 0 when there is none, -1 when
// the end is not to be seen in s.
func numberEnd(s []byte) (numeral, int) {
	i := 0
	if s[0] == '+' || s[0] == '-' {
		i = 1
	}
	whole := digits(s, i)
	if whole == len(s) {
		return 0, -1
	}
	kind, end := integer, whole
	if whole == i {
		end = 0
	}
	mantissa := whole
	if s[whole] == '.' {
		mantissa = digits(s, whole+1)
		if mantissa > whole+1 {
			kind, end = decimal, mantissa
		}
	}
	if mantissa == len(s) {
		return 0, -1
	}
	if end == 0 || s[mantissa]|0x20 != 'e' {
		return kind, end
	}
	switch e := exponentEnd(s, mantissa+1); {
	case e < 0:
		return 0, -1
	case e > 0:
		return double, e
	}
	return kind, end
}

// exponentEnd returns where the digits of an exponent that may begin with a sign end, as numberEnd does.
func exponentEnd(s []byte, i int) int {
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	end := digits(s, i)
	if end == len(s) {
		return -1
	}
	if end == i {
		return 0
	}
	return end
}

func digits(s []byte, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}
