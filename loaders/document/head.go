package document

// headKinds are the parts of a masthead in the order in which they are asked.
var headKinds = []string{"letter-heading", "annex-heading", "resolution-title", "resolution-heading", "distribution", "original-language",
	"date", "session", "agenda-item", "symbol", "masthead-body", "masthead", "adoption", "report", "sponsors"}

// headKind returns which part of a masthead a passage is, "" for none.
func (p *parser) headKind(q *passage) string {
	for _, kind := range headKinds {
		if p.is(kind, q.text) {
			return kind
		}
	}
	return ""
}

// head classifies what stands between passage from and the body.
func (p *parser) head(from, begin int, structured bool) {
	end := begin
	if structured {
		end = p.chapeau(from, begin)
	}
	h := headReader{p: p, letter: -1}
	for k := from; k < end; k++ {
		if p.passages[k].furniture == "" {
			h.read(k)
		} else if h.signed && h.letter >= 0 {
			h.letter, h.annex = -1, true // a rule or the end of the page ends the signature
		}
	}
	h.titles(end)
}

// chapeau classifies the chapeau before passage begin, and headings between them, and returns its index; begin
// when there is none.
func (p *parser) chapeau(from, begin int) int {
	for k := begin - 1; k >= from; k-- {
		q := p.passages[k]
		switch {
		case q.furniture != "":
		case q.marker.kind != headingMarker && (p.chapeauText(q.text) || p.weMet(q) && p.isRecital(begin)):
			q.set(Chapeau, "chapeau")
			for _, h := range p.passages[k+1 : begin] {
				if h.furniture == "" {
					h.set(Title, "section-heading")
				}
			}
			return k
		case !p.heading(q) || p.headKind(q) != "":
			return begin
		}
	}
	return begin
}

func (q *passage) set(c Class, kind string) { q.class, q.role, q.kind = c, c, kind }

// headReader walks over the passages before the body.
type headReader struct {
	p      *parser
	letter int  // passages since the heading of a letter, -1 outside of letters
	signed bool // the letter is signed
	annex  bool // the annex has begun
	agenda bool // the agenda item was the passage before
	titled bool // a title was read
	open   []int
}

func (h *headReader) read(k int) {
	q := h.p.passages[k]
	agenda := h.agenda
	h.agenda = false
	kind := h.p.headKind(q)
	switch {
	case q.kind == "yaml-title":
		q.set(Title, "title")
		h.titled = true
	case kind == "letter-heading" && h.letter < 0 && !h.annex:
		q.set(LetterText, kind)
		h.letter = 0
	case kind == "annex-heading":
		q.set(FrontMatter, kind)
		h.titled = true // what stands before an annex is no title of it
		h.titles(k)
		h.letter, h.annex, h.titled = -1, true, false
	case h.letter >= 0:
		h.readLetter(q)
	case h.p.boilerplate(q.text) != "" && !h.p.preambular(q):
		q.set(Boilerplate, h.p.boilerplate(q.text))
	case kind == "resolution-title" || kind == "resolution-heading":
		q.set(Title, kind)
		h.titled = true
	case partLetter.MatchString(q.text):
		q.set(Title, "section-heading")
	case kind == "original-language" && h.annex:
		q.set(FrontMatter, "annex-original-language")
	case kind != "":
		q.set(FrontMatter, kind)
		h.agenda = kind == "agenda-item" || agenda && kind == "masthead"
	case agenda:
		q.set(FrontMatter, "agenda-title")
	case h.p.heading(q) || q.marker.kind == headingMarker:
		h.open = append(h.open, k)
	case h.titled || len(h.open) > 0:
		q.set(Introductory, "introductory")
		h.titles(k)
	default:
		q.set(Introductory, "introductory")
	}
}

// readLetter classifies a passage of a letter.
func (h *headReader) readLetter(q *passage) {
	switch {
	case h.p.is("signature", q.text):
		q.set(LetterText, "signature")
		h.signed = true
	case h.signed:
		q.set(LetterText, "signatory-title")
	case h.p.is("salutation", q.text):
		q.set(LetterText, "salutation")
	default:
		q.set(LetterText, "letter-paragraph")
	}
}

// titles decides about headings that were passed over: the last before the words of the document is its
// title, unless it has one.
func (h *headReader) titles(end int) {
	for i, k := range h.open {
		q := h.p.passages[k]
		if i == len(h.open)-1 && !h.titled {
			q.set(Title, "title")
			h.titled = true
			continue
		}
		q.set(FrontMatter, "heading")
	}
	h.open = nil
}
