// Package evidence is what makes a statement worth believing: the spans of source text it rests on, how
// they become quads beside the statement, and how they are found again.
//
// It never reads a document: loaders hand it finished assertions. Start with Assertion and Of. It promises
// that Quads and Of are inverse to each other.
package evidence

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"
)

// Basis tells how the words of a text carry a statement.
type Basis string

// The bases, strongest first.
const (
	Explicit     Basis = "explicit"      // the words say it
	Coreference  Basis = "coreference"   // a pronoun or short form had to be resolved
	Structural   Basis = "structural"    // position and layout say it
	DefaultAgent Basis = "default-agent" // no agent is named: those who declare
	Background   Basis = "background"    // no text says it; a source outside does, which Origin names
)

// weight orders bases, strongest first.
func (b Basis) weight() int {
	if i := slices.Index([]Basis{Explicit, Coreference, Structural, DefaultAgent, Background}, b); i >= 0 {
		return i
	}
	return 5
}

// Assertion is a statement that one version of a text makes, or that stands in the background of all.
type Assertion struct {
	Subject   quad.IRI
	Predicate quad.IRI
	Object    quad.Value // IRI, String, LangString or TypedString
	Basis     Basis
	Rule      string // name of the rule that claimed it
	Origin    string // of a background statement: where it is from; "" for what a text says
	// Spans are the words that say it, in the order of the text, and behind them the names that short forms among
	// these words stand for. There is at least one, none of a background statement.
	Spans []Span
}

// Span is a piece of a version's source text, half-open, and quotes itself: text[Start:End] == Quote.
type Span struct {
	Paragraph    quad.IRI
	Start, End   int // bytes of the version's con:sourceText
	CStart, CEnd int // the same in Unicode code points
	Quote        string
}

func compareSpans(a, b Span) int {
	return cmp.Or(
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Paragraph, b.Paragraph),
		cmp.Compare(a.CStart, b.CStart), cmp.Compare(a.CEnd, b.CEnd), cmp.Compare(a.Quote, b.Quote))
}

// Merge makes one assertion of all that state the same: it has their spans in the order of the text, each
// once, and the basis and rule of the strongest, of equally strong ones the first in the text and then in
// the order of rule names. The result is sorted by first span, subject, predicate and object, and does not
// depend on the order of what is given, which Merge does not change.
func Merge(claims []Assertion) []Assertion {
	sorted := make([]Assertion, len(claims))
	for i, a := range claims {
		a.Spans = slices.Clone(a.Spans)
		slices.SortFunc(a.Spans, compareSpans)
		sorted[i] = a
	}
	slices.SortStableFunc(sorted, func(a, b Assertion) int {
		return cmp.Or(
			cmp.Compare(a.Basis.weight(), b.Basis.weight()), slices.CompareFunc(a.Spans, b.Spans, compareSpans),
			cmp.Compare(a.Rule, b.Rule))
	})
	var merged []Assertion
	type statement struct {
		subject, predicate quad.IRI
		object             string
	}
	at := make(map[statement]int, len(sorted))
	for _, a := range sorted {
		k := statement{a.Subject, a.Predicate, termKey(a.Object)}
		i, ok := at[k]
		if !ok {
			at[k] = len(merged)
			merged = append(merged, a)
			continue
		}
		merged[i].Spans = append(merged[i].Spans, a.Spans...)
	}
	for i := range merged {
		slices.SortFunc(merged[i].Spans, compareSpans)
		merged[i].Spans = slices.Compact(merged[i].Spans)
	}
	slices.SortFunc(merged, compare)
	return merged
}

// AddAntecedents adds to what a rests on the names that short forms in its words stand for.
func (a *Assertion) AddAntecedents(names []Span) {
	names = slices.Clone(names)
	slices.SortFunc(names, compareSpans)
	for _, n := range names {
		if !slices.Contains(a.Spans, n) {
			a.Spans = append(a.Spans, n)
		}
	}
}

func compare(a, b Assertion) int {
	if len(a.Spans) > 0 && len(b.Spans) > 0 {
		if c := compareSpans(a.Spans[0], b.Spans[0]); c != 0 {
			return c
		}
	}
	if c := cmp.Or(cmp.Compare(len(a.Spans), len(b.Spans)), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Predicate, b.Predicate)); c != 0 {
		return c
	}
	return cmp.Compare(termKey(a.Object), termKey(b.Object))
}
