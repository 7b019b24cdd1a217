package loaders

import (
	"cmp"
	"fmt"
	"slices"

	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/mention"
)

// Report tells what was found in a text, and what was not understood.
type Report struct {
	Blocks                              map[string]int // by class
	Mentions                            int
	Linked                              int // mentions that stand for a known entity
	Undertakings, Citations, Assertions int
	Ledger                              Ledger
	Unresolved                          []Unresolved // mentions that stand for nothing known, in the order of the text
	Boilerplate                         []Skipped    // blocks from which nothing is claimed of the declaration, in the order of the text
	Warnings                            []string     // "name: message", in a fixed order
	Faults                              []string     // of the reader: what it found but could not show in the text, and left out
}

// Unresolved is a mention that names something nobody knows.
type Unresolved struct {
	Surface      string
	Type         string
	Line, Column int // 1-based, the column in code points
}

// Skipped is a block recognized as foreign to the declaration.
type Skipped struct {
	Kind                string
	FirstLine, LastLine int // 1-based
}

func (r *Reading) report() Report {
	rep := Report{
		Blocks: map[string]int{}, Mentions: len(r.Mentions), Undertakings: len(r.Undertakings), Assertions: len(r.Assertions),
	}
	for _, b := range r.Document.Blocks {
		rep.Blocks[b.Class.String()]++
		if b.Class == document.Boilerplate {
			first, _ := r.Text.Position(b.Span.Start)
			last, _ := r.Text.Position(max(b.Span.Start, b.Span.End-1))
			rep.Boilerplate = append(rep.Boilerplate, Skipped{b.Kind, first, last})
		}
	}
	for _, m := range r.Mentions {
		if m.Key != "" {
			rep.Linked++
			continue
		}
		if m.Boilerplate || m.Layer == mention.ThemeLayer {
			continue
		}
		line, column := r.Text.Position(r.source(m.Block, m.Span).Start)
		rep.Unresolved = append(rep.Unresolved, Unresolved{m.Surface, m.Type, line, column})
	}
	slices.SortStableFunc(rep.Unresolved, func(a, b Unresolved) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	rep.Citations = r.citations()
	for _, w := range r.Document.Warnings {
		if w.Span.Len() == 0 {
			rep.Warnings = append(rep.Warnings, r.Text.FileName+": "+w.Message)
			continue
		}
		line, column := r.Text.Position(w.Span.Start)
		rep.Warnings = append(rep.Warnings, fmt.Sprintf("%s:%d:%d: %s", r.Text.FileName, line, column, w.Message))
	}
	if len(r.Document.Blocks) > 0 && len(r.Assertions) == 0 {
		rep.Warnings = append(rep.Warnings, fmt.Sprintf("%s: no statement found", r.Text.FileName))
	}
	return rep
}

// citations returns how many instruments the text cites, a citation in each paragraph counted once.
func (r *Reading) citations() int {
	n := 0
	for _, a := range r.Assertions {
		if a.Predicate == vocab.Cites {
			n++
		}
	}
	return n
}
