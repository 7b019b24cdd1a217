package badgerstore

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// TestFormatExample tests that the entries shown at the head of format.go are those that are written.
func TestFormatExample(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "concord.db"), &Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a, p := quad.IRI("a"), quad.IRI("p")
	graphtest.Write(t, s,
		quad.Quad{Subject: a, Predicate: p, Object: quad.String("x"), Label: quad.IRI("g")},
		quad.Quad{Subject: a, Predicate: p, Object: quad.String("y")})
	g, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer g.release()
	it := g.gen.iterator()
	defer g.gen.put(it)
	var entries []string
	for it.Rewind(); it.Valid(); it.Next() {
		value, err := it.Item().ValueCopy(nil)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, strings.TrimSpace(spaced(it.Item().Key())+" -> "+spaced(value)))
	}
	if len(entries) != 8 {
		t.Errorf("%d entries, want six orders, a block of terms and a prefix", len(entries))
	}
	source, err := os.ReadFile("format.go")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^//\t([0-9a-f]{2} [0-9a-f …]+?)\s+->\s+([0-9a-f ]*?)\s*(?:[A-Z(].*)?$`).FindAllStringSubmatch(string(source), -1)
	if len(shown) != 4 {
		t.Fatalf("%d entries shown in format.go, want 4", len(shown))
	}
	for _, m := range shown {
		key := strings.ReplaceAll(m[1], "0…", strings.Repeat("00 ", 7))
		want := strings.TrimSpace(key + " -> " + strings.Join(strings.Fields(m[2]), " "))
		if !slices.Contains(entries, want) {
			t.Errorf("format.go shows %s\nbut the entries are\n%s", want, strings.Join(entries, "\n"))
		}
	}
}

// spaced prints bytes in hexadecimal, a space between them.
func spaced(b []byte) string {
	var out []string
	for _, c := range b {
		out = append(out, hex.EncodeToString([]byte{c}))
	}
	return strings.Join(out, " ")
}

// FuzzTerm tests that what parses is a term in one form only, and that every text survives as a literal and as
// an IRI.
func FuzzTerm(f *testing.F) {
	for _, s := range []string{`<a>`, `_:b`, `"x"@en`, `"x"^^<d>`, `"\u0000\uFFFE\\"`, `"`, `<`, `"a"b"`, `"x"^^<a\u0022>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, err := parseTerm([]byte(s)); err == nil {
			if v, err := graph.Normal(v); err == nil {
				form := graph.AppendTerm(nil, v)
				if again, err := parseTerm(form); err != nil || again != v {
					t.Errorf("%q is %#v, whose form %s is %#v, %v", s, v, form, again, err)
				}
			}
		}
		for _, v := range []quad.Value{quad.String(s), quad.IRI(s), quad.LangString{Value: quad.String(s), Lang: "en"},
			quad.TypedString{Value: quad.String(s), Type: quad.IRI(s)}} {
			v, err := graph.Normal(v)
			if err != nil {
				continue
			}
			form := graph.AppendTerm(nil, v)
			if back, err := parseTerm(form); err != nil || back != v {
				t.Errorf("%#v has the form %s, which is %#v, %v", v, form, back, err)
			}
			for _, c := range form {
				if c < 0x20 {
					t.Errorf("the form %q has a byte below 0x20", form)
				}
			}
		}
	})
}
