package format

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph/graphtest"
)

func TestW3C(t *testing.T) {
	suites := []struct {
		folder, positive, negative string
		format                     Format
		cases                      int
	}{
		{"rdf-n-quads", "TestNQuadsPositiveSyntax", "TestNQuadsNegativeSyntax", Formats[0], 87},
		{"rdf-n-triples", "TestNTriplesPositiveSyntax", "TestNTriplesNegativeSyntax", Formats[1], 70},
	}
	total, passed := 0, 0
	for _, s := range suites {
		cases := readManifest(t, graphtest.Shared(t, "w3c", "rdf", "rdf11", s.folder))
		if len(cases) != s.cases {
			t.Errorf("%s: found %d cases, want %d", s.folder, len(cases), s.cases)
		}
		for _, c := range cases {
			total++
			ok := t.Run(s.format.Name+"/"+c.name, func(t *testing.T) {
				switch c.kind {
				case s.positive:
					roundTrip(t, s.format, c.action)
				case s.negative:
					if quads, err := readFile(t, s.format, c.action); err == nil {
						t.Errorf("accepted as %v", quads)
					}
				default:
					t.Errorf("unknown test type %s", c.kind)
				}
			})
			if ok {
				passed++
			}
		}
	}
	t.Logf("%d of %d", passed, total)
	if total != 157 {
		t.Errorf("ran %d cases, want 157", total)
	}
}

// TestW3CCanonical runs the canonical-form cases of RDF 1.2 that use nothing newer than RDF 1.1.
func TestW3CCanonical(t *testing.T) {
	// RDF 1.1 keeps a language tag as written; RDF 1.2 puts it in lower case.
	lowered := map[string]bool{"langtagged_string": true}
	newer := regexp.MustCompile(`<<\(|@[\w-]+--|^VERSION`)
	passed := 0
	for folder, f := range map[string]Format{"rdf-n-quads": Formats[0], "rdf-n-triples": Formats[1]} {
		for _, c := range readManifest(t, graphtest.Shared(t, "w3c", "rdf", "rdf12", folder, "c14n")) {
			if text, err := os.ReadFile(c.action); err != nil || newer.Match(text) {
				continue
			}
			t.Run(f.Name+"/"+c.name, func(t *testing.T) {
				quads, err := readFile(t, f, c.action)
				if err != nil {
					t.Fatal(err)
				}
				want, err := os.ReadFile(c.result)
				if err != nil {
					t.Fatal(err)
				}
				got := write(t, f, quads)
				if lowered[c.name] {
					got = bytes.ToLower(got)
				}
				if !bytes.Equal(got, want) {
					t.Errorf("got  %swant %s", got, want)
				}
				passed++
			})
		}
	}
	t.Logf("%d canonical forms", passed)
	if passed < 50 {
		t.Errorf("only %d cases ran", passed)
	}
}

func readFile(t *testing.T, f Format, file string) ([]quad.Quad, error) {
	t.Helper()
	data, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	return quad.ReadAll(f.Reader(data, &Options{Name: filepath.Base(file)}))
}

func write(t testing.TB, f Format, quads []quad.Quad) []byte {
	t.Helper()
	var out bytes.Buffer
	w := f.Writer(&out)
	if _, err := w.WriteQuads(quads); err != nil {
		t.Fatalf("write: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// roundTrip reads a file, writes what was read and reads that again.
func roundTrip(t *testing.T, f Format, file string) {
	t.Helper()
	quads, err := readFile(t, f, file)
	if err != nil {
		t.Fatal(err)
	}
	written := write(t, f, quads)
	again, err := quad.ReadAll(f.Reader(bytes.NewReader(written), nil))
	if err != nil {
		t.Fatalf("own output: %v", err)
	}
	if !slices.Equal(again, quads) {
		t.Errorf("wrote %s, which reads as\n%v, want\n%v", written, again, quads)
	}
}

var _ io.Closer = (*Reader)(nil)
