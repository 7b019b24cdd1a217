package document

import (
	"strings"

	"concord/loaders/automaton"
)

// bodyReader walks over the passages of the body.
type bodyReader struct {
	p          *parser
	structured bool
	acting     bool // an operative paragraph or the chapeau of the operative part was read
	listed     bool // the operative paragraphs stand in a list whose heading ends in "to"
	parent     *passage
	last       *passage // the passage of text before
}

// body classifies the passages from begin on and returns the index behind the last of them.
func (p *parser) body(begin int, structured bool) int {
	r := bodyReader{p: p, structured: structured}
	end := p.bodyEnd(begin, structured)
	for k := begin; k < end; k++ {
		if q := p.passages[k]; q.furniture == "" {
			r.read(k, end)
			r.last = q
		}
	}
	return end
}

// bodyEnd returns the index behind the last passage of the body: the adoption line, an annex, the signatures
// and the page around the text lie behind it.
func (p *parser) bodyEnd(begin int, structured bool) int {
	end, acted, numbered := len(p.passages), false, false
	p.texts(begin, func(k int, q *passage) bool {
		switch {
		case p.closingKind(q) != "":
			end = k
		case structured && acted && p.furtherText(k):
			end = k
		case q.kind == "" && p.boilerplate(q.text) != "" && !p.operative(q) && !p.preambular(q) && q.marker.kind == noMarker && k > begin:
			end = k
		case numbered && q.marker.kind == noMarker && p.finalStop(k) && p.leftover(k):
			end = k
		}
		acted = acted || p.operative(q)
		numbered = numbered || structured && acted && q.marker.kind == decimal
		return end == len(p.passages)
	})
	return end
}

// closingKind returns what a passage behind the operative part is, "" for none.
func (p *parser) closingKind(q *passage) string {
	if q.marker.kind != noMarker && q.marker.kind != headingMarker {
		return ""
	}
	for _, kind := range []string{"adoption-line", "meeting", "vote", "signature", "annex-heading"} {
		if p.is(kind, q.text) {
			return kind
		}
	}
	if p.is("annex-title", q.text) && p.heading(q) {
		return "annex-heading"
	}
	return ""
}

// finalStop reports whether the passage of text before k ends with a full stop.
func (p *parser) finalStop(k int) bool {
	for k--; k >= 0; k-- {
		if q := p.passages[k]; q.furniture == "" {
			return strings.HasSuffix(strings.TrimRight(q.text, "0123456789 "), ".")
		}
	}
	return false
}

// leftover reports whether nothing from passage k on belongs to a numbered operative part: no number, no
// performative.
func (p *parser) leftover(k int) bool {
	left := true
	p.texts(k, func(_ int, q *passage) bool {
		left = q.marker.kind == noMarker && !p.operative(q) && !p.preambular(q)
		return left && p.closingKind(q) == ""
	})
	return left
}

func (r *bodyReader) read(k, end int) {
	q := r.p.passages[k]
	switch {
	case r.quotation(q):
		r.p.quotation(q, r.parent)
	case q.marker.kind == headingMarker || q.marker.kind == noMarker && r.p.heading(q) && !(r.p.operativeChapeau(q) || r.p.chapeauText(q.text) && r.p.paragraphFollows(k, end)):
		q.set(Title, "section-heading")
		r.parent = nil
	case r.structured && !r.acting:
		r.preamble(q, k, end)
	default:
		r.operative(q, r.p.at(r.p.nextText(k+1)))
	}
}

// at returns passage k, nil behind the last.
func (p *parser) at(k int) *passage {
	if k >= len(p.passages) {
		return nil
	}
	return p.passages[k]
}

var headsInfinitives = automaton.MustCompile(`(?i)\bto ?[:,]?$`)

// paragraphFollows reports whether the next passage is a paragraph of the body.
func (p *parser) paragraphFollows(k, end int) bool {
	k = p.nextText(k + 1)
	return k < end && (p.preambular(p.passages[k]) || p.operative(p.passages[k]))
}

