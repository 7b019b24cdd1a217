package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
)

const xsdInteger = "http://www.w3.org/2001/XMLSchema#integer"

func TestReadTerm(t *testing.T) {
	tests := []struct {
		in   string
		want quad.Value
	}{
		{`<a:b>`, quad.IRI("a:b")},
		{`<a:\u00e9\U0001F600>`, quad.IRI("a:é😀")},
		{`_:b`, quad.BNode("b")},
		{`_:1.a-·é`, quad.BNode("1.a-·é")},
		{`""`, quad.String("")},
		{`"a\t\b\n\r\f\"\'\\\u00e9\U0001F600"`, quad.String("a\t\b\n\r\f\"'\\é😀")},
		{"\"\x00\x7f\"", quad.String("\x00\x7f")},
		{`"\\"`, quad.String(`\`)},
		{`"x"@en-GB`, quad.LangString{Value: "x", Lang: "en-GB"}},
		{`"x"@EN`, quad.LangString{Value: "x", Lang: "EN"}},
		{`"007"^^<` + xsdInteger + `>`, quad.TypedString{Value: "007", Type: xsdInteger}},
		{`"x"^^<http://www.w3.org/2001/XMLSchema#string>`, quad.String("x")},
		{`"x" ^^ <a:d>`, quad.TypedString{Value: "x", Type: "a:d"}},
	}
	for _, test := range tests {
		got, err := ParseTerm(test.in)
		if err != nil || got != test.want {
			t.Errorf("ParseTerm(%s) = %#v, %v, want %#v", test.in, got, err, test.want)
			continue
		}
		q := quad.Quad{Subject: quad.IRI("a:s"), Predicate: quad.IRI("a:p"), Object: test.want}
		line := "<a:s> <a:p> " + test.in + " .\n"
		if again, err := NewNQuadsReader(strings.NewReader(line), nil).ReadQuad(); err != nil || again != q {
			t.Errorf("read %s= %v, %v, want %v", line, again, err, q)
		}
	}
}

func TestWriterRefuses(t *testing.T) {
	s, p, o := quad.IRI("a:s"), quad.IRI("a:p"), quad.String("o")
	tests := []quad.Quad{
		{Subject: o, Predicate: p, Object: o},
		{Subject: s, Predicate: quad.BNode("p"), Object: o},
		{Subject: s, Predicate: o, Object: o},
		{Subject: s, Predicate: p},
		{Predicate: p, Object: o},
		{Subject: s, Object: o},
		{Subject: s, Predicate: p, Object: o, Label: o},
		{Subject: quad.IRI("a:s> <a:p> <a:o> .\n<a:s"), Predicate: p, Object: o},
	}
	var out bytes.Buffer
	w := NewNQuadsWriter(&out)
	for _, q := range tests {
		if err := w.WriteQuad(q); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("WriteQuad(%v): error %v, want graph.ErrInvalid", q, err)
		}
	}
	if err := w.WriteQuad(quad.Quad{Subject: s, Predicate: p, Object: o}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil || out.String() != "<a:s> <a:p> \"o\" .\n" {
		t.Errorf("after refusals the output is %q, %v", out.String(), err)
	}
	in := quad.Quad{Subject: s, Predicate: p, Object: o, Label: s}
	if err := NewNTriplesWriter(io.Discard).WriteQuad(in); !errors.Is(err, graph.ErrInvalid) {
		t.Errorf("N-Triples, quad in a graph: error %v", err)
	}
}

func TestWriterKeepsError(t *testing.T) {
	full := errors.New("disk full")
	w := NewNQuadsWriter(writerFunc(func([]byte) (int, error) { return 0, full }))
	q := quad.Quad{Subject: quad.IRI("a:s"), Predicate: quad.IRI("a:p"), Object: quad.String(strings.Repeat("x", flushAt))}
	for range 2 {
		if err := w.WriteQuad(q); !errors.Is(err, full) {
			t.Errorf("WriteQuad: %v, want %v", err, full)
		}
	}
	if err := w.Close(); !errors.Is(err, full) {
		t.Errorf("Close: %v, want %v", err, full)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestSyntaxErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"<a:s> <a:p> \"ä\" <a:g> x", `1:23: expected ".", found 'x'`},
		{"\r\n# ä\r<a:s>\n", `3:6: expected a predicate: an IRI, found the end of the line`},
		{"<s> <a:p> <a:o> .", `1:2: IRI is not absolute`},
		{"<a:s> <a:p> <a:o>", `1:18: expected "." or a graph: an IRI or a blank node, found the end of the line`},
		{"<a:s> <a:p> <a:o> . .", `1:21: expected the end of the line or a comment, found '.'`},
		{"<a:s> <a:p> <a:o> <a:g> <a:h> .", `1:25: expected ".", found '<'`},
		{"<a: s> <a:p> <a:o> .", `1:4: ' ' is not allowed in an IRI`},
		{"<a:s <a:p> <a:o> .", `1:5: ' ' is not allowed in an IRI`},
		{"<a:s", `1:1: IRI is not closed by ">"`},
		{`<a:\u0020> <a:p> <a:o> .`, `1:4: ' ' is not allowed in an IRI`},
		{`<a:\n> <a:p> <a:o> .`, `1:4: escape is not one of those allowed here`},
		{`<a:\u12> <a:p> <a:o> .`, `1:8: expected a hexadecimal digit, found '>'`},
		{`"s" <a:p> <a:o> .`, `1:1: expected a subject: an IRI or a blank node, found '"'`},
		{`<a:s> _:p <a:o> .`, `1:7: expected a predicate: an IRI, found '_'`},
		{`<a:s> <a:p> word .`, `1:13: expected an object: an IRI, a blank node or a literal, found 'w'`},
		{`<a:s> <a:p> 'o' .`, `1:13: expected an object: an IRI, a blank node or a literal, found '\''`},
		{`<a:s> <a:p> "o .`, `1:13: literal is not closed on its line`},
		{`<a:s> <a:p> "o\" .`, `1:13: literal is not closed on its line`},
		{`<a:s> <a:p> "\a" .`, `1:14: escape is not one of those allowed here`},
		{`<a:s> <a:p> "\uD800" .`, `1:14: U+D800 is not a Unicode character`},
		{`<a:s> <a:p> "\UFFFFFFFF" .`, `1:14: U+FFFFFFFF is not a Unicode character`},
		{`<a:s> <a:p> "o"@1 .`, `1:17: expected a language tag, found '1'`},
		{`<a:s> <a:p> "o"@en- .`, `1:19: expected "." or a graph: an IRI or a blank node, found '-'`},
		{`<a:s> <a:p> "o"@en--ltr .`, `1:19: expected "." or a graph: an IRI or a blank node, found '-'`},
		{`<a:s> <a:p> "o"^<a:d> .`, `1:17: expected "^^", found '<'`},
		{`<a:s> <a:p> "o"^^xsd:int .`, `1:18: expected the IRI of a datatype, found 'x'`},
		{`<a:s> <a:p> "o"^^<d> .`, `1:19: IRI is not absolute`},
		{`<a:s> <a:p> "o"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> .`,
			`1:18: a literal of datatype rdf:langString needs a language tag`},
		{`_: <a:p> <a:o> .`, `1:3: expected a blank node label, found ' '`},
		{`_:-a <a:p> <a:o> .`, `1:3: expected a blank node label, found '-'`},
		{`_:a:b <a:p> <a:o> .`, `1:4: expected a predicate: an IRI, found ':'`},
		{`_`, `1:2: expected ":" after "_", found the end of the line`},
		{"<a:s> <a:p> \"ä\xff\" .", `1:15: byte 0xff is not UTF-8`},
		{"@prefix a: <a:b> .", `1:1: expected a subject: an IRI or a blank node, found '@'; directives belong to Turtle and TriG`},
		{"\uFEFF<a:s> <a:p> <a:o> .",
			`1:1: expected a subject: an IRI or a blank node, found '\ufeff'; a byte order mark is not allowed`},
	}
	for _, test := range tests {
		quads, err := quad.ReadAll(NewNQuadsReader(strings.NewReader(test.in), &Options{Name: "in.nq"}))
		if want := "in.nq:" + test.want; err == nil || err.Error() != want {
			t.Errorf("%q: %v\n got  %v\n want %s", test.in, quads, err, want)
		}
	}
	_, err := NewNTriplesReader(strings.NewReader("<a:s> <a:p> <a:o> <a:g> ."), nil).ReadQuad()
	if want := `1:19: expected "." (N-Triples names no graph), found '<'`; err == nil || err.Error() != want {
		t.Errorf("N-Triples with a graph: %v, want %s", err, want)
	}
}

func TestReaderGoesOn(t *testing.T) {
	r := NewNQuadsReader(strings.NewReader("<a:s> <a:p> <a:o> .\nbad\n\n<a:s> <a:p> <a:q> .\nworse"), nil)
	var got []string
	for {
		q, err := r.ReadQuad()
		if err == io.EOF {
			break
		}
		if err != nil {
			got = append(got, err.Error()[:4])
		} else {
			got = append(got, q.Object.String())
		}
	}
	if want := []string{"<a:o>", "2:1:", "<a:q>", "5:1:"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLimits(t *testing.T) {
	o := &Options{Name: "in", MaxLine: 40, MaxLiteral: 5}
	in := `<a:s> <a:p> "12345" .` + "\n" + `<a:s> <a:p> "\u0031\u0031" .` + "\n" + `<a:s> <a:p> "123456" .` + "\n" +
		`<a:s> <a:p> "1234567890123456789012345" .` + "\n<a:s> <a:p> <a:o> .\n"
	r := NewNQuadsReader(strings.NewReader(in), o)
	for _, want := range []string{"", "",
		"in:3:13: literal is longer than 5 bytes", "in:4:1: line is longer than 40 bytes", "in:4:1: line is longer than 40 bytes"} {
		_, err := r.ReadQuad()
		if want == "" && err != nil || want != "" && (!errors.Is(err, ErrTooLong) || err.Error() != want) {
			t.Errorf("got error %v, want %q", err, want)
		}
	}
}

func TestLongLiteral(t *testing.T) {
	text := quad.String(strings.Repeat("a line of \"text\"\n", 64<<20/17))
	q := quad.Quad{Subject: quad.IRI("a:s"), Predicate: quad.IRI("a:p"), Object: text}
	line, err := canon.AppendQuad(nil, q)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := NewNQuadsReader(bytes.NewReader(line), nil).ReadQuad(); err != nil || got != q {
		t.Errorf("a literal of %d bytes did not come back: %v", len(text), err)
	}
}

// TestManyLines would take hours if a line end were searched for again and again in a buffer that a long line
// has made large.
func TestManyLines(t *testing.T) {
	const n = 4 << 20
	in := "#" + strings.Repeat("x", 16<<20) + strings.Repeat("\r", n) + "<a:s> <a:p> <a:o>"
	want := fmt.Sprintf("%d:18: expected", n+1)
	if _, err := NewNQuadsReader(strings.NewReader(in), nil).ReadQuad(); err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got error %v, want %s", err, want)
	}
}

func TestReadErrorOfInput(t *testing.T) {
	broken := errors.New("broken pipe")
	in := io.MultiReader(strings.NewReader("<a:s> <a:p> <a:o> .\n<a:s> <a:p> <a:o> ."), iotest.ErrReader(broken))
	r := NewNQuadsReader(in, nil)
	if _, err := r.ReadQuad(); err != nil {
		t.Errorf("first line: %v", err)
	}
	if q, err := r.ReadQuad(); !errors.Is(err, broken) {
		t.Errorf("unfinished line: %v, %v, want %v", q, err, broken)
	}
}

func TestByExtension(t *testing.T) {
	for file, want := range map[string]string{"a.nq": "nquads", "dir/A.NT": "ntriples", "a.ttl": "turtle", "b.TriG": "trig", "a.txt": "", "nq": ""} {
		if f, ok := ByExtension(file); f.Name != want || ok != (want != "") {
			t.Errorf("ByExtension(%q) = %q, %v, want %q", file, f.Name, ok, want)
		}
	}
}

func TestQuadFormat(t *testing.T) {
	f := Formats[0].Quad()
	var out bytes.Buffer
	w := f.Writer(&out)
	if _, err := quad.Copy(w, f.Reader(strings.NewReader("<a:s><a:p>\"\\u0041\"@en<a:g>."))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil || out.String() != "<a:s> <a:p> \"A\"@en <a:g> .\n" {
		t.Errorf("copied %q, %v", out.String(), err)
	}
	if v, err := f.UnmarshalValue([]byte(`"x"@en`)); err != nil || v != (quad.LangString{Value: "x", Lang: "en"}) {
		t.Errorf("UnmarshalValue = %v, %v", v, err)
	}
}

func ExampleNewNQuadsReader() {
	const in = `<https://concord.example/id/state/tj> <https://concord.example/ns#label> "Tajikistan"@en .`
	r := NewNQuadsReader(strings.NewReader(in), &Options{Name: "states.nq"})
	for {
		q, err := r.ReadQuad()
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(q.Object)
	}
	// Output: "Tajikistan"@en
}
