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
	n := numberer{p: p, used: map[string]int{}, total: map[string]int{}}
	for _, q := range p.passages {
		n.total[q.kind]++
	}
	d := &Document{Text: p.text}
	letter := n.total["letter-heading"] > 0
	for _, q := range p.passages {
		b := Block{Class: q.class, Kind: q.kind, Span: source.Span{Start: q.start(), End: q.end()}, BodyStart: min(q.bodyStart, q.end()), View: p.view(q)}
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

// numberer gives blocks their numbers, labels and ids.
type numberer struct {
	p         *parser
	used      map[string]int // ids given, with how often they were asked for
	total     map[string]int // passages of each kind
	preamble  int            // preambular paragraphs so far
	operative int            // operative paragraphs so far
	letter    int
	parent    Block
	path      []level // of the sub-paragraph before
}

// level is one step of a list: what numbers it and the last value.
type level struct {
	kind  markerKind
	value int
	label string // "(a)"
	id    string // "a"
}

func (n *numberer) number(q *passage, b *Block) {
	switch {
	case q.kind == "sub-paragraph":
		n.sub(q, b)
		return
	case q.class == Preambular:
		n.preamble++
		b.Number, b.Label = n.preamble, printed(q.marker)
		b.ID = fmt.Sprintf("P%d", n.preamble)
		n.parent, n.path = *b, nil
	case q.class == Operative:
		n.operative++
		b.Number, b.Label = n.operative, printed(q.marker)
		if q.marker.kind == decimal && !(q.marker.value == 1 && n.operative > 1 && n.p.markdown) {
			b.Number = q.marker.value
		}
		b.ID = fmt.Sprintf("O%d", b.Number)
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
	if b.Class == Preambular || b.Class == Operative {
		n.parent.ID = b.ID
	}
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
	if m.kind == decimal {
		return m.label
	}
	return ""
}

// sub numbers a sub-paragraph: its marker goes on with one of the lists that are open, or begins one.
func (n *numberer) sub(q *passage, b *Block) {
	m := q.marker
	depth := n.depth(m)
	l := level{kind: m.kind, value: m.value, label: m.label, id: strings.Trim(m.label, "()")}
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
		label = fmt.Sprintf("%c%d%s", id[0], n.parent.Number, strings.TrimPrefix(label, n.parent.Label))
	}
	b.Label, b.ID = label, n.unique(id)
}

// depth returns the level of the open lists that a marker goes on with, or their number for a new one.
func (n *numberer) depth(m marker) int {
	for d := len(n.path) - 1; d >= 0; d-- {
		l := n.path[d]
		id := strings.Trim(m.label, "()")
		switch {
		case l.kind == romanMarker && roman(id) == l.value+1:
			return d
		case l.kind == m.kind && (m.value == l.value+1 || m.kind == dashMarker):
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
