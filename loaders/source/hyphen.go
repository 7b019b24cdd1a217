package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unhyphenate takes from v the hyphens by which the ends of lines divide words. broken is asked for each whether the
// two parts are one word, "imple" and "mentation", or a compound with a hyphen of its own, "cease" and "fire".
func (v *View) Unhyphenate(content string, broken func(before, after string) bool) {
	var drop []Span // of Text, ascending
	for i := strings.IndexByte(v.Text, '-'); i >= 0; {
		if s, ok := v.divided(content, i); ok && broken(wordBefore(v.Text[:i]), wordAfter(v.Text[s.End:])) {
			drop = append(drop, s)
		}
		next := strings.IndexByte(v.Text[i+1:], '-')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	if len(drop) > 0 {
		v.without(drop)
	}
}

// divided returns the hyphen at byte i of Text, with the space that the end of the line made, where a word is divided
// there.
func (v *View) divided(content string, i int) (Span, bool) {
	s := Span{i, i + 1}
	if strings.HasPrefix(v.Text[s.End:], " ") {
		s.End++
	}
	before, _ := utf8.DecodeLastRuneInString(v.Text[:i])
	after, _ := utf8.DecodeRuneInString(v.Text[s.End:])
	return s, unicode.IsLetter(before) && unicode.IsLower(after) && strings.ContainsAny(content[v.end(i+1):v.start(s.End)], "\n\r\f")
}

// without removes spans of Text, ascending and apart, from v.
func (v *View) without(drop []Span) {
	var text strings.Builder
	var runs []run
	gone := 0
	keep := func(r run, s Span) { // the part s of r, in view bytes
		if s.Len() == 0 {
			return
		}
		part := run{view: s.Start - gone, n: s.Len(), src: r.src, m: r.m}
		if r.n == r.m {
			part.src, part.m = r.src+s.Start-r.view, s.Len()
		}
		text.WriteString(v.Text[s.Start:s.End])
		runs = append(runs, part)
	}
	for _, r := range v.runs {
		at, end := r.view, r.view+r.n
		for len(drop) > 0 && drop[0].Start < end {
			keep(r, Span{at, max(drop[0].Start, at)})
			cut := min(drop[0].End, end)
			gone += cut - max(drop[0].Start, at)
			at = cut
			if drop[0].End > end {
				break
			}
			drop = drop[1:]
		}
		keep(r, Span{at, end})
	}
	v.Text, v.runs = text.String(), runs
}

func wordBefore(s string) string {
	return s[len(strings.TrimRightFunc(s, unicode.IsLetter)):]
}

func wordAfter(s string) string {
	return s[:len(s)-len(strings.TrimLeftFunc(s, unicode.IsLetter))]
}
