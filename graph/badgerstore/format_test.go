package badgerstore

import (
	"encoding/hex"
	"math/rand/v2"
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
	it := g.iterator()
	defer g.put(it)
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

func TestQuadBlock(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		tuples := make([]tuple, 1+r.IntN(blockQuads))
		for i := range tuples {
			for j := range tuples[i] {
				tuples[i][j] = graph.ID(r.Uint64N(1<<r.IntN(50)) + 1)
			}
		}
		slices.SortFunc(tuples, compareTuples)
		tuples = slices.Compact(tuples)
		rank := r.Uint64()
		var got quadBlock
		if err := got.decode(appendQuadBlock(nil, rank, tuples)); err != nil {
			t.Fatal(err)
		}
		if got.rank != rank || !slices.Equal(got.tuples, tuples) {
			t.Fatalf("decoded to %v, want %v", got, tuples)
		}
		seek := tuples[r.IntN(len(tuples))]
		seek[r.IntN(4)] += graph.ID(r.IntN(3)) - 1
		want := len(tuples)
		for i, t := range slices.Backward(tuples) {
			if compareTuples(t, seek) >= 0 {
				want = i
			}
		}
		if at := got.search(0, seek); at != want {
			t.Fatalf("search(%v) in %v = %d, want %d", seek, tuples, at, want)
		}
	}
}

// FuzzBlocks decodes arbitrary bytes, and what decodes must encode to something that decodes to the same.
func FuzzBlocks(f *testing.F) {
	f.Add(appendQuadBlock(nil, 7, []tuple{{4, 6, 2, 5}, {4, 6, 3, 1}, {5, 1, 1, 1}}))
	f.Add(appendEntries(nil, []entry{{head: []byte(`"x"`)}, {head: []byte(`"y"`), long: true}, {head: []byte("<a>")}}))
	f.Fuzz(func(t *testing.T, value []byte) {
		var q, again quadBlock
		if q.decode(value) == nil && slices.IsSortedFunc(q.tuples, func(a, b tuple) int { return max(compareTuples(a, b), -1) }) &&
			len(slices.Compact(slices.Clone(q.tuples))) == len(q.tuples) {
			if err := again.decode(appendQuadBlock(nil, q.rank, q.tuples)); err != nil || !slices.Equal(again.tuples, q.tuples) {
				t.Errorf("%v encodes to %v, %v", q, again, err)
			}
		}
		entries, err := decodeEntries(value)
		if err != nil {
			return
		}
		back, err := decodeEntries(appendEntries(nil, entries))
		if err != nil || len(back) != len(entries) {
			t.Fatalf("%v encodes to %v, %v", entries, back, err)
		}
		for i := range back {
			if string(back[i].head) != string(entries[i].head) || back[i].long != entries[i].long {
				t.Errorf("%q encodes to %q", entries[i].head, back[i].head)
			}
		}
	})
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
