package format

import (
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph/graphtest"
)

// newer are what RDF 1.2 adds: triple terms, reifiers and annotations, directions of text, and versions.
var newer = regexp.MustCompile(`<<|\{\||~|@[\w-]+--(ltr|rtl)|(?im:^ *@?version )`)

// TestRDF12 runs the suites of Turtle and TriG 1.2. A case that uses what RDF 1.1 does not have must be
// refused; all others pass as they are.
func TestRDF12(t *testing.T) {
	for _, s := range []struct {
		folder     string
		open       func(io.Reader, *Options) *TurtleReader
		want, kept int // cases, and those of RDF 1.1
	}{
		{"rdf-turtle/syntax", NewTurtleReader, 74, 33}, {"rdf-turtle/eval", NewTurtleReader, 29, 0},
		{"rdf-trig/syntax", NewTriGReader, 35, 11}, {"rdf-trig/eval", NewTriGReader, 25, 0},
	} {
		cases := readManifest(t, graphtest.Shared(t, "w3c", "rdf", "rdf12", s.folder))
		kept, added := 0, []string{}
		for _, c := range cases {
			text, err := os.ReadFile(c.action)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(s.folder+"/"+c.name, func(t *testing.T) {
				quads, err := readAll(t, c.action, func(r io.Reader) quad.Reader {
					return s.open(r, &Options{Name: c.action, Base: c.base})
				})
				negative := strings.Contains(c.kind, "Negative")
				switch {
				case newer.Match(text) && !negative:
					added = append(added, c.name)
					if err == nil {
						t.Errorf("RDF 1.2 read as %v", quads)
					}
				case negative:
					kept++
					if err == nil {
						t.Errorf("accepted as %v", quads)
					}
				default:
					kept++
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		t.Logf("%s: %d cases, %d pass; refused, because RDF 1.2 adds them: %s", s.folder, len(cases), kept, strings.Join(added, " "))
		if len(cases) != s.want || kept != s.kept {
			t.Errorf("%s: %d cases, %d of RDF 1.1, want %d and %d", s.folder, len(cases), kept, s.want, s.kept)
		}
	}
}
