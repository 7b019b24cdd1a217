package format

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/graphtest"
)

func TestScan(t *testing.T) {
	tests := []struct{ in, want string }{
		{`<a:s> <a:p> <a:o> <a:g> .`, ``},
		{`_:a.b <a:p> _:c _:d .`, ``},
		{`<a:s> <a:p> "é \t\b\n\r\f\"\\" .`, ``},
		{`<a:s> <a:p> "x"@en-GB .`, ``},
		{`<a:s> <a:p> "007"^^<a:d> <a:g> .`, ``},
		{"<a:s><a:p>\t<a:o>. # a comment", `<a:s> <a:p> <a:o> .`},
		{`<a:s> <a:p> _:c.`, `<a:s> <a:p> _:c .`},
		{`<\u0061:\u00e9\U0001F600> <a:p> <a:\u00E9> .`, `<a:é😀> <a:p> <a:é> .`},
		{`<a:s> <a:p> "\u00e9\'" .`, `<a:s> <a:p> "é'" .`},
		{`<a:s> <a:p> "a\u0041 \\ \u005C" .`, `<a:s> <a:p> "aA \\ \\" .`},
		{"<a:s> <a:p> \"\t\x00\x7f\\u000A\uFFFE\uFFFD\" .", `<a:s> <a:p> "\t\u0000\u007F\n\uFFFE` + "\uFFFD" + `" .`},
		{`<a:s> <a:p> "x" @en .`, `<a:s> <a:p> "x"@en .`},
		{`<a:s> <a:p> "\u0041"@en .`, `<a:s> <a:p> "A"@en .`},
		{`<a:s> <a:p> "x" ^^ <a:d> .`, `<a:s> <a:p> "x"^^<a:d> .`},
		{`<a:s> <a:p> "\u0041"^^<a:\u0064> .`, `<a:s> <a:p> "A"^^<a:d> .`},
		{`<a:s> <a:p> "x"^^<a:\u0064> .`, `<a:s> <a:p> "x"^^<a:d> .`},
		{`<a:s> <a:p> "x"^^<http://www.w3.org/2001/XMLSchema#string> .`, `<a:s> <a:p> "x" .`},
		{`<a:s> <a:p> "\u0041" ^^<http://www.w3.org/2001/XMLSchema#string> .`, `<a:s> <a:p> "A" .`},
	}
	s := NewNQuadsScanner(nil)
	for _, test := range tests {
		line := []byte(test.in)
		st, err := s.Scan(line, 1)
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
			continue
		}
		want := test.want
		if want == "" {
			want = test.in
		}
		if got := appendLine(nil, st); string(got) != want {
			t.Errorf("%s\ngot  %s\nwant %s", test.in, got, want)
		}
		for i := range line {
			line[i] = '.'
		}
		if copied := bytes.Contains(appendLine(nil, st), []byte(":")); copied && test.want == "" {
			t.Errorf("%s: a form is a copy", test.in)
		}
	}
}

// appendLine appends the line of a statement, without its end.
func appendLine(dst []byte, st graph.Statement) []byte {
	for _, form := range [][]byte{st.Subject, st.Predicate, st.Object, st.Graph} {
		if form != nil {
			dst = append(append(dst, form...), ' ')
		}
	}
	return append(dst, '.')
}

func TestScanAllocatesNothing(t *testing.T) {
	for _, line := range []string{
		`<a:s/1> <http://www.w3.org/2000/01/rdf-schema#label> "é \n"@en <a:g> . # comment`,
		`<a:\u00e9> <a:p> "\u0041\'"^^<a:\u0064> .`, "_:b <a:p> \"\t\" ^^ <a:d> _:c .", "# comment",
	} {
		s, in := NewNQuadsScanner(nil), []byte(line)
		n := testing.AllocsPerRun(100, func() {
			if _, err := s.Scan(in, 1); err != nil {
				t.Fatal(err)
			}
		})
		if n != 0 {
			t.Errorf("%s: %v allocations", line, n)
		}
	}
}

