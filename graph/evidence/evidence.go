// Package evidence is what makes a statement worth believing: the spans of source text it rests on, how
// they become quads beside the statement, and how they are found again.
//
// It never reads a document: loaders hand it finished assertions. Start with Assertion and Of. It promises
// that Quads and Of are inverse to each other.
package evidence

import "github.com/cayleygraph/quad"

// Basis tells how the words of a text carry a statement.
type Basis string

// The bases, strongest first.
const (
	Explicit     Basis = "explicit"      // the words say it
	Coreference  Basis = "coreference"   // a pronoun or short form had to be resolved
	Structural   Basis = "structural"    // position and layout say it
	DefaultAgent Basis = "default-agent" // no agent is named: those who declare
)

// Assertion is a statement that one version of a text makes.
type Assertion struct {
	Subject   quad.IRI
	Predicate quad.IRI
	Object    quad.Value // IRI, String, LangString or TypedString
	Basis     Basis
	Rule      string // name of the rule that claimed it
	Spans     []Span // at least one, in the order of the text
}

// Span is a piece of a version's source text, half-open, and quotes itself: text[Start:End] == Quote.
type Span struct {
	Paragraph    quad.IRI
	Start, End   int // bytes of the version's con:sourceText
	CStart, CEnd int // the same in Unicode code points
	Quote        string
}
