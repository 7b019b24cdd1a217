package format

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"iter"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"concord/graph/graphtest"
	"concord/graph/vocab"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hostile is a picture with what breaks careless writers.
func hostile() Picture {
	return Picture{
		NodeFields: []Field{{Name: "versions"}, {Name: "a & \"b\" <c>"}},
		EdgeFields: []Field{{Name: "versions"}, {Name: "evidence", Kind: Integer}, {Name: "quote"}},
		Nodes: all([]Node{
			{"doc/a", "https://concord.example/id/doc/a", "Déclaration of a long name that goes over more than one line", "Document",
				[]Attribute{{"versions", "mia un"}}},
			{"commit/un/O1.1", "https://concord.example/id/commit/un/O1.1", "<b>bold</b> & \"quoted\" \\N &lt; \x01\xff", "Commitment",
				[]Attribute{{"a & \"b\" <c>", "line\nline\r\n\ttab]]>"}}},
			{"theme/\"x\\", "", "", "", nil},
		}),
		Edges: all([]Edge{
			{"doc/a commitsTo commit/un/O1.1", "doc/a", "commit/un/O1.1", "commitsTo",
				[]Attribute{{"versions", "mia un"}, {"evidence", "2"}, {"quote", "“commit\u2028to”\x0b"}}},
			{"doc/a transmits commit/un/O1.1", "doc/a", "commit/un/O1.1", "transmits", []Attribute{{"versions", "un"}}},
			{"self", "theme/\"x\\", "theme/\"x\\", "<i>\\", nil},
		}),
	}
}

func draw(t testing.TB, d Drawing, p Picture) ([]byte, Report) {
	t.Helper()
	var out bytes.Buffer
	r, err := d.Draw(&out, p)
	if err != nil {
		t.Fatalf("%s: %v", d.Name, err)
	}
	return out.Bytes(), r
}

