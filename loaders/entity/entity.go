// Package entity decides what a mention stands for: it mints keys, follows acronyms and short forms to
// their antecedents, and gathers what the registry says of each entity.
//
// Start with Resolve.
package entity

import (
	"github.com/cayleygraph/quad"

	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// Resolution is a document's mentions with their keys, and what they name.
type Resolution struct {
	Mentions []mention.Mention // as given, Key filled; "" where nothing could be resolved
	Entities []Entity          // by key: everything a mention or a field below names
	// Work and Version are the declaration and this text of it; Letter and Cover the documents that carry
	// it, Event the meeting it came out of, "" when the file holds or names none.
	Work, Version, Letter, Cover, Event string
}

// Resolve decides what the mentions of d stand for. The name of the version is d.Text.Name.
func Resolve(d *document.Document, ms []mention.Mention, lex *lexicon.Lexicon) Resolution {
	return Resolution{Mentions: ms}
}

// Merge joins what several texts say of the same entities, by key. Its result does not depend on the order
// of the texts.
func Merge(texts ...[]Entity) []Entity { return nil }

// Entity is a thing with a key. What stands here belongs into the registry: it is the same in every text.
type Entity struct {
	Key        string // "state/tj"
	Type       string // "State"
	Label      string
	AltLabels  []string   // sorted
	Properties []Property // normal forms: symbol, number, year, iso, begin, end, sorted
}

// Property is a literal or a key that the registry holds of an entity.
type Property struct {
	Predicate quad.IRI
	Literal   quad.Value // or nil
	Key       string     // or ""
}