func (r *bodyReader) preamble(q *passage, k, end int) {
	switch {
	case r.p.preambular(q):
		q.set(Preambular, "preambular")
		r.parent = q
	case r.p.operativeChapeau(q) && r.headsList(k, end):
		q.set(Chapeau, "operative-chapeau")
		r.acting, r.listed, r.parent = true, headsInfinitives.MatchString(q.text), nil
	case r.p.operative(q):
		r.acting = true
		r.operative(q, r.p.at(r.p.nextText(k+1)))
	case r.p.chapeauText(q.text) && r.p.paragraphFollows(k, end):
		q.set(Chapeau, "chapeau")
		r.parent = nil
	case q.marker.kind != noMarker && r.parent != nil:
		q.set(Preambular, "sub-paragraph")
	case strings.ContainsAny(q.text[max(len(q.text)-1, 0):], ".:") && r.p.speaks(q):
		r.acting = true
		r.operative(q, r.p.at(r.p.nextText(k+1)))
	default:
		q.set(Preambular, "preambular")
		r.parent = q
	}
}

// headsList reports whether passage k stands above operative paragraphs and not above sub-paragraphs of its own.
func (r *bodyReader) headsList(k, end int) bool {
	k = r.p.nextText(k + 1)
	if k >= end {
		return false
	}
	switch r.p.passages[k].marker.kind {
	case alphaMarker, romanMarker, numericMarker:
		return false
	}
	return true
}

func (r *bodyReader) operative(q *passage, next *passage) {
	switch {
	case q.marker.kind == noMarker && strings.HasSuffix(q.text, ":") && next != nil && next.marker.kind == decimal && next.marker.value == 1 && r.p.speaks(q):
		q.set(Chapeau, "operative-chapeau")
		r.acting, r.listed, r.parent = true, headsInfinitives.MatchString(q.text), nil
	case r.structured && q.marker.kind == noMarker && r.p.preambular(q) && !strings.HasSuffix(q.text, "."):
		// A section may have a preamble of its own.
		q.set(Preambular, "preambular")
		r.parent = q
	case !r.structured && !r.acting && q.marker.kind == noMarker && !r.p.speaks(q):
		q.set(Introductory, "introductory")
	case q.marker.kind == noMarker || q.marker.kind == decimal || r.parent == nil || r.parent.marker.kind == q.marker.kind && r.parent.class == Operative:
		q.set(Operative, "operative")
		q.listed = r.listed
		r.acting, r.parent = true, q
	default:
		q.set(Operative, "sub-paragraph")
	}
}

// speaks reports whether a paragraph of prose does something: in the first person, or with a body or its
// members as subject.
func (p *parser) speaks(q *passage) bool {
	_, ok := p.later(q.text)
	return ok
}

// names reports whether s ends with words for a body or its members, or with a name.
func (p *parser) names(s string) bool { return p.is("subject", s) }

// tail classifies what stands behind the body, up to the first annex or to a passage that ends it, and returns the
// index of that. ends may be nil.
func (p *parser) tail(begin int, ends func(k int) bool) int {
	end, page := len(p.passages), p.webPage()
	p.texts(begin, func(k int, q *passage) bool {
		kind := p.closingKind(q)
		switch {
		case kind == "annex-heading" || ends != nil && ends(k):
			end = k
			return false
		case page && kind == "" && p.boilerplate(q.text) == "":
			q.set(Boilerplate, "unrelated-text")
		case p.boilerplate(q.text) != "":
			q.set(Boilerplate, p.boilerplate(q.text))
		case kind != "":
			q.set(Closing, kind)
		default:
			q.set(Closing, "closing")
		}
		return true
	})
	return end
}

// webPage reports whether the page around the text shows: a row of links, a copyright line, terms of use.
func (p *parser) webPage() bool {
	page := false
	p.texts(0, func(_ int, q *passage) bool {
		switch p.boilerplate(q.text) {
		case "navigation", "copyright", "terms-of-use":
			page = q.marker.kind == noMarker
		}
		return !page
	})
	return page
}
