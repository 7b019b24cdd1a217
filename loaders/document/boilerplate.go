package document

import (
	"strings"
	"unicode/utf8"
)

// boilerplateKinds are the formulas of the page around a text, and the kinds of the blocks they make.
var boilerplateKinds = []struct{ formula, kind string }{
	{"copyright", "copyright"}, {"terms", "terms-of-use"}, {"phone", "helpline"},
}

// longestNotice is the length in bytes up to which a passage can be a notice of the page: a longer one that
// names a telephone or terms of use speaks of them.
const longestNotice = 400

// boilerplate returns the kind of a passage that belongs to the page around a text, "" for none. The lines
// are asked for it again and again while they are joined.
func (p *parser) boilerplate(s string) string {
	kind, ok := p.notices[s]
	if !ok {
		kind = p.notice(s)
		p.notices[s] = kind
	}
	return kind
}

func (p *parser) notice(s string) string {
	if p.is("address", s[:min(len(s), longestNotice)]) {
		return "unrelated-address"
	}
	if len(s) > longestNotice {
		return ""
	}
	if linkBar(s) {
		return "navigation"
	}
	for _, b := range boilerplateKinds {
		if b.formula == "phone" && !strings.ContainsAny(s, "0123456789") {
			continue
		}
		if p.is(b.formula, s) {
			return b.kind
		}
	}
	return ""
}

// linkBar reports whether s is a row of short items between bars.
func linkBar(s string) bool {
	if !strings.Contains(s, "|") && !strings.Contains(s, "»") && !strings.Contains(s, "·") {
		return false
	}
	items := strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == '»' || r == '·' })
	if len(items) < 3 {
		return false
	}
	for _, item := range items {
		if utf8.RuneCountInString(strings.TrimSpace(item)) > 40 {
			return false
		}
	}
	return true
}
