package document

import (
	"fmt"
	"sync"

	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// Warning is something a reader of the document should know: what was not understood.
type Warning struct {
	Span    source.Span // of Text.Content
	Message string
}

// Parse cuts a text into blocks. It does so for every text; what it could not make out is in Warnings. The
// only errors are a nil text or lexicon.
func Parse(t *source.Text, lex *lexicon.Lexicon) (*Document, error) {
	if t == nil || lex == nil {
		return nil, fmt.Errorf("parse document: text and lexicon are needed")
	}
	p := newParser(t, lex)
	p.lines = splitLines(t)
	p.wrapped, p.width = p.wraps(), p.lineWidth()
	title := p.yaml()
	body := p.bodyStart()
	p.markFurniture(body)
	p.join(body)
	p.splitChapeaux()
	p.splitSymbols(body)
	p.cutTitle(title)
	p.readAll()
	p.classify(p.passageAt(body))
	return p.document(), nil
}

// parser holds the state of one Parse.
type parser struct {
	*rules
	text     *source.Text
	lex      *lexicon.Lexicon
	notices  map[string]string // by line or passage, what boilerplate said of it
	markdown bool
	wrapped  bool // paragraphs are broken into lines
	lower    bool // preambular paragraphs begin with a small letter
	width    int  // of most lines, in characters
	lines    []line
	passages []*passage
	warnings []Warning
	words    vocabulary // nil until a hyphen at the end of a line asks for it
	divides  bool       // the ends of lines divide words
}

func newParser(t *source.Text, lex *lexicon.Lexicon) *parser {
	return &parser{rules: rulesOf(lex), text: t, lex: lex, markdown: t.Markdown(), notices: map[string]string{}}
}

// rules is what of a lexicon tells what a passage is.
type rules struct {
	formulas map[string][]*lexicon.Formula // by kind
	find     *finder
}

var english = sync.OnceValue(func() *rules { return newRules(lexicon.English()) })

// rulesOf returns the rules of lex, made once for the English lexicon.
func rulesOf(lex *lexicon.Lexicon) *rules {
	if lex == lexicon.English() {
		return english()
	}
	return newRules(lex)
}

func newRules(lex *lexicon.Lexicon) *rules {
	r := &rules{formulas: map[string][]*lexicon.Formula{}, find: newFinder(&lex.Performatives)}
	for i := range lex.Formulas {
		f := &lex.Formulas[i]
		r.formulas[f.Kind] = append(r.formulas[f.Kind], f)
	}
	return r
}

// source returns the source of a span.
func (p *parser) source(s source.Span) string { return p.text.Content[s.Start:s.End] }

// is reports whether s is worded as a formula of the kind.
func (p *parser) is(kind, s string) bool {
	for _, f := range p.formulas[kind] {
		if f.Pattern.MatchString(s) {
			p.lex.Fired(f.Row)
			return true
		}
	}
	return false
}
