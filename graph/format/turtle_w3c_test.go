package format

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/graphtest"
)

func TestW3CTurtle(t *testing.T) {
	testSuite(t, "rdf-turtle", "Turtle", NewTurtleReader, NewNTriplesReader, 313)
}

func TestW3CTriG(t *testing.T) {
	testSuite(t, "rdf-trig", "Trig", NewTriGReader, NewNQuadsReader, 356)
}

func testSuite(t *testing.T, folder, kind string, open func(io.Reader, *Options) *TurtleReader,
	openResult func(io.Reader, *Options) *Reader, want int) {
	cases := readManifest(t, graphtest.Shared(t, "w3c", "rdf", "rdf11", folder))
	passed := 0
	for _, c := range cases {
		if t.Run(c.name, func(t *testing.T) {
			o := &Options{Name: c.action, Base: c.base}
			quads, err := readAll(t, c.action, func(r io.Reader) quad.Reader { return open(r, o) })
			switch c.kind {
			case "Test" + kind + "NegativeSyntax", "Test" + kind + "NegativeEval":
				if err == nil {
					t.Errorf("accepted as %v", quads)
				}
				return
			case "Test" + kind + "PositiveSyntax", "Test" + kind + "Eval":
			default:
				t.Fatalf("unknown test type %s", c.kind)
			}
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(c.kind, "Eval") {
				want, err := readAll(t, c.result, func(r io.Reader) quad.Reader { return openResult(r, nil) })
				if err != nil {
					t.Fatal(err)
				}
				if same, err := canon.Equal(t.Context(), quads, want); err != nil || !same {
					t.Errorf("read\n%v\nwant\n%v, %v", quads, want, err)
				}
			}
		}) {
			passed++
		}
	}
	t.Logf("%d of %d", passed, len(cases))
	if len(cases) != want {
		t.Errorf("ran %d cases, want %d", len(cases), want)
	}
}

func readAll(t *testing.T, file string, open func(io.Reader) quad.Reader) ([]quad.Quad, error) {
	t.Helper()
	data, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	return quad.ReadAll(open(data))
}

// turtleSeeds returns the W3C files where they are, and texts of our own.
func turtleSeeds(t testing.TB, folder string) [][]byte {
	all := [][]byte{
		[]byte("@prefix : <a:> . :s :p 1.5e3, -0.1, true, '''a\\u00e9'b'''@en, \"x\"^^:d ; :q [ :r (1 _:a.b []) ] .\r\n"),
		[]byte("PREFIX é.b: <../x#> é.b:a-%2f\\~ a <>, '' .# c\r<a:s><a:p>_:anon1.[]<a:p>_:anon2,_:anon1."),
		[]byte("<a:g>{<a:s> <a:p> \"\xff\" .} GRAPH [] { ( ) <a:p> 1.. }"),
	}
	for _, pattern := range []string{filepath.Join("rdf11", folder, "*.[tn][trq]*"), filepath.Join("rdf11", "rdf-n-*", "*.n[tq]"),
		filepath.Join("rdf12", folder, "*", "*.t*")} {
		files, err := filepath.Glob(filepath.Join(os.Getenv("CONCORD_SHARED"), "w3c", "rdf", pattern))
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
	}
	return all
}

// TestStatements reads TriG as quads and as statements.
func TestStatements(t *testing.T) {
	for _, in := range turtleSeeds(t, "rdf-trig") {
		quads, end := turtleEvents(NewTriGReader(bytes.NewReader(in), nil))
		if end != "EOF" {
			continue
		}
		var f formed
		for _, q := range quads {
			st, err := f.statement(q)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
				want += string(graph.AppendTerm(nil, v)) + " "
			}
			if got := fmt.Sprintf("%s %s %s %s ", st.Subject, st.Predicate, st.Object, st.Graph); got != want {
				t.Fatalf("%v as statement\n%s\nwant\n%s", q, got, want)
			}
		}
	}
	s, p, o := quad.IRI("a:s"), quad.IRI("a:p"), quad.String("o")
	for _, q := range []quad.Quad{{Subject: o, Predicate: p, Object: o}, {Subject: s, Predicate: quad.BNode("p"), Object: o},
		{Subject: s, Predicate: p, Object: o, Label: o}, {Subject: s, Predicate: p}, {}} {
		var f formed
		if st, err := f.statement(q); !errors.Is(err, graph.ErrInvalid) {
			t.Errorf("%v as statement %s, %v", q, st, err)
		}
	}
}