func TestDrawings(t *testing.T) {
	for _, d := range Drawings {
		got, report := draw(t, d, hostile())
		if want := (Report{Nodes: 3, Edges: 3, Replaced: 3}); report != want {
			t.Errorf("%s: %+v, want %+v", d.Name, report, want)
		}
		golden := filepath.Join("testdata", "hostile"+d.Extensions[0])
		if *update {
			if err := os.WriteFile(golden, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", d.Name, got, want)
		}
		if f, ok := DrawingByExtension("X" + strings.ToUpper(d.Extensions[0])); !ok || f.Name != d.Name {
			t.Errorf("DrawingByExtension(%q) = %s, %v", d.Extensions[0], f.Name, ok)
		}
	}
}

func TestDrawErrors(t *testing.T) {
	broken := errors.New("cursor closed")
	fails := iter.Seq2[Node, error](func(yield func(Node, error) bool) { yield(Node{}, broken) })
	node := func(a ...Attribute) iter.Seq2[Node, error] { return all([]Node{{ID: "a/b", Attributes: a}}) }
	none := all[Edge](nil)
	fields := []Field{{Name: "n", Kind: Integer}}
	tests := []struct {
		p    Picture
		want string
	}{
		{Picture{Nodes: fails, Edges: none}, "cursor closed"},
		{Picture{Nodes: node(Attribute{"x", ""}), Edges: none}, `node a/b: attribute "x" is not declared`},
		{Picture{NodeFields: fields, Nodes: node(Attribute{"n", "1.5"}), Edges: none},
			`node a/b: attribute "n": "1.5" is not an integer`},
		{Picture{Nodes: node(), Edges: all([]Edge{{ID: "e", Attributes: []Attribute{{"n", "1"}}}})},
			`edge e: attribute "n" is not declared`},
	}
	for _, d := range Drawings {
		for _, test := range tests {
			if _, err := d.Draw(io.Discard, test.p); err == nil || err.Error() != test.want {
				t.Errorf("%s: error %v, want %s", d.Name, err, test.want)
			}
		}
		full := errors.New("disk full")
		out := writerFunc(func([]byte) (int, error) { return 0, full })
		if _, err := d.Draw(out, hostile()); !errors.Is(err, full) {
			t.Errorf("%s: error %v, want %v", d.Name, err, full)
		}
	}
}

// networkx reads a file and prints what it found: nodes with their attributes, edges with key and attributes.
const networkx = `
import json, sys
import networkx as nx
read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[sys.argv[1]]
g = read(sys.argv[2])
assert g.is_directed() and g.is_multigraph(), type(g)
json.dump({"nodes": [[n, d] for n, d in g.nodes(data=True)],
           "edges": [[str(k), s, t, d] for s, t, k, d in g.edges(data=True, keys=True)]}, sys.stdout)
`

func TestNetworkx(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		graphtest.Missing(t, "networkx: %v", err)
	}
	if out, err := exec.Command(python, "-c", "import networkx").CombinedOutput(); err != nil {
		graphtest.Missing(t, "networkx: %s", out)
	}
	clean := newCanvas(io.Discard).clean
	for _, d := range Drawings[:2] {
		file := filepath.Join(t.TempDir(), "x"+d.Extensions[0])
		data, _ := draw(t, d, hostile())
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(python, "-c", networkx, d.Name, file).Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", d.Name, err, err.(*exec.ExitError).Stderr)
		}
		var read struct{ Nodes, Edges [][]any }
		if err := json.Unmarshal(out, &read); err != nil {
			t.Fatal(err)
		}
		var nodes, edges [][]any
		for n := range hostile().Nodes {
			want := map[string]any{"label": clean(n.Label), "type": n.Type, "iri": n.IRI}
			for _, a := range n.Attributes {
				want[a.Name] = a.Value
			}
			nodes = append(nodes, []any{n.ID, want})
		}
		for e := range hostile().Edges {
			want := map[string]any{"label": e.Label}
			for _, a := range e.Attributes {
				want[a.Name] = clean(a.Value)
				if n, err := strconv.ParseFloat(a.Value, 64); err == nil {
					want[a.Name] = n // typed: JSON has no other number
				}
			}
			edges = append(edges, []any{e.ID, e.Source, e.Target, want})
		}
		for _, part := range [][]any{{"nodes", dropped(read.Nodes), nodes}, {"edges", dropped(read.Edges), edges}} {
			if !reflect.DeepEqual(part[1], part[2]) {
				t.Errorf("%s: networkx read %s\n%#v\nwant\n%#v", d.Name, part[0], part[1], part[2])
			}
		}
	}
}

// dropped returns what networkx read without what it or the format adds to the attributes.
func dropped(rows [][]any) [][]any {
	for _, r := range rows {
		attributes := r[len(r)-1].(map[string]any)
		for _, name := range []string{"color", "viz", "id"} {
			delete(attributes, name)
		}
	}
	return rows
}

func TestGraphviz(t *testing.T) {
	dot, err := exec.LookPath("dot")
	if err != nil {
		graphtest.Missing(t, "graphviz: %v", err)
	}
	data, _ := draw(t, Drawings[2], hostile())
	cmd := exec.Command(dot, "-Tsvg")
	cmd.Stdin = bytes.NewReader(data)
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil || problems.Len() > 0 {
		t.Fatalf("dot: %v: %s", err, &problems)
	}
	var texts []string
	shapes := map[string]int{}
	d := xml.NewDecoder(&out)
	inText := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inText = token.Name.Local == "text"
			for _, a := range token.Attr {
				if token.Name.Local == "g" && a.Name.Local == "class" {
					shapes[strings.Fields(a.Value)[0]]++
				}
			}
		case xml.CharData:
			if inText {
				texts = append(texts, string(token))
			}
			inText = false
		}
	}
	if shapes["node"] != 3 || shapes["edge"] != 3 {
		t.Errorf("drawn: %v, want 3 nodes and 3 edges", shapes)
	}
	for _, want := range []string{"Déclaration of a long name", "<b>bold</b> & \"quoted\" \\N", "&lt; \uFFFD\uFFFD", "<i>\\", "transmits"} {
		// Graphviz writes runs of spaces and hyphens as entities of its own.
		if !slices.ContainsFunc(texts, func(s string) bool { return strings.ReplaceAll(s, "\u00A0", " ") == want }) {
			t.Errorf("no text %q in the drawing, which has %q", want, texts)
		}
	}
}

