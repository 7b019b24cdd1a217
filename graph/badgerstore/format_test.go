package badgerstore

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// TestFormatExample tests that what is shown at the head of format.go is what is written.
func TestFormatExample(t *testing.T) {
	s, err := Open(filepath.Join(t.TempDir(), "concord.db"), &Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a, p := quad.IRI("a"), quad.IRI("p")
	x := quad.Quad{Subject: a, Predicate: p, Object: quad.String("x"), Label: quad.IRI("g")}
	y := quad.Quad{Subject: a, Predicate: p, Object: quad.String("y")}
	seven := quad.TypedString{Value: "7", Type: "http://www.w3.org/2001/XMLSchema#integer"}
	graphtest.Write(t, s, x, y)
	graphtest.Update(t, s, func(tx graph.Tx) error {
		if _, err := tx.RemoveQuads([]quad.Quad{y}); err != nil {
			return err
		}
		_, err := tx.WriteQuads([]quad.Quad{{Subject: a, Predicate: quad.IRI("q"), Object: seven}})
		return err
	})
	source, err := os.ReadFile("format.go")
	if err != nil {
		t.Fatal(err)
	}
	entries := entriesOf(t, s)
	if len(entries) != 8 {
		t.Errorf("%d entries, want six orders, a block of terms and one of graphs", len(entries))
	}
	shown := regexp.MustCompile(`(?m)^//\t([0-9a-f]{2} [0-9a-f …]+?) +-> +([0-9a-f ]+)$`).FindAllStringSubmatch(string(source), -1)
	if len(shown) != 4 {
		t.Errorf("%d entries shown in format.go, want 4", len(shown))
	}
	for _, m := range shown {
		key := regexp.MustCompile(`0…`).ReplaceAllString(m[1], strings.TrimSpace(strings.Repeat("00 ", 7)))
		want := strings.Join(strings.Fields(key+" -> "+m[2]), " ")
		if !slices.Contains(entries, want) {
			t.Errorf("format.go shows %s\nbut the entries are\n%s", want, strings.Join(entries, "\n"))
		}
	}
	log, err := os.ReadFile(filepath.Join(s.dir, s.latest.logName()))
	if err != nil {
		t.Fatal(err)
	}
	var bytes []string
	for _, m := range regexp.MustCompile(`(?m)^//\t\+(\d+) +([0-9a-f ]+?)   .*$`).FindAllStringSubmatch(string(source), -1) {
		if m[1] != strconv.Itoa(len(bytes)) {
			t.Errorf("format.go shows at %s what is at %d", m[1], len(bytes))
		}
		bytes = append(bytes, strings.Fields(m[2])...)
	}
	if want := strings.Join(bytes, " "); len(bytes) < logHeader || !strings.HasPrefix(spaced(log), want) {
		t.Errorf("format.go shows %s\nbut the log is\n%s", want, spaced(log))
	}
}

// entriesOf returns the keys and values of a store's generation.
func entriesOf(t *testing.T, s *Store) []string {
	now, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer now.release()
	it := now.gen.iterator()
	defer now.gen.put(it)
	var entries []string
	for it.Rewind(); it.Valid(); it.Next() {
		value, err := it.Item().ValueCopy(nil)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, spaced(it.Item().Key())+" -> "+spaced(value))
	}
	return entries
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
