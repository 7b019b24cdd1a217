package format

import (
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// term returns the term of a canonical form. It shares the form's memory.
func term(form string) quad.Value {
	switch form[0] {
	case '<':
		return quad.IRI(form[1 : len(form)-1])
	case '_':
		return quad.BNode(form[2:])
	}
	quote := strings.LastIndexByte(form, '"') // tags and IRIs have none
	text := quad.String(lexical(form[1:quote]))
	switch rest := form[quote+1:]; {
	case rest == "":
		return text
	case rest[0] == '@':
		return quad.LangString{Value: text, Lang: rest[1:]}
	default:
		return quad.TypedString{Value: text, Type: quad.IRI(rest[len("^^<") : len(rest)-1])}
	}
}

// lexical returns what the characters between the quotes of a canonical form stand for.
func lexical(s string) string {
	n := strings.IndexByte(s, '\\')
	if n < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for ; n >= 0; n = strings.IndexByte(s, '\\') {
		b.WriteString(s[:n])
		if c := escapeOf[s[n+1]]; c != 0 {
			b.WriteByte(c)
			s = s[n+2:]
			continue
		}
		const size = len(`\u0000`)
		c, _ := strconv.ParseUint(s[n+2:n+size], 16, 16)
		b.WriteRune(rune(c))
		s = s[n+size:]
	}
	b.WriteString(s)
	return b.String()
}
