package entity

import (
	"regexp"
	"strconv"
	"strings"

	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// symbol is the canonical form of a citation, as its key tells it.
type symbol struct {
	text         string // "S/RES/1373(2001)"
	cited        string // "1373 (2001)"
	body         string // key of the organ
	decision     bool
	number, year int
}

// The forms that follow the prefix of a series in a key. The number of the resolution is the last.
var (
	yearForm    = regexp.MustCompile(`^(\d+)-(\d{4})$`)                            // 1373-2001
	romanForm   = regexp.MustCompile(`^(\d+)-(?:([a-z])-)?((?:s-|es-)?[ivxlc]+)$`) // 217-a-iii, 2248-s-v
	sessionForm = regexp.MustCompile(`^((?:s-|es-)?\d+)-(\d+)(?:-([a-z]))?$`)      // 60-288, s-10-2, 55-33-e
	compactForm = regexp.MustCompile(`^(\d+)-(r?)(\d+)$`)                          // wha66-11, eb134-r5
)

// parseSymbol reads a key, and reports whether it is that of a resolution or decision of a known series.
func parseSymbol(key string, lex *lexicon.Lexicon) (symbol, bool) {
	kind, rest, _ := strings.Cut(key, "/")
	for _, series := range lex.Series() {
		prefix := series.Prefix
		if kind == "dec" {
			prefix = strings.Replace(prefix, "/RES/", "/DEC/", 1)
		} else if series.Kind != "res" {
			continue
		}
		slug := mention.Slug(prefix)
		if strings.HasSuffix(prefix, "/") {
			slug += "-"
		}
		form, ok := strings.CutPrefix(rest, slug)
		if !ok {
			continue
		}
		if s, ok := parseForm(prefix, form); ok {
			s.body, s.decision = series.Body, kind == "dec"
			return s, true
		}
	}
	return symbol{}, false
}

// Adopter returns the key of the body whose series the key of a resolution or decision belongs to; "" when
// the key tells of none.
func Adopter(key string, lex *lexicon.Lexicon) string {
	s, _ := parseSymbol(key, lex)
	return s.body
}

func parseForm(prefix, form string) (s symbol, ok bool) {
	if m := yearForm.FindStringSubmatch(form); m != nil && strings.HasPrefix(prefix, "S/") {
		s.number, s.year = atoi(m[1]), atoi(m[2])
		s.text, s.cited = prefix+m[1]+"("+m[2]+")", m[1]+" ("+m[2]+")"
		return s, true
	}
	if m := compactForm.FindStringSubmatch(form); m != nil && !strings.HasSuffix(prefix, "/") {
		s.number = atoi(m[3])
		s.text = prefix + m[1] + "." + strings.ToUpper(m[2]) + m[3]
		s.cited = s.text
		return s, true
	}
	if m := romanForm.FindStringSubmatch(form); m != nil {
		s.number = atoi(m[1])
		s.cited = m[1] + " " + strings.TrimLeft(strings.ToUpper(m[2])+" ", " ") + "(" + strings.ToUpper(m[3]) + ")"
		s.text = prefix + s.cited
		return s, true
	}
	if m := sessionForm.FindStringSubmatch(form); m != nil {
		s.number = atoi(m[2])
		s.cited = strings.TrimSpace(strings.ToUpper(m[1]) + "/" + m[2] + " " + strings.ToUpper(m[3]))
		s.text = prefix + s.cited
		return s, true
	}
	return s, false
}

// label returns "Security Council resolution 1373 (2001)".
func (s symbol) label(lex *lexicon.Lexicon) string {
	noun := " resolution "
	if s.decision {
		noun = " decision "
	}
	if e := lex.Entry(s.body); e != nil {
		return e.Label + noun + s.cited
	}
	return s.text
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
