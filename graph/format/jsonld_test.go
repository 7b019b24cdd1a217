package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/piprate/json-gold/ld"

	"concord/graph/canon"
	"concord/graph/graphtest"
)

func readJSONLD(text string, o *Options) ([]quad.Quad, error) {
	return quad.ReadAll(NewJSONLDReader(strings.NewReader(text), o))
}

// TestJSONLDRead gives documents and the quads that they say, as N-Quads.
func TestJSONLDRead(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`[]`, ``},
		{`{"@id": "a:s", "a:p": "x"}`, `<a:s> <a:p> "x" .`},
		{`{"@context": {"name": "a:name", "g": {"@id": "a:g", "@type": "@id"}}, "@id": "a:s", "name": ["x", "y"], "g": "a:o", "other": 1}`,
			"<a:s> <a:name> \"x\" .\n<a:s> <a:name> \"y\" .\n<a:s> <a:g> <a:o> ."},
		{`{"@context": {"@vocab": "a:", "@language": "de-AT"}, "@id": "a:s", "@type": "T", "p": {"@value": "x", "@language": "en-GB"}, "q": "y"}`,
			"<a:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <a:T> .\n<a:s> <a:p> \"x\"@en-GB .\n<a:s> <a:q> \"y\"@de-AT ."},
		{`{"@context": {"p": {"@id": "a:p", "@container": "@language"}}, "@id": "a:s", "p": {"en-GB": "x"}}`, `<a:s> <a:p> "x"@en-gb .`},
		{`{"@id": "a:s", "a:p": [true, 7, 7.0, -0, 5.5, 1e21, 100000000000000000000, {"@value": "07", "@type": "http://www.w3.org/2001/XMLSchema#integer"}, {"@value": 7, "@type": "http://www.w3.org/2001/XMLSchema#double"}]}`,
			`<a:s> <a:p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<a:s> <a:p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .
<a:s> <a:p> "0"^^<http://www.w3.org/2001/XMLSchema#integer> .
<a:s> <a:p> "5.5E0"^^<http://www.w3.org/2001/XMLSchema#double> .
<a:s> <a:p> "1.0E21"^^<http://www.w3.org/2001/XMLSchema#double> .
<a:s> <a:p> "100000000000000000000"^^<http://www.w3.org/2001/XMLSchema#integer> .
<a:s> <a:p> "07"^^<http://www.w3.org/2001/XMLSchema#integer> .
<a:s> <a:p> "7.0E0"^^<http://www.w3.org/2001/XMLSchema#double> .`},
		{`{"@id": "a:s", "a:p": [{"@list": ["x", {"@list": []}]}, {"@set": [{"a:q": {"@id": "_:anon1"}}]}]}`, `<a:s> <a:p> _:l .
_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "x" .
_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:m .
_:m <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
_:m <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
<a:s> <a:p> _:n .
_:n <a:q> _:o .`},
		{`{"@id": "_:g", "a:p": {"@id": "_:a b"}, "@graph": [{"@id": "_:a b", "a:p": {"@id": "_:g"}, "@reverse": {"a:q": {"@id": "a:s"}}}]}`,
			"_:g <a:p> _:x .\n_:x <a:p> _:g _:g .\n<a:s> <a:q> _:x _:g ."},
		{`{"@id": "a:s", "@included": [{"@id": "a:t", "a:p": {"@graph": [{"@id": "a:u", "a:p": "x"}]}}]}`, "<a:t> <a:p> _:g .\n<a:u> <a:p> \"x\" _:g ."},
		{`{"@id": "a:s", "a:p": {"@type": "@json", "@value": {"b": [1.0, "\u00e9\u000a"], "@language": "EN", "a": null}}}`,
			`<a:s> <a:p> "{\"@language\":\"EN\",\"a\":null,\"b\":[1,\"é\\n\"]}"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .`},
		{`{"@id": "a:s", "a:p": [{"@type": "@json", "@value": [1, {}]}, {"@type": "@json", "@value": null}, {"@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON", "@value": "{ }"}]}`,
			`<a:s> <a:p> "[1,{}]"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .
<a:s> <a:p> "null"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .
<a:s> <a:p> "{ }"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .`},
		{`{"@context": {"@base": "http://x.example/d/"}, "@id": "../s", "a:p": {"@id": ""}}`, `<http://x.example/s> <a:p> <http://x.example/d/> .`},
	} {
		want, err := quad.ReadAll(NewNQuadsReader(strings.NewReader(test.want), nil))
		if err != nil {
			t.Fatal(err)
		}
		got, err := readJSONLD(test.in, nil)
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
			continue
		}
		if same, err := canon.Equal(context.Background(), got, want); err != nil || !same {
			t.Errorf("%s\nreads as\n%swant\n%s\n%v", test.in, write(t, Formats[0], got), test.want, err)
		}
	}
	got, err := readJSONLD(`{"@id": "s", "a:p": {"@id": "#f"}}`, &Options{Base: "http://x.example/d"})
	if want := []quad.Quad{{Subject: quad.IRI("http://x.example/s"), Predicate: quad.IRI("a:p"), Object: quad.IRI("http://x.example/d#f")}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("with a base: %v, %v, want %v", got, err, want)
	}
}

