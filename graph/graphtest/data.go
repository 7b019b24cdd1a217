package graphtest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/cayleygraph/quad"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

// exactTerms are pairwise different terms that a careless store takes for each other or changes.
func exactTerms() []quad.Value {
	typed := func(value, datatype string) quad.Value {
		return quad.TypedString{Value: quad.String(value), Type: quad.IRI(datatype)}
	}
	return []quad.Value{
		quad.String(""), quad.String(" "), quad.String("a"), quad.String("A"), quad.String("<a>"), quad.String("_:a"),
		quad.IRI("a"), quad.BNode("a"), quad.BNode("a.b"), quad.BNode("0"), quad.BNode("é-1"),
		quad.String("007"), quad.String("7"), quad.String("true"),
		typed("007", xsd+"integer"), typed("7", xsd+"integer"), typed("+7", xsd+"integer"), typed("7", xsd+"int"),
		typed("01", "xsd:integer"), typed("01", xsd+"integer"), typed("not a number", xsd+"integer"),
		typed("1", xsd+"boolean"), typed("true", xsd+"boolean"), typed("True", xsd+"boolean"),
		typed("1.0", xsd+"decimal"), typed("1.00", xsd+"decimal"), typed("1.0E0", xsd+"double"), typed("INF", xsd+"double"),
		typed("2018-05-04T00:00:00Z", xsd+"dateTime"), typed("2018-05-04T00:00:00.000Z", xsd+"dateTime"),
		typed("2018-05-04T02:00:00+02:00", xsd+"dateTime"), typed("", xsd+"integer"), typed("a", "a"),
		quad.LangString{Value: "a", Lang: "en"}, quad.LangString{Value: "a", Lang: "EN"},
		quad.LangString{Value: "a", Lang: "en-GB"}, quad.LangString{Value: "a", Lang: "en-gb"}, quad.LangString{Lang: "en"},
		quad.String("a@en"), quad.String("\"a\"@en"), quad.String("a\"^^<x>"), quad.String("\\"), quad.String("\\u0041"),
		quad.String("\x00"), quad.String("a\x00b"), quad.String("\x00a"), quad.String("\x01\x1f\x7f\u0080\u009f"),
		quad.String("line\nfeed"), quad.String("line\r\nfeed"), quad.String("tab\t"), quad.String("trailing "), quad.String("\ufeffbom"),
		quad.String("é"), quad.String("e\u0301"), quad.String("Душанбе"), quad.String("\U0001F54A"), quad.String("\ufffd"), quad.String("\uffff"), quad.String("\ufffe\uffff\\uFFFE"),
		quad.IRI("http://example.org/Душанбе"), quad.IRI("http://example.org/%D0%94"), quad.IRI("http://example.org/"),
		quad.IRI("http://example.org"), quad.IRI("HTTP://example.org/"), quad.IRI("http://example.org/#"), quad.IRI("http://example.org/#\U0001F54A"),
		quad.IRI("with space"), quad.IRI("with>bracket"), quad.IRI("with\"quote"), quad.IRI("with\\backslash"), quad.IRI("with\x00nul"),
		quad.IRI("\u0301"), quad.IRI(strings.Repeat("a/", 2000)), quad.String(strings.Repeat("é", 1000)), quad.String(strings.Repeat("é", 1000) + "x"),
	}
}

// about returns a quad with a term as object, and with it as subject and graph where RDF allows.
func about(i int, v quad.Value) []quad.Quad {
	p := quad.IRI(fmt.Sprintf("p%d", i))
	quads := []quad.Quad{{Subject: quad.IRI("s"), Predicate: p, Object: v}}
	if _, ok := v.(quad.Identifier); ok {
		quads = append(quads, quad.Quad{Subject: v, Predicate: p, Object: quad.IRI("s"), Label: v})
	}
	if iri, ok := v.(quad.IRI); ok {
		quads = append(quads, quad.Quad{Subject: quad.IRI("s"), Predicate: iri, Object: quad.String("o")})
	}
	return quads
}

// sample returns n different quads over few terms, so that every position has values in common with the
// others: the same terms are subjects and objects, two are also predicates and graphs. The default graph
// and some blank nodes are among them.
func sample(seed uint64, n int) []quad.Quad {
	r := rand.New(rand.NewPCG(seed, 7))
	seen := map[quad.Quad]bool{}
	var quads []quad.Quad
	for len(quads) < n {
		if q := randomQuad(r, 5+n/16); !seen[q] {
			seen[q] = true
			quads = append(quads, q)
		}
	}
	return quads
}

// randomQuad returns a quad over about wide terms.
func randomQuad(r *rand.Rand, wide int) quad.Quad {
	q := quad.Quad{Subject: node(r.IntN(wide)), Predicate: quad.IRI(fmt.Sprintf("n%d", r.IntN(4))), Object: node(r.IntN(wide))}
	if r.IntN(3) == 0 {
		q.Object = quad.LangString{Value: quad.String(fmt.Sprint(r.IntN(wide))), Lang: [...]string{"en", "EN", "fr"}[r.IntN(3)]}
	}
	if g := r.IntN(4); g > 0 {
		q.Label = node(g)
	}
	return q
}

func node(i int) quad.Value {
	if i%5 == 3 {
		return quad.BNode(fmt.Sprintf("n%d", i))
	}
	return quad.IRI(fmt.Sprintf("n%d", i))
}
