// Package entity decides what a mention stands for: it mints keys, follows acronyms and short forms to
// their antecedents, and gathers what the registry says of each entity.
//
// Start with Resolve.
package entity

import "github.com/cayleygraph/quad"

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
