package document

import (
	"fmt"
	"slices"
	"strings"

	"concord/loaders/source"
)

// document numbers the passages and makes blocks of them, in the order of the text.
func (p *parser) document() *Document {
	slices.SortStableFunc(p.passages, func(a, b *passage) int { return a.start() - b.start() })
	n := numberer{p: p, used: map[string]int{}, total: map[string]int{}, printed: map[string]bool{}, allOne: p.markdown}
	p.mendNumbers()
	for _, q := range p.passages {
		n.total[q.kind]++
		if q.kind == "operative" && q.marker.kind == decimal && !q.quotes {
			n.printed[q.prefix()+"O"+q.marker.label] = true
			n.allOne = n.allOne && q.marker.value == 1
		}
	}
	d := &Document{Text: p.text}
	letter := n.total["letter-heading"] > 0
	for _, q := range p.passages {
		b := Block{Class: q.class, Role: q.role, Within: q.within, Kind: q.kind, Span: source.Span{Start: q.start(), End: q.end()}, BodyStart: min(q.bodyStart, q.end()), View: p.view(q)}
		b.View.Unhyphenate(p.text.Content, p.broken)
		if len(q.segments) > 1 {
			b.Segments = q.segments
		}
		b.Container = container(q.class, letter)
		n.number(q, &b)
		b.Sentences = p.sentences(b.View.Text)
		b.Performatives = p.performatives(q, &b)
		d.Blocks = append(d.Blocks, b)
	}
	if !slices.ContainsFunc(d.Blocks, func(b Block) bool { return b.Class == Operative }) {
		p.warn(source.Span{}, "no operative paragraphs found")
	}
	d.Warnings = p.warnings
	return d
}

func (p *parser) warn(s source.Span, message string) {
	p.warnings = append(p.warnings, Warning{s, message})
}

// container tells which document of the file a block belongs to. A masthead is that of a covering document
// only when a letter lies between it and the declaration.
func container(c Class, letter bool) Part {
	switch {
	case c == Boilerplate || c == FrontMatter && letter:
		return Cover
	case c == LetterText:
		return Letter
	}
	return Declaration
}

// letter returns the letter by which paragraphs of a class are numbered where nothing is printed.
func (c Class) letter() string {
	if c == Preambular {
		return "P"
	}
	return "O"
}

// numberer gives blocks their numbers, labels and ids.
type numberer struct {
	p         *parser
	used      map[string]int  // ids given, with how often they were asked for
	total     map[string]int  // passages of each kind
	allOne    bool            // every operative paragraph is numbered 1, as Markdown allows
	printed   map[string]bool // ids of the operative paragraphs that bear numbers
	preamble  int             // preambular paragraphs so far
	operative int             // operative paragraphs so far
	letter    int
	parent    Block
	path      []level   // of the sub-paragraph before
	within    string    // of the block before
	quoting   *numberer // of the quotation in the paragraph before, nil outside of one
}

// level is one step of a list: what numbers it and the last value.
type level struct {
	kind   markerKind
	value  int
	indent int    // of the marker
	label  string // "(a)"
	id     string // "a"
}

func (n *numberer) number(q *passage, b *Block) {
	if !q.quotes {
		n.quoting = nil
	}
	prefix := q.prefix()
	if q.within != n.within {
		n.within, n.preamble, n.operative = q.within, 0, 0
	}
	switch {
	case q.quotes:
		n.quote(q, b)
		return
	case q.kind == "sub-paragraph":
		n.sub(q, b)
		return
	case q.role == Preambular:
		n.preamble++
		b.Number, b.Label = n.preamble, printed(q.marker)
		b.ID = fmt.Sprintf("%sP%d", prefix, n.preamble)
		n.parent, n.path = *b, nil
	case q.role == Operative:
		n.operative++
		b.Number, b.Label = n.operative, printed(q.marker)
		if q.marker.kind == decimal && !(q.marker.value == 1 && n.operative > 1 && n.allOne) {
			b.Number = q.marker.value
		}
		b.ID = fmt.Sprintf("%sO%d", prefix, b.Number)
		if q.marker.kind != decimal && n.printed[b.ID] {
			b.ID += "_1" // the paragraph on which the number is printed has the plain id
		}
		n.parent, n.path = *b, nil
	case q.kind == "letter-paragraph":
		n.letter++
		b.Number = n.letter
		b.ID = fmt.Sprintf("letter-%d", n.letter)
	case q.kind == "introductory":
		n.used["introductory"]++
		b.ID = fmt.Sprintf("intro-%d", n.used["introductory"])
	default:
		b.ID = n.plain(q.kind)
	}
	b.ID = n.unique(b.ID)
	if b.Role == Preambular || b.Role == Operative {
		n.parent.ID = b.ID
	}
}