func TestPalette(t *testing.T) {
	classes := map[string]bool{}
	for _, l := range palette {
		if c := contrastWithBlack(t, l.color); c < 7 {
			t.Errorf("%s: contrast with black text %.1f, want at least 7", l.color, c)
		}
		for _, class := range l.types {
			if classes[class] {
				t.Errorf("%s has two rows", class)
			}
			classes[class] = true
		}
	}
	neutral := []string{"*", "literal", "Paragraph", "Mention", "Statement", "Difference", "Theme", "ConceptScheme", "Date", "Language", "Level"}
	for _, term := range vocab.Terms {
		for _, class := range strings.Fields(term.Domain + " " + term.Range) {
			if !classes[class] && !slices.Contains(neutral, class) {
				t.Errorf("class %s, of %s, has no colour", class, term.IRI)
			}
		}
	}
}

// contrastWithBlack is the contrast ratio of WCAG 2.1.
func contrastWithBlack(t *testing.T, hex string) float64 {
	t.Helper()
	luminance := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		luminance += weight * c
	}
	return (luminance + 0.05) / 0.05
}

// FuzzDrawings draws any text and reads it back: XML with the decoder of the standard library, DOT by the
// rule of its lexer that a quoted string ends at a quote without a backslash before it.
func FuzzDrawings(f *testing.F) {
	for _, s := range []string{"", "a", "<b>&amp;\"'", "\\", "\\\"", "\x00\x01\xff\uFFFE\U0010FFFF", "a\r\nb\rc\td", "]]>"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		p := func() Picture {
			return Picture{NodeFields: []Field{{Name: "f"}}, Nodes: all([]Node{{ID: a, Label: b, Type: a, IRI: b, Attributes: []Attribute{{"f", a}}}}),
				Edges: all([]Edge{{ID: b, Source: a, Target: a, Label: b}})}
		}
		clean := newCanvas(io.Discard).clean
		if s := clean(a); !utf8.ValidString(s) || clean(s) != s {
			t.Errorf("clean(%q) = %q", a, s)
		}
		for _, d := range Drawings[:2] {
			data, _ := draw(t, d, p())
			found := xmlStrings(t, data)
			for _, want := range []string{clean(a), clean(b)} {
				if want != "" && !found[want] {
					t.Errorf("%s: %q is not in\n%s", d.Name, want, data)
				}
			}
		}
		data, _ := draw(t, Drawings[2], p())
		if n := len(dotStrings(t, data)); n != 8+8+4 { // in the head, the node, the edge
			t.Errorf("dot: %d quoted strings in\n%s", n, data)
		}
	})
}

// xmlStrings returns the attribute values and texts of a document.
func xmlStrings(t *testing.T, data []byte) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		switch token := token.(type) {
		case xml.StartElement:
			for _, a := range token.Attr {
				found[a.Value] = true
			}
		case xml.CharData:
			found[string(token)] = true
		}
	}
}

// dotStrings returns the quoted strings of a DOT file, and fails when what is outside them is not plain syntax.
func dotStrings(t *testing.T, data []byte) (quoted []string) {
	t.Helper()
	for i := 0; i < len(data); i++ {
		if data[i] != '"' {
			if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzT{}[]=,;-> \n", rune(data[i])) {
				t.Fatalf("byte %q at %d is outside of quotes in\n%s", data[i], i, data)
			}
			continue
		}
		start := i
		for i++; i < len(data) && data[i] != '"'; i++ {
			if data[i] == '\\' {
				i++
			}
		}
		quoted = append(quoted, string(data[start:min(i+1, len(data))]))
	}
	return quoted
}
