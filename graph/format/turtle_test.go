package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cayleygraph/quad"
)

// nquadsOf writes quads as N-Quads, to compare and to read.
func nquadsOf(t testing.TB, quads []quad.Quad) string {
	t.Helper()
	return string(write(t, Formats[0], quads))
}

func TestReadTurtle(t *testing.T) {
	const head = "@base <http://b/x/y> .\n@prefix : <p:> . PREFIX q: <#>\n"
	tests := []struct{ in, want string }{
		{":s a <z>, q:z ; ; :p-1.2 :a%2F\\~é ;.", "<p:s> <" + string(rdfTypeIRI) + "> <http://b/x/z> .\n" +
			"<p:s> <" + string(rdfTypeIRI) + "> <http://b/x/y#z> .\n<p:s> <p:p-1.2> <p:a%2F~é> .\n"},
		{":s :p 1, -01.50, +1.e-3, .5, 1. :s :p true, false.", typedLines("1", "integer", "-01.50", "decimal", "+1.e-3", "double",
			".5", "decimal", "1.", "") + typedLines("true", "boolean", "false", "boolean")},
		{`:s :p "", '', """a"b""c\n
""", '''it's'''@en-GB, "1" # c
^^ # c
:d, 'x' @en .`, `<p:s> <p:p> "" .
<p:s> <p:p> "" .
<p:s> <p:p> "a\"b\"\"c\n\n" .
<p:s> <p:p> "it's"@en-GB .
<p:s> <p:p> "1"^^<p:d> .
<p:s> <p:p> "x"@en .
`},
		{":s :p [ :q [] ; :r (1 () [ :t _:b ]) ] .", `<p:s> <p:p> _:anon1 .
_:anon1 <p:q> _:anon2 .
_:anon1 <p:r> _:anon3 .
_:anon3 <` + rdf + `first> "1"^^<` + xsdInteger + `> .
_:anon3 <` + rdf + `rest> _:anon4 .
_:anon4 <` + rdf + `first> <` + rdf + `nil> .
_:anon4 <` + rdf + `rest> _:anon5 .
_:anon5 <` + rdf + `first> _:anon6 .
_:anon6 <p:t> _:b .
_:anon5 <` + rdf + `rest> <` + rdf + `nil> .
`},
		{"(:a) :p :o . [:p :o] . [:p :o] :q :o . () :p [] . [ ] :p ( # c\n) .", `_:anon1 <` + rdf + `first> <p:a> .
_:anon1 <` + rdf + `rest> <` + rdf + `nil> .
_:anon1 <p:p> <p:o> .
_:anon2 <p:p> <p:o> .
_:anon3 <p:p> <p:o> .
_:anon3 <p:q> <p:o> .
<` + rdf + `nil> <p:p> _:anon4 .
_:anon5 <p:p> <` + rdf + `nil> .
`},
		{"@prefix : <http://b/>. :s :p :o . PREFIX : <http://c/> :s :p :o.", "<http://b/s> <http://b/p> <http://b/o> .\n" +
			"<http://c/s> <http://c/p> <http://c/o> .\n"},
		{"<http://a/./b/../c> <.> <../../..> .", "<http://a/./b/../c> <http://b/x/> <http://b/> .\n"},
		{":s :p <?a/../b>, <//h/../c>, <>, <#f> .", "<p:s> <p:p> <http://b/x/y?a/../b> .\n<p:s> <p:p> <http://h/c> .\n" +
			"<p:s> <p:p> <http://b/x/y> .\n<p:s> <p:p> <http://b/x/y#f> .\n"},
		{":s :p <http://a/\\u00e9\\U0001F600> .", "<p:s> <p:p> <http://a/é😀> .\n"},
	}
	for _, test := range tests {
		quads, err := quad.ReadAll(NewTurtleReader(strings.NewReader(head+test.in), nil))
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
		} else if got := nquadsOf(t, quads); got != test.want && test.want != "" {
			t.Errorf("%s\ngot\n%swant\n%s", test.in, got, test.want)
		}
	}
}