// quote numbers a passage of a quotation as one of a text of its own, within the paragraph that quotes it.
func (n *numberer) quote(q *passage, b *Block) {
	if n.quoting == nil {
		n.quoting = &numberer{p: n.p, used: n.used, total: n.total, parent: n.parent, within: n.parent.ID}
	}
	text := *q
	text.quotes, text.within = false, n.quoting.within
	n.quoting.number(&text, b)
	b.Within, b.Quoted = n.quoting.within, true
}

// prefix returns what the ids of the text that a passage belongs to begin with.
func (q *passage) prefix() string {
	if q.within == "" {
		return ""
	}
	return q.within + "-"
}

// plain returns the id of a block that has no number: its kind, counted where there are several.
func (n *numberer) plain(kind string) string {
	if n.total[kind] == 1 {
		return kind
	}
	n.used["#"+kind]++
	return fmt.Sprintf("%s-%d", kind, n.used["#"+kind])
}

// unique returns id, or, where a block has it already, id with a counter.
func (n *numberer) unique(id string) string {
	for n.used[id] > 0 {
		n.used[id]++
		id = fmt.Sprintf("%s_%d", id, n.used[id])
	}
	n.used[id] = 1
	return id
}

func printed(m marker) string {
	switch m.kind {
	case noMarker, dashMarker, headingMarker:
		return ""
	}
	return m.label
}

// sub numbers a sub-paragraph: its marker goes on with one of the lists that are open, or begins one.
func (n *numberer) sub(q *passage, b *Block) {
	m := q.marker
	indent := n.p.lines[q.first].indent
	depth := n.depth(m, indent)
	l := level{kind: m.kind, value: m.value, indent: indent, label: m.label, id: strings.Trim(m.label, "()")}
	if m.kind == dashMarker {
		l.value = 1
		if depth < len(n.path) {
			l.value = n.path[depth].value + 1
		}
		l.label, l.id = fmt.Sprintf("-%d", l.value), fmt.Sprint(l.value)
	}
	if depth < len(n.path) && m.kind == alphaMarker {
		l.kind = n.path[depth].kind
		if l.kind == romanMarker {
			l.value = roman(l.id)
		}
	}
	if depth == len(n.path) && m.kind == alphaMarker && l.id == "i" {
		l.kind, l.value = romanMarker, 1
	}
	if m.kind == numericMarker && depth == len(n.path) && m.value != 1 {
		l.kind, l.value = alphaMarker, 1 // no list begins so: a misread letter, "(2)" for "(a)"
	}
	if m.kind == numericMarker && depth < len(n.path) && n.path[depth].kind != numericMarker {
		l.kind, l.value = n.path[depth].kind, n.path[depth].value+1
	}
	n.path = append(n.path[:depth], l)
	label, id := n.parent.Label, n.parent.ID
	for _, l := range n.path {
		label += l.label
		id += "-" + l.id
	}
	if n.parent.Label == "" {
		label = n.parent.Role.letter() + fmt.Sprint(n.parent.Number) + label
	}
	b.Label, b.ID = label, n.unique(id)
}

// depth returns the level of the open lists that a marker goes on with, or their number for a new one.
func (n *numberer) depth(m marker, indent int) int {
	if m.kind == dashMarker {
		return n.dashDepth(indent)
	}
	for d := len(n.path) - 1; d >= 0; d-- {
		l := n.path[d]
		id := strings.Trim(m.label, "()")
		switch {
		case l.kind == romanMarker && roman(id) == l.value+1:
			return d
		case l.kind == m.kind && m.value == l.value+1:
			return d
		}
	}
	for d := len(n.path) - 1; d >= 0; d-- {
		if n.path[d].kind == m.kind && m.value != 1 && strings.Trim(m.label, "()") != "i" {
			return d // a gap in the numbers
		}
	}
	// A misread letter, "(6)" for "(b)", stays in its list.
	if len(n.path) > 0 && m.value > 1 && m.kind == numericMarker {
		return len(n.path) - 1
	}
	return len(n.path)
}

// dashDepth is depth for a marker that counts nothing: its indent tells the list.
func (n *numberer) dashDepth(indent int) int {
	for d := len(n.path) - 1; d >= 0; d-- {
		if n.path[d].kind == dashMarker && n.path[d].indent <= indent+1 {
			if n.path[d].indent+2 <= indent && d == len(n.path)-1 {
				return d + 1
			}
			return d
		}
	}
	return len(n.path)
}
