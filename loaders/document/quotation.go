package document

import (
	"regexp"
	"strings"
)

// openingQuote is the sign before each paragraph of a longer quotation.
var openingQuote = regexp.MustCompile(`^[“"«][\s\p{Zs}]?`)

// quotation reports whether a passage is quoted by the paragraph before it, "the following draft resolution:", or
// goes on with a quotation.
func (r *bodyReader) quotation(q *passage) bool {
	if r.parent == nil || q.marker.kind != noMarker && q.marker.kind != dashMarker && !r.last.quotes {
		return false
	}
	if q.marker.kind == noMarker && openingQuote.MatchString(q.text) {
		return r.last.quotes || strings.HasSuffix(r.last.text, ":")
	}
	// The sub-paragraphs of a quotation may lack the sign.
	return r.last.quotes && q.marker.kind > decimal && q.marker.kind != headingMarker && !closesQuote(r.last.text)
}

// closesQuote reports whether s ends with the sign that closes a quotation.
func closesQuote(s string) bool {
	return strings.ContainsAny(strings.TrimRight(s[max(0, len(s)-8):], ".;, 0123456789"), "”\"»")
}

// quotation classifies a passage that a paragraph quotes: it is of the paragraph's class, and its role is the one in
// the text that is quoted.
func (p *parser) quotation(q, by *passage) {
	source := p.text.Content[q.bodyStart:q.end()]
	if m := openingQuote.FindString(source); m != "" && q.marker.kind == noMarker {
		if inner := readMarker(source[len(m):], p.markdown); inner.kind != noMarker && inner.kind != headingMarker {
			q.marker = inner
			q.bodyStart += len(m) + inner.size
			q.text = p.readable(q)
		}
	}
	switch bare := strings.TrimLeft(q.text, "“\"« "); {
	case p.chapeauText(bare) && q.marker.kind == noMarker:
		q.set(Chapeau, "chapeau")
	case p.preambular(q):
		q.set(Preambular, "preambular")
	case q.marker.kind > decimal:
		q.set(by.role, "sub-paragraph")
	case p.operative(q):
		q.set(Operative, "operative")
	default:
		q.set(by.role, "quotation")
	}
	q.class, q.quotes = by.class, true
}
