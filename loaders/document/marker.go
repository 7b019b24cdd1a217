package document

import (
	"regexp"
	"strconv"
	"strings"
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
	decimalSign = regexp.MustCompile(`^(?:[*_]{1,3})?(?:[Pp]aragraph )?(\d{1,3})\\?\.(?:[*_]{1,3})?(?:\s+|$)`)
	parenSign   = regexp.MustCompile(`^\\?[(]\s?([A-Za-z]|[ivxIVX]{1,5}|\d{1,2}|[a-z]{2})\\?\)(?:\s+|$)`)
	letterSign  = regexp.MustCompile(`^([a-z]|[ivx]{1,5}|\d{1,2})\\?\)\s+`)
	dashSign    = regexp.MustCompile(`^(?:[-–—•●▪◦·‣]|\\?[*+-])(?:\s+|$)`)
	headingSign = regexp.MustCompile(`^#{1,6}\s+`)
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
		// Emphasis that opens before the number and closes in the text belongs to the body.
		if strings.HasPrefix(m[0], "*") || strings.HasPrefix(m[0], "_") {
			if !strings.ContainsAny(strings.TrimLeft(m[0], "*_"), "*_") {
				return marker{}
			}
		}
		return marker{decimal, m[1], n, len(m[0])}
	}
	for _, sign := range []*regexp.Regexp{parenSign, letterSign} {
		if m := sign.FindStringSubmatch(s); m != nil {
			return parenMarker(m[1], len(m[0]))
		}
	}
	if m := dashSign.FindString(s); m != "" {
		return marker{dashMarker, "-", 0, len(m)}
	}
	return marker{}
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
