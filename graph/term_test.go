package graph_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

func TestAppendTerm(t *testing.T) {
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	for _, c := range []struct {
		in   quad.Value
		want string
	}{
		{quad.IRI("http://a/ü"), `<http://a/ü>`},
		{quad.IRI("a> <b"), `<a\u003E\u0020\u003Cb>`},
		{quad.BNode("b.1"), `_:b.1`},
		{quad.String(""), `""`},
		{quad.String("a\x00\b\t\n\f\r\x1f\x7f\"\\é"), `"a\u0000\b\t\n\f\r\u001F\u007F\"\\é"`},
		{quad.String("\uFFFD\uFFFE\uFFFF\uF000"), "\"\uFFFD" + `\uFFFE\uFFFF` + "\uF000\""},
		{quad.LangString{Value: "x", Lang: "en-US"}, `"x"@en-US`},
		{quad.TypedString{Value: "007", Type: xsd + "integer"}, `"007"^^<http://www.w3.org/2001/XMLSchema#integer>`},
		{quad.TypedString{Value: "x", Type: xsd + "string"}, `"x"`},
	} {
		v, err := graph.Normal(c.in)
		if err != nil {
			t.Errorf("Normal(%#v): %v", c.in, err)
			continue
		}
		if got := string(graph.AppendTerm(nil, v)); got != c.want {
			t.Errorf("AppendTerm(%#v) = %s, want %s", c.in, got, c.want)
		}
	}
}

func TestNormalQuad(t *testing.T) {
	a, lit := quad.IRI("a"), quad.String("x")
	for _, c := range []struct {
		q    quad.Quad
		want string // what the error begins with; empty: none
	}{
		{quad.Quad{Subject: a, Predicate: a, Object: lit}, ""},
		{quad.Quad{Subject: quad.BNode("0é-·"), Predicate: a, Object: a, Label: quad.BNode("b")}, ""},
		{quad.Quad{Predicate: a, Object: a}, "subject: invalid quad: no term"},
		{quad.Quad{Subject: lit, Predicate: a, Object: a}, `subject: invalid quad: "x" is a literal`},
		{quad.Quad{Subject: a, Predicate: lit, Object: a}, `predicate: invalid quad: "x" is not an IRI`},
		{quad.Quad{Subject: a, Predicate: quad.BNode("b"), Object: a}, `predicate: invalid quad: _:b is not an IRI`},
		{quad.Quad{Subject: a, Predicate: a, Object: a, Label: lit}, `graph: invalid quad: "x" is a literal`},
		{quad.Quad{Subject: a, Predicate: a, Object: quad.Int(5)}, "object: invalid quad: quad.Int is not an RDF term"},
		{quad.Quad{Subject: a, Predicate: a, Object: quad.IRI("")}, "object: invalid quad: empty IRI"},
		{quad.Quad{Subject: a, Predicate: a, Object: quad.TypedString{Value: "x"}}, "object: datatype: invalid quad: empty IRI"},
		{quad.Quad{Subject: a, Predicate: a, Object: quad.LangString{Value: "x", Lang: "e n"}}, `object: invalid quad: language tag "e n"`},
		{quad.Quad{Subject: a, Predicate: a, Object: quad.LangString{Value: "x"}}, `object: invalid quad: language tag ""`},
		{quad.Quad{Subject: a, Predicate: a, Object: quad.String("\xff")}, `object: invalid quad: "\xff" is not UTF-8`},
		{quad.Quad{Subject: quad.BNode("a> <b"), Predicate: a, Object: a}, `subject: invalid quad: blank node label "a> <b"`},
		{quad.Quad{Subject: quad.BNode("a:b"), Predicate: a, Object: a}, `subject: invalid quad: blank node label "a:b"`},
		{quad.Quad{Subject: quad.BNode("a."), Predicate: a, Object: a}, `subject: invalid quad: blank node label "a."`},
		{quad.Quad{Subject: quad.BNode("\xff"), Predicate: a, Object: a}, `subject: invalid quad: blank node label "\xff"`},
	} {
		_, err := graph.NormalQuad(c.q)
		if c.want == "" {
			if err != nil {
				t.Errorf("NormalQuad(%v): %v", c.q, err)
			}
			continue
		}
		if !errors.Is(err, graph.ErrInvalid) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("NormalQuad(%v): error %v, want one that begins with %q", c.q, err, c.want)
		}
	}
}
