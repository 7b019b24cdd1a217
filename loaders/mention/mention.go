// Package mention finds what a paragraph names: states, organizations, organs, documents, resolutions,
// dates, groups and themes, each with its span.
//
// It looks at words, never at meaning across paragraphs: which entity a short form stands for is decided in
// package entity. Start with Find.
package mention

import (
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// FindAll returns the mentions of d by block and start; of two that start together the longer is first.
// A mention in a boilerplate block is flagged. Acronyms that the document itself introduces, "Xylophone
// Makers Association (XMA)", are found in all its blocks. Themes are marked in the body, in boilerplate and
// in the titles of meetings and agenda items.
func FindAll(d *document.Document, lex *lexicon.Lexicon) []Mention {
	local, p := acronyms{}, &passage{lex: lex}
	found := make([][]Mention, len(d.Blocks))
	for i := range d.Blocks {
		found[i] = local.read(p, d.Blocks[i].View.Text)
	}
	var all []Mention
	for i := range d.Blocks {
		b, ms := &d.Blocks[i], found[i]
		if ms == nil || local.in(b.View.Text) {
			ms = p.find(b.View.Text, local)
		}
		if b.Kind == "agenda-title" && b.View.Text != "" {
			title := Mention{Span: source.Span{End: len(b.View.Text)}, Type: "AgendaItem", Surface: b.View.Text}
			ms = append([]Mention{title}, ms...)
		}
		title := 0 // end of the last title of a meeting or an agenda item
		for _, m := range ms {
			if (m.Type == "Event" || m.Type == "AgendaItem") && m.Form != Coreferent {
				title = max(title, m.Span.End)
			}
			if m.Layer == ThemeLayer && !themed(b.Role) && m.Span.End > title {
				continue
			}
			m.Block = i
			m.Boilerplate = b.Class == document.Boilerplate
			all = append(all, m)
		}
	}
	return all
}

// themed reports whether themes are marked all over a block.
func themed(c document.Class) bool {
	return c == document.Preambular || c == document.Operative || c == document.Boilerplate
}

// Find returns the mentions of a passage by start; of two that start together the longer is first. Two
// mentions of one layer are apart or one lies in the other.
func Find(text string, lex *lexicon.Lexicon) []Mention {
	local, p := acronyms{}, &passage{lex: lex}
	local.read(p, text)
	return p.find(text, local)
}

// find makes p the passage of text, from a document that introduces acronyms of its own, and returns its mentions.
func (p *passage) find(text string, local acronyms) []Mention {
	p.reset(text, local)
	for _, r := range recognizers {
		r.find(p)
	}
	return p.settle()
}

// Mention is a piece of text that names something.
type Mention struct {
	Block   int         // index of the block in the document
	Span    source.Span // of the block's View.Text
	Layer   Layer
	Form    Form
	Type    string // class of what is named, "State", "Resolution", "Theme"
	Key     string // key of what is named; "" until resolved, and for good when nothing could be
	Surface string // the View's words
	// Boilerplate marks a mention in a boilerplate block: it is kept, and nothing is claimed from it.
	Boilerplate bool
}

// Layer tells names of things from names of concepts.
type Layer uint8

// The layers.
const (
	EntityLayer Layer = iota
	ThemeLayer
)

// String returns the layer as con:layer writes it.
func (l Layer) String() string { return [...]string{"entity", "theme"}[l] }

// Form is how a mention names its entity.
type Form uint8

// The forms.
const (
	Name        Form = iota // a proper name
	Acronym                 // capitals that stand for one
	Description             // words that pick out one known party
	Coreferent              // a short form that needs its antecedent
	Value                   // a date, a language
	ThemeForm               // a phrase for a concept
)

// String returns the form as con:form writes it.
func (f Form) String() string {
	return [...]string{"name", "acronym", "description", "coreferent", "value", "theme"}[f]
}
