package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
)

func ExampleNewTriGWriter() {
	const base = "https://concord.example/id/"
	w := NewTriGWriter(os.Stdout, &Names{Base: base, Prefixes: []vocab.Prefix{{Name: "con", IRI: vocab.NS}}})
	tajikistan, label := quad.IRI(base+"state/tj"), vocab.IRI("label")
	w.WriteQuads([]quad.Quad{
		{Subject: tajikistan, Predicate: vocab.Type, Object: vocab.IRI("State")},
		{Subject: tajikistan, Predicate: label, Object: quad.LangString{Value: "Tajikistan", Lang: "en"}},
		{Subject: tajikistan, Predicate: label, Object: quad.LangString{Value: "Таджикистан", Lang: "ru"}},
		{Subject: quad.IRI(base + "para/un/O5"), Predicate: vocab.IRI("number"), Object: vocab.Integer(5), Label: quad.IRI(base + "graph/un")},
	})
	w.Close()
	// Output:
	// @base <https://concord.example/id/> .
	// @prefix con: <https://concord.example/ns#> .
	//
	// <state/tj> a con:State ;
	//     con:label "Tajikistan"@en ,
	//         "Таджикистан"@ru .
	// <graph/un> {
	//     <para/un/O5> con:number 5 .
	// }
}

func TestTurtleTerms(t *testing.T) {
	names := &Names{Base: "http://b/x/", Prefixes: []vocab.Prefix{{Name: "", IRI: "http://b/x/y#"}, {Name: "é.x", IRI: "http://b/"},
		{Name: "x", IRI: "http://b/x"}, {Name: "xsd", IRI: "http://www.w3.org/2001/XMLSchema#"}}}
	typed := func(s, datatype string) quad.Value {
		return quad.TypedString{Value: quad.String(s), Type: quad.IRI("http://www.w3.org/2001/XMLSchema#" + datatype)}
	}
	tests := []struct {
		v    quad.Value
		want string
	}{
		{quad.IRI("http://b/x/y#a"), ":a"},
		{quad.IRI("http://b/x/y#"), ":"},
		{quad.IRI("http://b/x/y#a.b:c-%2F"), ":a.b:c-%2F"},
		{quad.IRI("http://b/x/y#a."), "<http://b/x/y#a.>"},
		{quad.IRI("http://b/x/y#-a"), "<http://b/x/y#-a>"},
		{quad.IRI("http://b/x/y#a/b"), "<http://b/x/y#a/b>"},
		{quad.IRI("http://b/x/y#a%2"), "<http://b/x/y#a%2>"},
		{quad.IRI("http://b/x/y#a;:b"), "<http://b/x/y#a;:b>"},
		{quad.IRI("http://b/x"), "x:"},
		{quad.IRI("http://b/x/"), "<http://b/x/>"},
		{quad.IRI("http://b/é"), "é.x:é"},
		{quad.IRI("http://b/x/a/b.c"), "<a/b.c>"},
		{quad.IRI("http://b/x/a/../c"), "<http://b/x/a/../c>"},
		{quad.IRI("http://b/x/."), "<http://b/x/.>"},
		{quad.IRI("http://b/x//a/"), "<http://b/x//a/>"},
		{quad.IRI("http://b/x/a:b/c"), "<http://b/x/a:b/c>"},
		{quad.IRI("http://b/x/a/?q"), "<http://b/x/a/?q>"},
		{quad.BNode("a.b"), "_:a.b"},
		{quad.String("a\"\n\\"), `"a\"\n\\"`},
		{quad.LangString{Value: "x", Lang: "en-GB"}, `"x"@en-GB`},
		{typed("5", "integer"), "5"}, {typed("-50", "integer"), "-50"}, {typed("0", "integer"), "0"},
		{typed("05", "integer"), `"05"^^xsd:integer`}, {typed("-0", "integer"), `"-0"^^xsd:integer`},
		{typed("+5", "integer"), `"+5"^^xsd:integer`}, {typed("", "integer"), `""^^xsd:integer`},
		{typed("5 . <a:s> <a:p> <a:o>", "integer"), `"5 . <a:s> <a:p> <a:o>"^^xsd:integer`},
		{typed("5", "int"), `"5"^^xsd:int`}, {typed("٥", "integer"), `"٥"^^xsd:integer`},
		{typed("5.0", "decimal"), "5.0"}, {typed("-0.5", "decimal"), "-0.5"}, {typed("5.50", "decimal"), `"5.50"^^xsd:decimal`},
		{typed("5", "decimal"), `"5"^^xsd:decimal`}, {typed("-0.0", "decimal"), `"-0.0"^^xsd:decimal`},
		{typed("0.1\n", "decimal"), `"0.1\n"^^xsd:decimal`},
		{typed("1.5E3", "double"), "1.5E3"}, {typed("-1.0E-10", "double"), "-1.0E-10"}, {typed("0.0E0", "double"), "0.0E0"},
		{typed("1.5e3", "double"), `"1.5e3"^^xsd:double`}, {typed("15.0E2", "double"), `"15.0E2"^^xsd:double`},
		{typed("INF", "double"), `"INF"^^xsd:double`}, {typed("1", "double"), `"1"^^xsd:double`},
		{typed("true", "boolean"), "true"}, {typed("1", "boolean"), `"1"^^xsd:boolean`},
		{typed("x", "string"), `"x"`},
		{quad.TypedString{Value: "x", Type: "http://b/x/d/e"}, `"x"^^<d/e>`},
	}
	s, err := newShortener(*names)
	if err != nil {
		t.Fatal(err)
	}
	var quads []quad.Quad
	for _, test := range tests {
		if got, err := s.appendTerm(nil, test.v); err != nil || string(got) != test.want {
			t.Errorf("%#v written as %s, %v, want %s", test.v, got, err, test.want)
		}
		if test.v == typed("x", "string") {
			test.v = quad.String("x")
		}
		quads = append(quads, quad.Quad{Subject: quad.IRI("http://b/x/y#a"), Predicate: quad.IRI("http://b/p"), Object: test.v})
	}
	var out bytes.Buffer
	w := NewTurtleWriter(&out, names)
	if _, err := w.WriteQuads(quads); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if again, err := quad.ReadAll(NewTurtleReader(&out, nil)); err != nil || !slices.Equal(again, quads) {
		t.Errorf("read as\n%v\nwant\n%v\n%v", again, quads, err)
	}
}