const (
	rdf        = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	rdfTypeIRI = rdf + "type"
)

// typedLines are triples of <p:s> <p:p> with lexical forms and names of XML Schema datatypes; "1." with ""
// is the integer before a full stop.
func typedLines(pairs ...string) string {
	var out strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			pairs[i], pairs[i+1] = strings.TrimSuffix(pairs[i], "."), "integer"
		}
		fmt.Fprintf(&out, "<p:s> <p:p> %q^^<http://www.w3.org/2001/XMLSchema#%s> .\n", pairs[i], pairs[i+1])
	}
	return out.String()
}

func TestReadTriG(t *testing.T) {
	const in = `PREFIX : <p:>
{ :s :p 1 . } :g { :s :p 2 } GRAPH _:g { [] :p 3 ; . :s :p (4) }
graph [] { } [] { :s :p 5 } :s :p 6 .
`
	want := "<p:s> <p:p> \"1\"^^<I> .\n<p:s> <p:p> \"2\"^^<I> <p:g> .\n_:anon1 <p:p> \"3\"^^<I> _:g .\n" +
		"<p:s> <p:p> _:anon2 _:g .\n_:anon2 <R:first> \"4\"^^<I> _:g .\n_:anon2 <R:rest> <R:nil> _:g .\n" +
		"<p:s> <p:p> \"5\"^^<I> _:anon4 .\n<p:s> <p:p> \"6\"^^<I> .\n"
	quads, err := quad.ReadAll(NewTriGReader(strings.NewReader(in), nil))
	if err != nil {
		t.Fatal(err)
	}
	got := strings.NewReplacer(xsdInteger, "I", rdf, "R:").Replace(nquadsOf(t, quads))
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestLabels holds labels of files to staying what they are, and apart from given ones.
func TestLabels(t *testing.T) {
	tests := []struct{ in, want string }{
		{"_:a <a:p> [], _:anon .", "_:a <a:p> _:anon1 .\n_:a <a:p> _:anon .\n"},
		{"_:anon7 <a:p> [] .", "_:anon7 <a:p> _:anon8 .\n"},
		{"[] <a:p> _:anon1, _:anon1, _:anon01, _:anon9 .",
			"_:anon1 <a:p> _:anon2 .\n_:anon1 <a:p> _:anon2 .\n_:anon1 <a:p> _:anon01 .\n_:anon1 <a:p> _:anon3 .\n"},
		{"_:anon5 <a:p> [], _:anon5, _:anon4, _:anon6 .",
			"_:anon5 <a:p> _:anon6 .\n_:anon5 <a:p> _:anon5 .\n_:anon5 <a:p> _:anon4 .\n_:anon5 <a:p> _:anon7 .\n"},
		{"_:anon99999999999999999999 <a:p> [] .", "_:anon99999999999999999999 <a:p> _:anon1 .\n"},
	}
	for _, test := range tests {
		quads, err := quad.ReadAll(NewTurtleReader(strings.NewReader(test.in), nil))
		if got := nquadsOf(t, quads); err != nil || got != test.want {
			t.Errorf("%s\ngot\n%swant\n%s%v", test.in, got, test.want, err)
		}
	}
	quads, err := quad.ReadAll(NewTurtleReader(strings.NewReader("[] <a:p> [] ."), &Options{Anonymous: "x-"}))
	if got := nquadsOf(t, quads); got != "_:x-1 <a:p> _:x-2 .\n" || err != nil {
		t.Errorf("stem x-: %s %v", got, err)
	}
	_, err = quad.ReadAll(NewTurtleReader(strings.NewReader("_:anon4611686018427387903 <a:p> [] ."), nil))
	if err == nil || !strings.HasPrefix(err.Error(), "1:34: a label before leaves none") {
		t.Errorf("no labels left: %v", err)
	}
}

func TestTurtleErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"<a:s> <a:p> <a:o>", `1:18: expected "," or ";" or ".", found the end of the input`},
		{"<a:s> <a:p> <a:o>\r\n é", `2:2: expected "," or ";" or ".", found 'é'`},
		{"<a:s> <a:p> .", `1:13: expected an object: an IRI, a blank node, a literal or a collection, found '.'`},
		{"<a:s> .", `1:7: expected a predicate: an IRI or "a", found '.'`},
		{"<a:s> _:p <a:o> .", `1:7: expected a predicate: an IRI or "a", found '_'`},
		{"<a:s> b <a:o> .", `1:7: expected a predicate: an IRI or "a", found 'b'`},
		{"\"s\" <a:p> <a:o> .", `1:1: expected a subject: an IRI, a blank node or a collection, found '"'`},
		{"word <a:p> <a:o> .", `1:1: expected a subject: an IRI, a blank node or a collection, found the word "word"`},
		{"<a:s> <a:p> word .", `1:13: expected an object: an IRI, a blank node, a literal or a collection, found 'w'`},
		{"# é\n\n\té:s <a:p> <a:o> .", `3:2: prefix "é:" is not declared`},
		{"@prefix a <b:> .", `1:10: expected a prefix and ":", found ' '`},
		{"@prefix a: b: .", `1:12: expected an IRI in angle brackets, found 'b'`},
		{"@prefix a: <b:> a:b a:c a:d .", `1:17: expected "." to end the directive, found 'a'`},
		{"prefix a: <b:> .", `1:16: expected a subject: an IRI, a blank node or a collection, found '.'`},
		{"@Prefix a: <b:> .", `1:1: expected a subject: an IRI, a blank node or a collection; or "@prefix" or "@base", found '@'`},
		{"<s> <a:p> <a:o> .", `1:2: IRI is not absolute, and no base IRI is known`},
		{"<a:s> <a:p> <a: o> .", `1:16: ' ' is not allowed in an IRI`},
		{"<a:s> <a:p> <a:o", `1:13: IRI is not closed by ">"`},
		{"<a:s> <a:p> <a:\\u0020> .", `1:14: an escape stands for a character that is not allowed in an IRI`},
		{"<a:s> <a:p> <a:\\n> .", `1:16: escape is not one of those allowed here`},
		{"<<<a:s> <a:p> <a:o>>> <a:p> <a:o> .", `1:1: triples in angle brackets are RDF 1.2, which is not read`},
		{"<a:s> <a:p> \"o", `1:13: literal is not closed on its line`},
		{"<a:s> <a:p> \"o\n\" .", `1:13: literal is not closed on its line`},
		{"<a:s> <a:p> \"\"\"o\n\"\"", `1:13: literal is not closed`},
		{"<a:s> <a:p> '''é\n\\a''' .", `2:1: escape is not one of those allowed here`},
		{"<a:s> <a:p> \"\\uD800\" .", `1:14: U+D800 is not a Unicode character`},
		{"<a:s> <a:p> \"\\u12\" .", `1:18: expected a hexadecimal digit, found the end`},
		{"<a:s> <a:p> \"o\"@1 .", `1:17: expected a language tag, found '1'`},
		{"<a:s> <a:p> \"o\"@en--ltr .", `1:19: expected "," or ";" or ".", found '-'`},
		{"<a:s> <a:p> \"o\"^<a:d> .", `1:17: expected "^^", found '<'`},
		{"<a:s> <a:p> \"o\"^^_:d .", `1:18: expected the IRI of a datatype, found '_'`},
		{"<a:s> <a:p> \"o\"^^  <" + rdf + "langString> .", `1:20: a literal of datatype rdf:langString needs a language tag`},
		{"<a:s> <a:p> _: .", `1:15: expected a blank node label, found ' '`},
		{"<a:s> <a:p> _", `1:14: expected ":" after "_", found the end of the input`},
		{"<a:s> <a:p> [ <a:q> <a:o> .", `1:27: expected "," or ";" or "]", found '.'`},
		{"<a:s> <a:p> [ ; ] .", `1:15: expected a predicate: an IRI or "a", found ';'`},
		{"<a:s> <a:p> ( <a:q> ", `1:21: expected an object or ")" to close the collection, found the end of the input`},
		{"(<a:q>) .", `1:9: expected a predicate: an IRI or "a", found '.'`},
		{"@prefix : <a:>. :s :p :a%2 .", `1:25: expected the name to go on: % and two hexadecimal digits, \ and one of _~.-!$&'()*+,;=/?#@%, found '%'`},
		{"\uFEFFPREFIX a: <a:>", `1:1: a byte order mark is not allowed`},
		{"# é\xff", `1:4: byte 0xff is not UTF-8`},
		{"<a:s> <a:p> \"\xe2\x82", `1:14: byte 0xe2 is not UTF-8`},
		{"{ <a:s> <a:p> <a:o> }", `1:1: expected a subject: an IRI, a blank node or a collection, found '{'`},
		{"GRAPH <a:g> { }", `1:1: expected a subject: an IRI, a blank node or a collection, found the word "GRAPH"`},
	}
	for _, test := range tests {
		quads, err := quad.ReadAll(NewTurtleReader(strings.NewReader(test.in), &Options{Name: "in.ttl"}))
		if want := "in.ttl:" + test.want; test.want == "" && err != nil || test.want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%q: %v\n got  %v\n want %s", test.in, quads, err, want)
		}
	}
	for in, want := range map[string]string{
		"<a:g> { <a:s> <a:p> <a:o>":         `1:26: expected "," or ";" or "." or "}", found the end of the input`,
		"{ <a:s> <a:p> <a:o> . ":            `1:23: expected a subject or "}" to close the graph, found the end of the input`,
		"GRAPH { }":                         `1:7: expected the name of a graph: an IRI or a blank node, found '{'`,
		"GRAPH <a:g> <a:s> <a:p> <a:o> .":   `1:13: expected "{", found '<'`,
		"{ @base <a:> . }":                  `1:3: expected a subject: an IRI, a blank node or a collection, found '@'`,
		"{ { } }":                           `1:3: expected a subject: an IRI, a blank node or a collection, found '{'`,
		"<a:g> { } .":                       `1:11: expected a subject: an IRI, a blank node or a collection, found '.'`,
		"[ <a:p> <a:o> ] { <a:s> <a:p> 1 }": `1:17: expected a predicate: an IRI or "a", found '{'`,
	} {
		_, err := quad.ReadAll(NewTriGReader(strings.NewReader(in), nil))
		if err == nil || err.Error() != want {
			t.Errorf("%q\n got  %v\n want %s", in, err, want)
		}
	}
}

