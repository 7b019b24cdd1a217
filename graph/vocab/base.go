package vocab

import (
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// DefaultBase is the Base of a store that was not given another.
const DefaultBase Base = "https://concord.example/id/"

// Base is what stands before a key in the IRI of an entity. A store has one; a second is refused.
type Base string

// IRI returns the IRI of a key, for example of "state/tj".
func (b Base) IRI(key string) quad.IRI { return quad.IRI(string(b) + key) }

// Key returns the key of an entity's IRI, and whether iri lies below b.
func (b Base) Key(iri quad.IRI) (string, bool) { return strings.CutPrefix(string(iri), string(b)) }

// Graph returns the graph of what version name says.
func (b Base) Graph(name string) quad.IRI { return b.IRI("graph/" + name) }

// EvidenceGraph returns the graph of version name's evidence, mentions and source text.
func (b Base) EvidenceGraph(name string) quad.IRI { return b.IRI("graph/" + name + "/evidence") }

// Registry returns the graph that types and labels entities and gives their normal forms.
func (b Base) Registry() quad.IRI { return b.IRI("graph/registry") }

// Alignment returns the graph of how versions of one work compare.
func (b Base) Alignment() quad.IRI { return b.IRI("graph/alignment") }

// Background returns the graph of what no text says but a named source outside does.
func (b Base) Background() quad.IRI { return b.IRI("graph/background") }

// Reserved reports whether name cannot name a version because a graph of another kind has it.
func Reserved(name string) bool {
	switch name {
	case "registry", "alignment", "background", "review":
		return true
	}
	return strings.HasSuffix(name, "evidence")
}

// VersionOf returns the name of the version whose statements graph g holds, and whether g is such a graph.
func (b Base) VersionOf(g quad.IRI) (string, bool) {
	name, ok := strings.CutPrefix(string(g), string(b)+"graph/")
	if !ok || name == "" || strings.Contains(name, "/") || Reserved(name) {
		return "", false
	}
	return name, true
}

// IsEvidence reports whether g is the evidence graph of a version.
func (b Base) IsEvidence(g quad.IRI) bool {
	name, ok := strings.CutPrefix(string(g), string(b)+"graph/")
	return ok && strings.HasSuffix(name, "/evidence")
}

func itoa(n int) string { return strconv.Itoa(n) }
