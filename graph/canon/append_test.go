package canon_test

import (
	"errors"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
)

const xsdInteger = "http://www.w3.org/2001/XMLSchema#integer"

func TestAppendTerm(t *testing.T) {
	tests := []struct {
		in   quad.Value
		want string // empty: not RDF
	}{
		{quad.IRI("a:é😀"), `<a:é😀>`},
		{quad.BNode("b.c"), `_:b.c`},
		{quad.String("\x00\a\b\t\n\v\f\r\x1f \"'\\\x7f\u0080\u2028\uFFFD\uFFFE\uFFFF"),
			`"\u0000\u0007\b\t\n\u000B\f\r\u001F \"'\\\u007F` + "\u0080\u2028\uFFFD" + `\uFFFE\uFFFF"`},
		{quad.LangString{Value: "x", Lang: "en-GB"}, `"x"@en-GB`},
		{quad.TypedString{Value: "1", Type: xsdInteger}, `"1"^^<` + xsdInteger + `>`},
		{quad.TypedString{Value: "x", Type: "http://www.w3.org/2001/XMLSchema#string"}, `"x"`},
		{nil, ""},
		{quad.Int(1), ""},
		{quad.Bool(true), ""},
		{quad.IRI(""), ""},
		{quad.IRI("relative"), ""},
		{quad.IRI("a:b> <a:c"), ""},
		{quad.IRI("a:\xff"), ""},
		{quad.IRI("a:\n"), ""},
		{quad.IRI(`a:\u0020`), ""},
		{quad.BNode(""), ""},
		{quad.BNode("a b"), ""},
		{quad.BNode("a."), ""},
		{quad.BNode("a\xff"), ""},
		{quad.String("\xed\xa0\x80"), ""}, // a surrogate
		{quad.LangString{Value: "x"}, ""},
		{quad.LangString{Value: "x", Lang: "en_GB"}, ""},
		{quad.LangString{Value: "\xff", Lang: "en"}, ""},
		{quad.TypedString{Value: "1"}, ""},
		{quad.TypedString{Value: "1", Type: "xsd integer"}, ""},
		{quad.TypedString{Value: "x", Type: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}, ""},
	}
	for _, test := range tests {
		got, err := canon.AppendTerm([]byte("kept "), test.in)
		if want := "kept " + test.want; string(got) != want {
			t.Errorf("AppendTerm(%#v) = %s, want %s", test.in, got, want)
		}
		if refused := errors.Is(err, graph.ErrInvalid); refused != (test.want == "") {
			t.Errorf("AppendTerm(%#v): error %v", test.in, err)
		}
	}
}