func TestTurtleGroups(t *testing.T) {
	q := func(s, p, o, g string) quad.Quad {
		v := quad.Quad{Subject: quad.IRI("a:" + s), Predicate: quad.IRI("a:" + p), Object: quad.IRI("a:" + o)}
		if g != "" {
			v.Label = quad.IRI("a:" + g)
		}
		return v
	}
	var out bytes.Buffer
	w := NewTriGWriter(&out, &Names{Prefixes: []vocab.Prefix{{Name: "", IRI: "a:"}}})
	quads := []quad.Quad{q("s", "p", "o", ""), q("s", "p", "o2", ""), q("s", "q", "o", ""), q("s", "q", "o", "g"), q("t", "q", "o", "g"),
		q("t", "q", "o", "h"), q("t", "q", "o", ""), q("t", "q", "o", "")}
	bad := []quad.Quad{
		{Subject: quad.IRI("a:t"), Predicate: quad.IRI("a:q"), Object: quad.String("\xff")},
		{Subject: quad.String("a:t"), Predicate: quad.IRI("a:q"), Object: quad.String("")},
		{Subject: quad.IRI("a:x"), Predicate: quad.BNode("q"), Object: quad.String("")},
		{Subject: quad.IRI("a:x"), Predicate: quad.IRI("q"), Object: quad.String("")},
		{Subject: quad.IRI("a:x"), Predicate: quad.IRI("a:q"), Object: quad.Int(1)},
		{Subject: quad.IRI("a:x"), Predicate: quad.IRI("a:q"), Object: quad.IRI("a:> . <a:s")},
		{Subject: quad.IRI("a:x"), Predicate: quad.IRI("a:q"), Object: quad.IRI("a:b"), Label: quad.String("")},
		{Predicate: quad.IRI("a:q"), Object: quad.IRI("a:b")}, {Subject: quad.IRI("a:x"), Object: quad.IRI("a:b")},
		{Subject: quad.IRI("a:x"), Predicate: quad.IRI("a:q")},
	}
	for _, good := range quads {
		for _, b := range bad {
			if err := w.WriteQuad(b); !errors.Is(err, graph.ErrInvalid) {
				t.Errorf("%v: %v", b, err)
			}
		}
		if err := w.WriteQuad(good); err != nil {
			t.Error(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	const want = `@prefix : <a:> .

:s :p :o ,
        :o2 ;
    :q :o .
:g {
    :s :q :o .
    :t :q :o .
}
:h {
    :t :q :o .
}
:t :q :o ,
        :o .
`
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
	if err := NewTurtleWriter(io.Discard, nil).WriteQuad(quads[3]); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("Turtle, quad in a graph: %v", err)
	}
}

func TestNamesRefused(t *testing.T) {
	for _, n := range []Names{
		{Base: "x"}, {Base: "http://b/> .\n<a:b/"},
		{Prefixes: []vocab.Prefix{{Name: "a:", IRI: "a:"}}}, {Prefixes: []vocab.Prefix{{Name: "a.", IRI: "a:"}}},
		{Prefixes: []vocab.Prefix{{Name: "_", IRI: "a:"}}}, {Prefixes: []vocab.Prefix{{Name: "a", IRI: "b"}}},
		{Prefixes: []vocab.Prefix{{Name: "a", IRI: "a:"}, {Name: "a", IRI: "b:"}}},
		{Prefixes: []vocab.Prefix{{Name: "a", IRI: quad.IRI("a:" + strings.Repeat("x", maxNamespace))}}},
	} {
		w := NewTurtleWriter(io.Discard, &n)
		if err := w.WriteQuad(quad.Quad{Subject: quad.IRI("a:s"), Predicate: quad.IRI("a:p"), Object: quad.IRI("a:o")}); err == nil {
			t.Errorf("%+v are taken", n)
		}
	}
}

// TestBaseNotUsed has bases behind which relative IRIs do not simply go on.
func TestBaseNotUsed(t *testing.T) {
	for _, base := range []quad.IRI{"http://b/x", "http://b/?x/", "http://b/../x/", "a:x", "http://b#/"} {
		var out bytes.Buffer
		w := NewTurtleWriter(&out, &Names{Base: base})
		if err := w.WriteQuad(quad.Quad{Subject: base + "y", Predicate: base, Object: base}); err != nil {
			t.Error(err)
		}
		want := fmt.Sprintf("<%sy> <%s> <%s> .\n", string(base), string(base), string(base))
		if err := w.Close(); err != nil || out.String() != want {
			t.Errorf("got %s want %s, %v", out.String(), want, err)
		}
	}
}

// FuzzNames writes any term with any names and reads it back.
func FuzzNames(f *testing.F) {
	for i, s := range []string{"a:b", "http://b/x/y", "http://b/", "x", "a.", "5", "-1.5E10", "http://b//", "a%2F", "\\", "true", "a:b#.c"} {
		f.Add(uint8(i), s, "http://b/", "p", "http://b/x#")
	}
	f.Fuzz(func(t *testing.T, kind uint8, text, base, name, iri string) {
		types := []quad.IRI{vocab.XSDInteger, vocab.XSDDecimal, vocab.XSDDouble, vocab.XSDBoolean, quad.IRI(iri)}
		o := []quad.Value{quad.IRI(text), quad.IRI(base + text), quad.IRI(iri + text), quad.BNode(text), quad.String(text),
			quad.LangString{Value: "x", Lang: text}, quad.TypedString{Value: quad.String(text), Type: types[int(kind/7)%len(types)]}}[kind%7]
		q := quad.Quad{Subject: quad.IRI("a:s"), Predicate: quad.IRI("a:p"), Object: o, Label: quad.BNode("g")}
		if v, ok := o.(quad.TypedString); ok && v.Type == vocab.XSDString {
			return
		}
		for _, n := range []*Names{nil, {Base: quad.IRI(base)}, {Prefixes: []vocab.Prefix{{Name: name, IRI: quad.IRI(iri)}}}} {
			var out bytes.Buffer
			w := NewTriGWriter(&out, n)
			if slices.ContainsFunc([]quad.Quad{q, q}, func(q quad.Quad) bool { return w.WriteQuad(q) != nil }) {
				continue
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			got, err := quad.ReadAll(NewTriGReader(bytes.NewReader(out.Bytes()), nil))
			if err != nil || !slices.Equal(got, []quad.Quad{q, q}) {
				t.Errorf("%#v written with %+v as\n%s\nread as %v, %v", o, n, out.String(), got, err)
			}
		}
	})
}

// TestTurtleWritesQuads writes shuffled quads in all formats that hold them.
func TestTurtleWritesQuads(t *testing.T) {
	quads, err := quad.ReadAll(NewNQuadsReader(bytes.NewReader(evidenceLines(500)), nil))
	if err != nil {
		t.Fatal(err)
	}
	for i := range quads {
		quads[i].Label = []quad.Value{nil, quad.IRI("a:g"), quad.BNode("g")}[i*i%3]
	}
	trig := Formats[3]
	for step := 1; step < 4; step++ {
		var some []quad.Quad
		for i := range quads {
			some = append(some, quads[i*step%len(quads)])
		}
		again, err := quad.ReadAll(trig.Reader(bytes.NewReader(write(t, trig, some)), nil))
		if err != nil || !slices.Equal(again, some) {
			t.Errorf("every %d. quad: %d read of %d, %v", step, len(again), len(some), err)
		}
	}
	if w := fmt.Sprint(Formats[2].Name, trig.Name); w != "turtletrig" {
		t.Error(w)
	}
}
