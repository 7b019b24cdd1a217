package document

import (
	"strconv"
	"strings"

	"concord/loaders/automaton"
)

// markerKind tells the ways to number a paragraph. Kinds deeper in a list come later in a document, in any
// order.
type markerKind uint8

const (
	noMarker      markerKind = iota
	decimal                  // 1.
	alphaMarker              // (a)
	romanMarker              // (i)
	numericMarker            // (1)
	upperMarker              // (A)
	dashMarker               // - or a bullet
	headingMarker            // # of Markdown
)

// marker is what stands before the text of a block.
type marker struct {
	kind  markerKind
	label string // "3", "(a)", "-"
	value int    // 3, 1; of an alphaMarker that may be roman as a letter
	size  int    // bytes from the first byte of the line to the body
}

var (
	decimalSign = automaton.MustCompile(`^(?:[*_]{1,3})?(?:[Pp]aragraph )?(\d{1,3})\\?\.(?:[*_]{1,3})?(?:[\s\p{Zs}]+|$)`)
	parenSign   = automaton.MustCompile(`^\\?[(][\s\p{Zs}]?([A-Za-z]|[ivxIVX]{1,5}|\d{1,2}|[a-z]{2})\\?\)(?:[\s\p{Zs}]+|$)`)
	letterSign  = automaton.MustCompile(`^([a-z]|[ivx]{1,5}|\d{1,2})\\?\)[\s\p{Zs}]+`)
	dashSign    = automaton.MustCompile(`^(?:[-–—•●▪◦·‣]|\\?[*+-])(?:[\s\p{Zs}]+|$)`)
	headingSign = automaton.MustCompile(`^#{1,6}[\s\p{Zs}]+`)
)

// readMarker returns the marker at the head of the source of a line.
func readMarker(s string, markdown bool) marker {
	if markdown {
		if m := headingSign.FindString(s); m != "" {
			return marker{headingMarker, "", len(m), len(m)}
		}
	}
	if m := decimalSign.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return marker{decimal, m[1], n, len(m[0])}
	}
	for _, sign := range []*automaton.Regexp{parenSign, letterSign} {
		if m := sign.FindStringSubmatch(s); m != nil {
			if len(m[1]) > 1 && m[1] == strings.ToUpper(m[1]) && startsLower(s[len(m[0]):]) {
				return marker{} // "(XXX) of 20 November 1975" goes on with a symbol
			}
			return parenMarker(m[1], len(m[0]))
		}
	}
	if m := dashSign.FindString(s); m != "" {
		return marker{dashMarker, "-", 0, len(m)}
	}
	return marker{}
}

// misreadSign is a number that the reading of a printed page has spoiled: "4," for "4.", "ll." for "11.",
// "6.Calls".
var misreadSign = automaton.MustCompile(`^([0-9IilSZOo]{1,3})(?:[.,;:]?[\s\p{Zs}]+|[.,;:])`)

var misreadDigit = strings.NewReplacer("I", "1", "i", "1", "l", "1", "S", "5", "Z", "2", "O", "0", "o", "0")

// marker returns the marker of a line. A misread number counts when an operative verb follows it.
func (p *parser) marker(l *line) marker {
	s := p.source(l.span)
	m := readMarker(s, p.markdown)
	if m.kind != noMarker || p.markdown {
		return m
	}
	sign := misreadSign.FindStringSubmatch(s)
	if sign == nil || !startsUpper(s[len(sign[0]):]) {
		return m
	}
	if h, ok := p.find.acting(s[len(sign[0]):]); !ok || h.form != third {
		return m
	}
	label := misreadDigit.Replace(sign[1])
	value, _ := strconv.Atoi(label)
	return marker{decimal, label, value, len(sign[0])}
}

func parenMarker(label string, size int) marker {
	m := marker{label: "(" + label + ")", size: size}
	switch {
	case label[0] >= '0' && label[0] <= '9':
		m.kind = numericMarker
		m.value, _ = strconv.Atoi(label)
	case len(label) == 1 && label[0] >= 'A' && label[0] <= 'Z':
		m.kind, m.value = upperMarker, int(label[0]-'A')+1
	case len(label) == 1:
		m.kind, m.value = alphaMarker, int(label[0]-'a')+1
	case roman(label) > 0:
		m.kind, m.value = romanMarker, roman(label)
	case label[0] == label[1]: // (aa) follows (z)
		m.kind, m.value = alphaMarker, 26+int(label[0]-'a')+1
	default:
		return marker{}
	}
	return m
}

// roman returns the value of a roman numeral below 40 in either case, 0 for anything else.
func roman(s string) int {
	digit := map[rune]int{'i': 1, 'v': 5, 'x': 10}
	n, last := 0, 0
	for _, r := range strings.ToLower(s) {
		d := digit[r]
		if d == 0 {
			return 0
		}
		if d > last && last > 0 {
			n -= 2 * last
		}
		n += d
		last = d
	}
	return n
}