func TestJSONLDErrors(t *testing.T) {
	o := &Options{Name: "in", MaxDocument: 500, MaxLiteral: 40, MaxDepth: 20}
	for _, test := range []struct{ in, want string }{
		{``, "in:1:1: the document ends in the middle of a value"},
		{`{"@id": "a:s",`, "in:1:15: the document ends in the middle of a value"},
		{"{\n  \"é\": x}", `in:2:8: not JSON: invalid character 'x' looking for beginning of value`},
		{`{} {}`, "in:1:5: something follows the end of the document"},
		{"{\"a:p\": \"\xff\"}", "in:1:10: byte 0xff is not UTF-8"},
		{`{"a:p": "\\\ud834\udd1e\ud834"}`, `in:1:24: \ud834 is half a character`},
		{`{"a:p": 1, "a:p": 2}`, `in:1:17: the object has "a:p" twice`},
		{`"a:s"`, "in:1:1: expected an object or an array"},
		{strings.Repeat("[", 30) + strings.Repeat("]", 30), "in:1:22: more than 20 brackets within each other"},
		{`{"@id": "a:s", "a:p": "` + strings.Repeat("x", 41) + `"}`, "in:1:66: string is longer than 40 bytes"},
		{strings.Repeat(" ", 501), "in:1:1: document is longer than 500 bytes, and JSON-LD must be held in memory whole"},
		{`{"@context": "https://schema.org/", "name": "x"}`, `in: context "https://schema.org/" stands elsewhere and is not fetched: put it into the document`},
		{`{"@context": {"@import": "https://schema.org/"}, "name": "x"}`, `in: context "https://schema.org/" stands elsewhere and is not fetched: put it into the document`},
		{`{"@context": {"p": {"@id": "a:p", "@context": "other.jsonld"}}, "p": {"a:q": "x"}}`, `in: context "other.jsonld" stands elsewhere and is not fetched: put it into the document`},
		{`{"@id": "s", "a:p": "x"}`, `in: IRI "s": IRI is not absolute`},
		{`{"@id": "a:s t", "a:p": "x"}`, `in: IRI "a:s t": ' ' is not allowed in an IRI`},
		{`{"@id": "a:s", "_:p": "x"}`, `in: blank node "_:p" is a predicate, which RDF does not have`},
		{`{"@id": "a:s", "a:p": {"@value": "x", "@language": "e n"}}`, `in: literal "x": invalid quad: language tag "e n"`},
		{`{"@id": "a:s", "a:p": 9007199254740993}`, `in: number 9007199254740993 is beyond what a number of JSON-LD holds exactly: write it as a string with a type`},
		{`{"@id": "a:s", "a:p": 1e400}`, `in: number 1e400 is beyond what a number of JSON-LD can be: write it as a string with a type`},
		{`{"@id": "a:s", "a:p": {"@value": "x", "@type": ["a:d", "a:e"]}}`, "in: not JSON-LD: @type of a value is no string"},
		{`{"@context": {"n": {"@id": "@nest", "@context": {}}}}`, "in:1:51: a context of a name for @nest is not supported"},
		{`{"@context": {"n": {"@id": "a:n", "@container": "@graph", "@context": null}}}`, "in:1:75: a context null of a name with a @container is not supported"},
		{`{"@context": {"@base": "tag:x"}}`, `in: base "tag:x" is not supported: want one like http://host/path without empty parts and dots`},
		{`{"@id": 1}`, "in: not JSON-LD: "},
		{`{"@context": {"p": 1}, "p": 1}`, "in: not JSON-LD: "},
	} {
		quads, err := readJSONLD(test.in, o)
		var s *SyntaxError
		if !errors.As(err, &s) || !strings.HasPrefix(err.Error(), test.want) || len(quads) > 0 {
			t.Errorf("%s: %v, error %v, want %s", test.in, quads, err, test.want)
		}
		if long := strings.Contains(test.want, "longer"); long != errors.Is(err, ErrTooLong) {
			t.Errorf("%s: error %v is or is not ErrTooLong", test.in, err)
		}
	}
	r := NewJSONLDReader(strings.NewReader("{"), nil)
	_, first := r.ReadQuad()
	if _, again := r.ReadQuad(); first == nil || again != first {
		t.Errorf("error %v, then %v", first, again)
	}
}

