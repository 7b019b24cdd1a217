package vocab

import "github.com/cayleygraph/quad"

// keyTypes are what a key begins with, before its first slash: "state" in state/tj.
var keyTypes = map[string]bool{
	"agenda": true, "align": true, "calign": true, "commit": true, "date": true, "diff": true, "doc": true,
	"docset": true, "event": true, "gov": true, "graph": true, "group": true, "lang": true, "level": true,
	"mention": true, "norm": true, "org": true, "para": true, "person": true, "place": true, "res": true,
	"role": true, "scheme": true, "state": true, "stmt": true, "theme": true,
}

// IsKeyType reports whether keys begin with name and a slash.
func IsKeyType(name string) bool { return keyTypes[name] }

// Lookup returns the predicate of the vocabulary that iri names, and whether there is one.
func Lookup(iri quad.IRI) (Term, bool) {
	for _, t := range Terms {
		if t.IRI == iri {
			return t, true
		}
	}
	return Term{}, false
}