func TestTurtleLimits(t *testing.T) {
	tests := []struct {
		in   string
		o    Options
		want string
		is   error
	}{
		{"<a:s> <a:p> " + strings.Repeat("[<a:p> ", 5) + "1", Options{MaxDepth: 4}, "1:41: brackets are nested deeper than 4", ErrTooDeep},
		{"<a:s> <a:p> ((((())))).", Options{MaxDepth: 4}, "1:17: brackets are nested deeper than 4", ErrTooDeep},
		{"<a:s> <a:p> '''12345''', '\\u0031234567' .", Options{MaxLiteral: 6}, "1:26: literal is longer than 6 bytes", ErrTooLong},
		{"<a:s> <a:p> 12345, 1234567 .", Options{MaxLiteral: 6}, "1:20: literal is longer than 6 bytes", ErrTooLong},
		{"<a:s> <a:p12345> <a:p123456> .", Options{MaxLine: 10}, "1:18: longer than 10 bytes", ErrTooLong},
		{"<a:s> <a:p12345> \"\"\"4567\"\"\"@en, \"\"\"45678\"\"\" .", Options{MaxLine: 10}, "1:33: longer than 10 bytes", ErrTooLong},
		{"<a:s> <a:p12345> _:34567890, _:345678901 .", Options{MaxLine: 10}, "1:30: longer than 10 bytes", ErrTooLong},
		{"@base <a:" + strings.Repeat("x", maxNamespace) + "> .", Options{}, "1:7: IRI of a prefix or base is longer than 8192 bytes", ErrTooLong},
	}
	for _, test := range tests {
		for name, cut := range allPieces {
			_, err := quad.ReadAll(NewTurtleReader(cut(strings.NewReader(test.in)), &test.o))
			if err == nil || err.Error() != test.want || !errors.Is(err, test.is) {
				t.Errorf("%.80s read by %s: %v, want %s", test.in, name, err, test.want)
			}
		}
	}
	deep := strings.Repeat("(", DefaultMaxDepth) + strings.Repeat(")", DefaultMaxDepth)
	if _, err := quad.ReadAll(NewTurtleReader(strings.NewReader("<a:s> <a:p> "+deep+" ."), nil)); err != nil {
		t.Error(err)
	}
	for _, o := range []Options{{Base: "x"}, {Base: "a:\x00"}, {Anonymous: "a."}, {Anonymous: "-"}} {
		if _, err := NewTurtleReader(strings.NewReader(""), &o).ReadQuad(); err == io.EOF {
			t.Errorf("options %+v are taken", o)
		}
	}
}