// jsonldQuads are datasets of what JSON-LD has words of its own for, and of terms that are easily changed.
func jsonldQuads(r *rand.Rand) []quad.Quad {
	const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	nodes := []quad.Value{quad.IRI("a:s"), quad.IRI("a:S"), quad.IRI("http://x.example/../é%20?q#f"), quad.IRI("urn:x:@type"), quad.IRI(rdf + "nil"), quad.IRI("a:"),
		quad.BNode("b"), quad.BNode("b0"), quad.BNode("anon1"), quad.BNode("a.b"), quad.BNode("é")}
	predicates := []quad.Value{quad.IRI("a:p"), quad.IRI("a:q"), quad.IRI(rdf + "type"), quad.IRI(rdf + "first"), quad.IRI(rdf + "rest")}
	objects := append([]quad.Value{quad.String(""), quad.String("a \"b\"\\\n\r\t\x00\x1f\x7f é😀\u2028\ufffe<>&"), quad.String("_:b"), quad.String("a:s"), quad.String("@id"), quad.String("\x00language 0"),
		quad.LangString{Value: "x", Lang: "en-GB"}, quad.LangString{Value: "x", Lang: "en"}, quad.LangString{Value: "", Lang: "EN"}}, nodes...)
	for _, typed := range [][2]string{{"007", xsd + "integer"}, {"1", xsd + "boolean"}, {"true", xsd + "boolean"}, {"1.10", xsd + "double"}, {"INF", xsd + "double"},
		{"{ }", rdf + "JSON"}, {"no JSON", rdf + "JSON"}, {"x", "a:d"}} {
		objects = append(objects, quad.TypedString{Value: quad.String(typed[0]), Type: quad.IRI(typed[1])})
	}
	graphs := append([]quad.Value{nil, nil, nil, nil}, nodes...)
	quads := make([]quad.Quad, r.IntN(20))
	for i := range quads {
		quads[i] = quad.Quad{Subject: nodes[r.IntN(len(nodes))], Predicate: predicates[r.IntN(len(predicates))],
			Object: objects[r.IntN(len(objects))], Label: graphs[r.IntN(len(graphs))]}
		if i > 0 && r.IntN(2) == 0 {
			quads[i].Subject, quads[i].Label = quads[i-1].Subject, quads[i-1].Label
		}
	}
	if r.IntN(2) == 0 {
		slices.SortFunc(quads, func(a, b quad.Quad) int { return strings.Compare(fmt.Sprint(a.Label, a), fmt.Sprint(b.Label, b)) })
	}
	return quads
}

// TestJSONLDRoundTrip writes random datasets and reads them again: by JSONLDReader, and by the library alone, which
// changes some literals.
func TestJSONLDRoundTrip(t *testing.T) {
	f, _ := ByExtension("x.jsonld")
	for seed := range uint64(graphtest.Size(500, 5000, 50_000)) {
		quads := jsonldQuads(rand.New(rand.NewPCG(seed, 31)))
		text := write(t, f, quads)
		got, err := readJSONLD(string(text), nil)
		if err != nil {
			t.Fatalf("seed %d: %s: %v", seed, text, err)
		}
		if same, err := canon.Equal(context.Background(), got, quads); err != nil || !same {
			t.Fatalf("seed %d: %s\nreads as\n%swant\n%s%v", seed, text, write(t, Formats[0], got), write(t, Formats[0], quads), err)
		}
		if !slices.ContainsFunc(quads, changedByLibrary) {
			if same, err := canon.Equal(context.Background(), byLibrary(t, text), quads); err != nil || !same {
				t.Fatalf("seed %d: %s\nis to the library\n%swant\n%s%v", seed, text, write(t, Formats[0], byLibrary(t, text)), write(t, Formats[0], quads), err)
			}
		}
	}
}

