// Package assertion claims what a text says: one rule a file, each turning paragraphs and what they name
// into claims with the words they rest on. A rule never invents: what it cannot resolve it does not claim.
//
// Start with Rules and Context.
package assertion

import (
	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// Context is what a rule may look at: one version, read and resolved. Rules do not change it.
type Context struct {
	Lexicon  *lexicon.Lexicon
	Document *document.Document
	// Mentions of the document, resolved, by block and start; of two that start together the longer is first.
	Mentions []mention.Mention
	// Keys of the documents in the file; "" for one that it does not hold.
	Work, Version, Letter, Cover string
	// Event is the key of the meeting the declaration came out of, "" when the text names none.
	Event string
	// Name of the version.
	Name string

	worded       []*wording // by block, once it was asked for
	asked        bool       // whether speaking is who speaks
	speaking     string     // what speaker found
	phrased      []Claim    // what phrases found, once it was asked for
	read         bool       // whether undertakings are what was read
	undertakings []act      // what acts found
	declaring    *declaring

	named map[string][]Span // what names returned
}

// Claim is an assertion in the terms of the document: keys and spans of views.
type Claim struct {
	Subject   string // key
	Predicate quad.IRI
	Object    string     // key, or "" when Literal is set
	Literal   quad.Value // or nil
	Basis     evidence.Basis
	Spans     []Span // at least one
	// Antecedents name what short forms and pronouns in Spans stand for.
	Antecedents []Span

	rule string // of a phrase: the rule its row names
}

// Span is a piece of the view of a block.
type Span struct {
	Block int
	source.Span
}

// Undertaking is what somebody is to do, whatever its force.
type Undertaking struct {
	Key     string // "commit/un/O8.2"
	Block   int
	Ordinal int
	Force   string // commitment, willingness, need, importance, support, encouragement, call, recognition, request, decision, demand
	// Performative is the lemma of the verb it stands under, Phrase the words of that performative.
	Performative, Phrase string
	// Family of the performative and its Strength there, 1 to 5; "" and 0 for a verb that is none, as "will".
	Family   string
	Strength int
	Trigger  source.Span // of the block's View.Text: the verb or noun that heads it
	Span     source.Span // of the block's View.Text: the whole undertaking
	Summary  string
}
