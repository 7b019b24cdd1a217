package vocab

import "github.com/cayleygraph/quad"

// Prefix is a short name for what IRIs begin with.
type Prefix struct {
	Name string // without the colon
	IRI  quad.IRI
}

// Prefixes are the short names of NS and of the vocabularies that Terms maps to: those a query may use, and
// files are written with.
var Prefixes = []Prefix{
	{"con", NS},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
	{"owl", "http://www.w3.org/2002/07/owl#"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"dcterms", "http://purl.org/dc/terms/"},
	{"schema", "https://schema.org/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"org", "http://www.w3.org/ns/org#"},
	{"cito", "http://purl.org/spar/cito/"},
	{"odrl", "http://www.w3.org/ns/odrl/2/"},
	{"prov", "http://www.w3.org/ns/prov#"},
	{"time", "http://www.w3.org/2006/time#"},
}