// changedByLibrary reports whether the library alone does not read a quad as it is written: it puts language tags in
// lower case and canonicalizes what has the type of JSON.
func changedByLibrary(q quad.Quad) bool {
	switch v := q.Object.(type) {
	case quad.LangString:
		return v.Lang != strings.ToLower(v.Lang)
	case quad.TypedString:
		return strings.HasSuffix(string(v.Type), "#JSON")
	}
	return false
}

func byLibrary(t *testing.T, text []byte) []quad.Quad {
	t.Helper()
	document, err := ld.DocumentFromReader(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	dataset, err := ld.NewJsonLdProcessor().ToRDF(document, ld.NewJsonLdOptions(""))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var quads []quad.Quad
	for name, of := range dataset.(*ld.RDFDataset).Graphs {
		for _, q := range of {
			g := quad.Value(nil)
			if name != "@default" {
				g = libraryTerm(q.Graph)
			}
			quads = append(quads, quad.Quad{Subject: libraryTerm(q.Subject), Predicate: libraryTerm(q.Predicate), Object: libraryTerm(q.Object), Label: g})
		}
	}
	return quads
}

func libraryTerm(n ld.Node) quad.Value {
	switch n := n.(type) {
	case ld.BlankNode:
		return quad.BNode(strings.TrimPrefix(n.Attribute, "_:"))
	case ld.IRI:
		return quad.IRI(n.Value)
	case ld.Literal:
		if n.Language != "" {
			return quad.LangString{Value: quad.String(n.Value), Lang: n.Language}
		}
		if n.Datatype != "http://www.w3.org/2001/XMLSchema#string" {
			return quad.TypedString{Value: quad.String(n.Value), Type: quad.IRI(n.Datatype)}
		}
		return quad.String(n.Value)
	}
	return nil
}

func FuzzJSONLD(f *testing.F) {
	for _, s := range []string{`[]`, `{"@context": {"@vocab": "a:", "p": {"@id": "a:p", "@container": ["@graph", "@id"]}}, "p": {"a:g": {"q": [1, true, null]}}}`,
		`{"@id": "_:a b", "a:p": {"@list": [{"@value": "x", "@language": "en-GB"}]}, "@reverse": {"a:q": {"@id": "a:s"}}, "@graph": [{"@id": "_:anon1"}]}`,
		`{"@context": {"@language": "EN", "j": {"@id": "a:j", "@type": "@json"}, "n": "@nest"}, "@id": "a:s", "j": {"@language": "EN"}, "n": {"a:p": "\ud834\udd1e"}}`} {
		f.Add([]byte(s))
	}
	jsonld, _ := ByExtension("x.jsonld")
	f.Fuzz(func(t *testing.T, in []byte) {
		quads, err := quad.ReadAll(NewJSONLDReader(bytes.NewReader(in), &Options{MaxDocument: 1 << 14, MaxDepth: 100}))
		if err != nil {
			return
		}
		text := write(t, jsonld, quads)
		again, err := readJSONLD(string(text), nil)
		if err != nil {
			t.Fatalf("%q: own output %s: %v", in, text, err)
		}
		relabelled, err := canon.RelabelQuads(context.Background(), quads, &canon.Options{MaxWork: 1 << 16})
		if err != nil {
			return // blank nodes too alike
		}
		var first, second bytes.Buffer
		if _, err := relabelled.Write(context.Background(), &first); err != nil {
			t.Fatal(err)
		}
		if relabelled, err = canon.RelabelQuads(context.Background(), again, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := relabelled.Write(context.Background(), &second); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() {
			t.Errorf("%q reads as\n%swritten and read again\n%s", in, first.String(), second.String())
		}
	})
}

var _ io.Closer = (*JSONLDReader)(nil)
