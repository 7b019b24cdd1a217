package format

import (
	"fmt"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
)

// What a byte may be in a line. Bytes of characters beyond ASCII are let through where such characters may
// stand at all: that a line is UTF-8 is checked once.
const (
	iriByte    = 1 << iota // stands for itself in an IRI
	textByte               // stands for itself in the canonical form of a literal
	escapeByte             // follows the backslash of an escape that the canonical form has
	schemeByte             // may stand in the scheme of an IRI
	labelByte              // an ASCII character of a blank node label, but for the full stop
	letterByte             // A to Z and a to z
	digitByte              // 0 to 9
	hexByte                // A to F and a to f
)

// classes tells what each byte may be. The rules are those of the packages that own them: canon.CheckIRI for
// IRIs, graph.AppendTerm for what the canonical form of a literal escapes.
var classes = func() (t [256]uint8) {
	for i := range t {
		c := byte(i)
		set := func(is bool, class uint8) {
			if is {
				t[i] |= class
			}
		}
		letter, digit := c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9'
		set(letter, letterByte)
		set(digit, digitByte)
		set(c|0x20 >= 'a' && c|0x20 <= 'f', hexByte)
		set(letter || digit || c == '_' || c == '-', labelByte)
		set(validIRI("a:"+string([]byte{c})), iriByte)
		set(validIRI("a"+string([]byte{c})+":") && c != ':', schemeByte)
		set(c >= 0x80 && c != "\uFFFE"[0] || c < 0x80 && canonicalText[c] == string(rune(c)), textByte)
		set(escapeOf[c] != 0 && canonicalText[escapeOf[c]] == `\`+string(rune(c)), escapeByte)
	}
	return t
}()

func validIRI(s string) bool {
	_, problem := canon.CheckIRI(s)
	return problem == ""
}

// canonicalText holds how each ASCII character is written in the canonical form of a literal.
var canonicalText = func() (t [0x80]string) {
	for c := range t {
		quoted := graph.AppendTerm(nil, quad.String(rune(c)))
		t[c] = string(quoted[1 : len(quoted)-1])
	}
	return t
}()

// appendCharacter appends a character as the canonical form of a literal has it.
func appendCharacter(dst []byte, c rune) []byte {
	switch {
	case c < 0x80:
		return append(dst, canonicalText[c]...)
	case c == 0xFFFE, c == 0xFFFF:
		return fmt.Appendf(dst, `\u%04X`, c)
	}
	return append(dst, string(c)...)
}

func isLetter(c byte) bool { return classes[c]&letterByte != 0 }
func isDigit(c byte) bool  { return classes[c]&digitByte != 0 }
