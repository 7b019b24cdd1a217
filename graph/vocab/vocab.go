// Package vocab names every IRI the program knows: the predicates and classes of concord with the
// standard terms they map to, the IRIs of RDF, and how keys and graph names become IRIs.
//
// It holds names only. It never reads a store, a document or a query. Start with Terms and Base.
package vocab

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// NS is the namespace of the predicates and classes. It is the same in every store, whatever its Base.
const NS = "https://concord.example/ns#"

// IRIs of RDF 1.1, RDFS and XML Schema that the program writes or reads.
const (
	Type         quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	RDFSubject   quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"
	RDFPredicate quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
	RDFObject    quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object"
	RDFStatement quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"
	LangString   quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
	First        quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
	Rest         quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"
	Nil          quad.IRI = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"

	XSDString  quad.IRI = "http://www.w3.org/2001/XMLSchema#string"
	XSDBoolean quad.IRI = "http://www.w3.org/2001/XMLSchema#boolean"
	XSDInteger quad.IRI = "http://www.w3.org/2001/XMLSchema#integer"
	XSDDecimal quad.IRI = "http://www.w3.org/2001/XMLSchema#decimal"
	XSDDouble  quad.IRI = "http://www.w3.org/2001/XMLSchema#double"
)

// Group is the part of the vocabulary a predicate belongs to. It tells relations, which a path may walk,
// from attributes and bookkeeping.
type Group string

// The groups, in the order of Terms.
const (
	StructureGroup    Group = "structure"
	DocumentGroup     Group = "document"
	CitationGroup     Group = "citation"
	EventGroup        Group = "event"
	OrganizationGroup Group = "organization"
	ContentGroup      Group = "content"
	CommitmentGroup   Group = "commitment"
	PerformativeGroup Group = "performative"
	AttributeGroup    Group = "attribute"
	AlignmentGroup    Group = "alignment"
	RegistryGroup     Group = "registry"
)

// Term is a predicate of the vocabulary.
type Term struct {
	IRI        quad.IRI
	Group      Group
	Domain     string // classes of the subject, separated by spaces; "*" is any
	Range      string // classes of the object, separated by spaces; "literal" or "*"
	Mapping    string // how it relates to terms of published vocabularies
	Definition string
}

// IRI returns the IRI of a class or predicate by its local name, for example "Resolution".
func IRI(name string) quad.IRI { return quad.IRI(NS + name) }

// Local returns the local name of a term in NS, and whether iri is one.
func Local(iri quad.IRI) (string, bool) { return strings.CutPrefix(string(iri), NS) }

// Integer returns n as an xsd:integer literal.
func Integer(n int) quad.TypedString {
	return quad.TypedString{Value: quad.String(itoa(n)), Type: XSDInteger}
}