// TestPrefixMemory reads more prefixes than a reader keeps.
func TestPrefixMemory(t *testing.T) {
	n := 0
	again := "PREFIX a: <a:> PREFIX a: <b:>\n" // replaced, not kept
	in := io.MultiReader(strings.NewReader(strings.Repeat(again, 500_000)), readerFunc(func(p []byte) (int, error) {
		n++
		return copy(p, fmt.Sprintf("PREFIX p%d: <http://x.example/%d#%s>\n", n, n, strings.Repeat("x", 5000))), nil
	}))
	_, err := NewTurtleReader(in, nil).ReadQuad()
	if !errors.Is(err, ErrTooLong) || !strings.HasPrefix(err.Error(), "51") {
		t.Errorf("%v after %d prefixes", err, n)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestStreams reads a file that does not end: memory does not grow with what was read.
func TestStreams(t *testing.T) {
	block := []byte("<a:s> <a:p> 'x', [ <a:q> (1 2 3) ] ; <a:r> _:b # comment\n .\n")
	quads := 0
	r := NewTurtleReader(readerFunc(func(p []byte) (int, error) { return copy(p, block), nil }), nil)
	var before, after runtime.MemStats
	for ; quads < 400_000; quads++ {
		if _, err := r.ReadQuad(); err != nil {
			t.Fatal(err)
		}
		if quads == 100_000 {
			runtime.GC()
			runtime.ReadMemStats(&before)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if int64(after.HeapAlloc)-int64(before.HeapAlloc) > 1<<20 {
		t.Errorf("%d bytes after 100,000 quads, %d after 400,000", before.HeapAlloc, after.HeapAlloc)
	}
	runtime.KeepAlive(r)
}

func TestTurtleErrorOfInput(t *testing.T) {
	broken := errors.New("broken pipe")
	r := NewTurtleReader(io.MultiReader(strings.NewReader("<a:s> <a:p> <a:o> ; <a:q> <a:"), iotest.ErrReader(broken)), nil)
	if _, err := r.ReadQuad(); err != nil {
		t.Errorf("first object: %v", err)
	}
	for range 2 {
		if q, err := r.ReadQuad(); !errors.Is(err, broken) {
			t.Errorf("unfinished object: %v, %v", q, err)
		}
	}
}

// TestLargeWindow would take minutes if what was read ahead were looked through again at each token, which a
// long literal before has made much.
func TestLargeWindow(t *testing.T) {
	const n = 1 << 18
	long := "<a:s> <a:p> '" + strings.Repeat("x", 4<<20) + "'"
	for _, token := range []string{"_:a", "<a:o>", "a:o", "1", "true", "'o'", "\"\"\"o\"\"\"", "[]", "()", "'o'@en"} {
		in := "@prefix a: <a:> ." + long + strings.Repeat(","+token, n) + strings.Repeat(".", 1<<20)
		quads := 0
		r := NewTurtleReader(strings.NewReader(in), nil)
		var err error
		for ; err == nil; quads++ {
			_, err = r.ReadQuad()
		}
		want := fmt.Sprintf("1:%d: expected a subject", len(in)-1<<20+2)
		if quads != n+2 || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %d quads, %v, want %s", token, quads-1, err, want)
		}
	}
}

// allPieces are ways in which an input arrives.
var allPieces = map[string]func(io.Reader) io.Reader{
	"whole": func(r io.Reader) io.Reader { return r }, "bytes": iotest.OneByteReader, "halves": iotest.HalfReader,
	"late EOF": iotest.DataErrReader, "sevens": func(r io.Reader) io.Reader {
		return readerFunc(func(p []byte) (int, error) { return r.Read(p[:min(7, len(p))]) })
	},
}

// turtleEvents is what a reader says about an input.
func turtleEvents(r quad.Reader) (quads []quad.Quad, end string) {
	for {
		q, err := r.ReadQuad()
		if err != nil {
			return quads, err.Error()
		}
		quads = append(quads, q)
	}
}

func fuzzTurtle(f *testing.F, folder string, open func(io.Reader, *Options) *TurtleReader, lines func(io.Reader, *Options) *Reader) {
	for i, s := range turtleSeeds(f, folder) {
		f.Add(s, 0, 0)
		if i%8 == 0 {
			f.Add(s, 20, 2)
		}
	}
	f.Fuzz(func(t *testing.T, in []byte, maxLine, maxDepth int) {
		o := &Options{Name: "in", MaxLine: maxLine, MaxDepth: maxDepth, Base: "http://b.example/x/y?z"}
		r := open(bytes.NewReader(in), o)
		quads, end := turtleEvents(r)
		for name, cut := range allPieces {
			if got, gotEnd := turtleEvents(open(cut(bytes.NewReader(in)), o)); gotEnd != end || !slices.Equal(got, quads) {
				t.Errorf("read by %s\n%v %s\nread whole\n%v %s", name, got, gotEnd, quads, end)
			}
		}
		written := write(t, Formats[0], quads)
		if again, err := quad.ReadAll(NewNQuadsReader(bytes.NewReader(written), nil)); err != nil || !slices.Equal(again, quads) {
			t.Errorf("%v\nwritten as N-Quads\n%s\nread as\n%v\n%v", quads, written, again, err)
		}
		w := Formats[3] // TriG, of which Turtle is a part
		written = write(t, w, quads)
		if again, err := quad.ReadAll(w.Reader(bytes.NewReader(written), nil)); err != nil || !slices.Equal(again, quads) {
			t.Errorf("%v\nwritten as TriG\n%s\nread as\n%v\n%v", quads, written, again, err)
		}
		names := r.Names()
		var out bytes.Buffer
		again := NewTriGWriter(&out, &names)
		if _, err := again.WriteQuads(quads); err != nil || again.Close() != nil {
			t.Errorf("%v\nwritten with the names of the file: %v", quads, err)
		}
		if back, err := quad.ReadAll(w.Reader(&out, nil)); err != nil || !slices.Equal(back, quads) {
			t.Errorf("%v\nwritten with the names of the file, read as\n%v\n%v", quads, back, err)
		}
		if maxLine != 0 {
			return
		}
		if strict, err := quad.ReadAll(lines(bytes.NewReader(in), nil)); err == nil && (end != "EOF" || !slices.Equal(strict, quads)) {
			t.Errorf("read line by line\n%v\nas %s\n%v %s", strict, folder, quads, end)
		}
	})
}

func FuzzTurtle(f *testing.F) { fuzzTurtle(f, "rdf-turtle", NewTurtleReader, NewNTriplesReader) }

func FuzzTriG(f *testing.F) {
	// N-Quads is no part of TriG; N-Triples is.
	fuzzTurtle(f, "rdf-trig", NewTriGReader, NewNTriplesReader)
}
