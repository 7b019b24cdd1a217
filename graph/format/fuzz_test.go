package format

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"concord/graph/canon"
	"concord/graph/graphtest"
)

// events is what a reader says about an input: its quads and its errors, in order.
func events(r *Reader) (quads []quad.Quad, all []string) {
	for {
		q, err := r.ReadQuad()
		switch {
		case err == io.EOF:
			return quads, all
		case err != nil:
			all = append(all, err.Error())
			if r.lines.err != nil && r.lines.err != io.EOF {
				return quads, all
			}
		default:
			quads = append(quads, q)
			all = append(all, fmt.Sprintf("%#v", q))
		}
	}
}

var pieces = map[string]func(io.Reader) io.Reader{
	"bytes": iotest.OneByteReader, "halves": iotest.HalfReader, "late EOF": iotest.DataErrReader,
}

func FuzzNQuads(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, 0)
		f.Add(s, 20)
	}
	f.Fuzz(func(t *testing.T, in []byte, maxLine int) {
		o := &Options{Name: "in", MaxLine: maxLine}
		quads, whole := events(NewNQuadsReader(bytes.NewReader(in), o))
		for name, cut := range pieces {
			if _, got := events(NewNQuadsReader(cut(bytes.NewReader(in)), o)); !slices.Equal(got, whole) {
				t.Errorf("read by %s\n%q\nread whole\n%q", name, got, whole)
			}
		}
		written := write(t, Formats[0], quads)
		again, problems := events(NewNQuadsReader(bytes.NewReader(written), nil))
		if !slices.Equal(again, quads) {
			t.Errorf("%v\nwritten as\n%s\nread as\n%v\n%v", quads, written, again, problems)
		}
	})
}

func FuzzTerm(f *testing.F) {
	for i, s := range []string{"", "a", "a:b", "a:b> <c:d", "\"\\\n\x00\x7f", "é\xff", "\uFFFE", "en-GB"} {
		f.Add(uint8(i), s, s)
	}
	f.Fuzz(func(t *testing.T, kind uint8, a, b string) {
		v := []quad.Value{quad.IRI(a), quad.BNode(a), quad.String(a), quad.LangString{Value: quad.String(a), Lang: b},
			quad.TypedString{Value: quad.String(a), Type: quad.IRI(b)}}[kind%5]
		if s, ok := v.(quad.TypedString); ok && s.Type == "http://www.w3.org/2001/XMLSchema#string" {
			v = s.Value
		}
		text, err := canon.AppendTerm(nil, v)
		if err != nil {
			return
		}
		if bytes.ContainsAny(text, "\n\r") || !utf8.Valid(text) {
			t.Errorf("AppendTerm(%#v) = %q", v, text)
		}
		if got, err := ParseTerm(string(text)); err != nil || got != v {
			t.Errorf("%#v written as %s read as %#v, %v", v, text, got, err)
		}
	})
}

// seeds returns the W3C files where they are, and lines of our own.
func seeds(t testing.TB) [][]byte {
	all := [][]byte{
		[]byte("<a:s> <a:p> \"o\\u00e9\"@en <a:g> . # c\r\n\r_:a.b <a:p> _:c.\n<a:s><a:p>\"1\"^^<a:d>."),
		[]byte("<a:s> <a:p> \"\xff\" .\n<a:s>\n<a:s> <a:p> \"\\\"\\\\\" ^^ <a:\\u00e9> .\r"),
	}
	root := os.Getenv("CONCORD_SHARED")
	files, err := filepath.Glob(filepath.Join(root, "w3c", "rdf", "rdf11", "rdf-n-*", "*.n[tq]"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}

// disagreements are statements that N-Quads allows and the quad library refuses or reads differently. When
// one heals, TestAgainstQuadLibrary fails and the row goes.
var disagreements = []struct{ line, why string }{
	{`<a:s><a:p><a:o>.`, "refuses terms without a space between"},
	{`<a:\u00e9> <a:p> <a:o> .`, "leaves escapes in IRIs as they are"},
	{`<a:s> <a:p> "x" @en .`, "refuses a space before a language tag"},
	{`<a:s> <a:p> "x" ^^ <a:d> .`, "refuses a space around ^^"},
	{`<a:s> <a:p> "007"^^<http://www.w3.org/2001/XMLSchema#integer> .`, "makes a number of it"},
	{`<a:s> <a:p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .`, "makes a boolean of it"},
	{`<a:s> <a:p> "x"^^<a:d#e\u0041> .`, "leaves escapes in datatypes as they are"},
	{"<a:s> <a:p> <a:o> .\r<a:s> <a:p> <a:q> .", "knows no line end but LF"},
}

// libraryQuads reads one statement with the quad library; its reader panics on some inputs.
func libraryQuads(in string) (quads []quad.Quad, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return quad.ReadAll(nquads.NewReader(strings.NewReader(in), false))
}

func TestAgainstQuadLibrary(t *testing.T) {
	for _, d := range disagreements {
		ours, err := quad.ReadAll(NewNQuadsReader(strings.NewReader(d.line), nil))
		if err != nil {
			t.Errorf("%s: %v", d.line, err)
		}
		if theirs, err := libraryQuads(d.line); err == nil && slices.Equal(ours, theirs) {
			t.Errorf("%s: the library no longer %s: remove the row", d.line, d.why)
		}
	}
	for _, line := range agreements(t) {
		ours, err := quad.ReadAll(NewNQuadsReader(strings.NewReader(line), nil))
		if err != nil {
			continue // strict refuses
		}
		theirs, err := libraryQuads(line)
		if err != nil || !slices.Equal(ours, theirs) {
			t.Errorf("%s\nours   %#v\ntheirs %#v, %v", line, ours, theirs, err)
		}
	}
}

// agreements returns statements on which both readers should agree: lines put together from terms outside
// the disagreements, and those of the W3C files that are.
func agreements(t *testing.T) []string {
	subjects := []string{"<a:s>", "<http://x.example/é?q=1#f>", "_:b", "_:b1.c"}
	objects := append([]string{`""`, `"a b"`, `"\t\b\n\r\f\"\\"`, `"\u00e9\U0001F600"`, `"é"@en`, `"x"@en-GB`,
		`"P1D"^^<a:duration>`, `"x"^^<http://www.w3.org/2001/XMLSchema#date>`}, subjects...)
	graphs := append([]string{""}, subjects...)
	var lines []string
	for _, s := range subjects {
		for _, o := range objects {
			for _, g := range graphs {
				lines = append(lines, s+" <a:p> "+o+" "+g+" .")
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "w3c", "rdf", "rdf11"), "rdf-n-*", "*.n[tq]"))
	if err != nil || len(files) < 157 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if !disagreed(line) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// disagreed tells whether a line has one of the disagreements in it.
func disagreed(line string) bool {
	_, comment, _ := strings.Cut(line, " .")
	return strings.Contains(line, "><") || strings.Contains(line, ">\"") || strings.Contains(line, ">_") ||
		strings.Contains(line, "XMLSchema#") || strings.HasPrefix(line, `<http://example/\u`) ||
		strings.HasPrefix(line, `<http://example/\U`) || strings.Contains(comment, "#")
}