// TestScanKeepsNoMistake reads what begins like an IRI that is remembered.
func TestScanKeepsNoMistake(t *testing.T) {
	s := NewNQuadsScanner(nil)
	for _, test := range []struct{ in, want string }{
		{"<http://example.org/a> <a:p> <http://example.org/a> .", ""},
		{"<http://example.org/a > <a:p> <http://example.org/a> .", "1:22: ' ' is not allowed in an IRI"},
		{"<http://example.org/a > <a:p> <http://example.org/a> .", "1:22: ' ' is not allowed in an IRI"},
		{"<example.org/a> <a:p> <http://example.org/a> .", "1:2: IRI is not absolute"},
		{"<example.org/a> <a:p> <http://example.org/a> .", "1:2: IRI is not absolute"},
		{"<http://example.org/a", `1:1: IRI is not closed by ">"`},
	} {
		if _, err := s.Scan([]byte(test.in), 1); err == nil && test.want != "" || err != nil && err.Error() != test.want {
			t.Errorf("%s: got %v, want %q", test.in, err, test.want)
		}
	}
}

func TestEveryCharacter(t *testing.T) {
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if !utf8.ValidRune(c) {
			continue
		}
		want := graph.AppendTerm(nil, quad.String(c))
		if got := appendCharacter(nil, c); string(got) != string(want[1:len(want)-1]) {
			t.Fatalf("U+%04X is written %s, want %s", c, got, want)
		}
		if v := term(string(want)); v != quad.String(c) {
			t.Fatalf("%s is read as %q", want, v)
		}
	}
}

// scan returns the canonical lines of an input and its errors; it ends at a line that is too long.
func scan(s *Scanner, in []byte) (all []byte, problems []error) {
	l := lines{r: bytes.NewReader(in), max: s.options.MaxLine}
	for {
		line, err := l.next()
		if err == io.EOF {
			return all, problems
		}
		if err != nil {
			return all, append(problems, err)
		}
		st, err := s.Scan(line, l.number)
		if err != nil {
			problems = append(problems, err)
		} else if st.Subject != nil {
			all = append(appendLine(all, st), '\n')
		}
	}
}

// TestScanW3C holds what the scanner gives of the W3C files against what the writer makes of the reader's terms.
func TestScanW3C(t *testing.T) {
	ran := 0
	for _, f := range []struct {
		extension string
		format    Format
		scanner   func(*Options) *Scanner
	}{
		{"nq", Formats[0], NewNQuadsScanner}, {"nt", Formats[1], NewNTriplesScanner},
	} {
		files, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "w3c", "rdf", "rdf11"), "rdf-n-*", "*."+f.extension))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, problems := scan(f.scanner(nil), in)
			quads, err := quad.ReadAll(f.format.Reader(bytes.NewReader(in), nil))
			if ran++; (err == nil) != (problems == nil) {
				t.Errorf("%s: scanner %v, reader %v", file, problems, err)
			}
			if want := write(t, Formats[0], quads); err == nil && !bytes.Equal(got, want) {
				t.Errorf("%s:\ngot\n%s\nwant\n%s", file, got, want)
			}
		}
	}
	if ran < 157 {
		t.Errorf("ran %d files", ran)
	}
}

// FuzzScan holds every form against graph.AppendTerm of graph.Normal of the term that was read, which accepts what
// canon accepts, and the errors of scanner and reader against one another.
func FuzzScan(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s, false, 0)
		f.Add(s, true, 4)
	}
	f.Fuzz(func(t *testing.T, in []byte, triples bool, maxLiteral int) {
		o := &Options{Name: "in", MaxLiteral: maxLiteral}
		s, r := NewNQuadsScanner(o), NewNQuadsReader(bytes.NewReader(in), o)
		if triples {
			s, r = NewNTriplesScanner(o), NewNTriplesReader(bytes.NewReader(in), o)
		}
		got, problems := scan(s, in)
		quads, want := events(r)
		var lines []byte
		for _, q := range quads {
			normal, err := graph.NormalQuad(q)
			if err != nil || normal != q {
				t.Errorf("%#v is not what graph.Normal gives: %#v, %v", q, normal, err)
			}
			if lines, err = canon.AppendQuad(lines, q); err != nil {
				t.Errorf("%#v: %v", q, err)
			}
		}
		if !bytes.Equal(got, lines) {
			t.Errorf("%q\ngot\n%s\nwant\n%s", in, got, lines)
		}
		want = slices.DeleteFunc(want, func(e string) bool { return !strings.HasPrefix(e, "in:") })
		if text := errors.Join(problems...); text != nil && text.Error() != strings.Join(want, "\n") || text == nil && len(want) > 0 {
			t.Errorf("%q\ngot\n%v\nwant\n%q", in, text, want)
		}
	})
}
