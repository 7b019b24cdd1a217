package canon_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/graphtest"
)

// shuffled is a snapshot whose ids are in no order that means anything, as those of a store that numbers
// terms in the order they came.
type shuffled struct {
	graph.Snapshot
	ids   map[quad.Value]graph.ID
	terms map[graph.ID]quad.Value
	quads []graph.Quad
}

func shuffle(r *rand.Rand, quads []quad.Quad) *shuffled {
	s := &shuffled{ids: map[quad.Value]graph.ID{nil: graph.DefaultGraph}, terms: map[graph.ID]quad.Value{graph.DefaultGraph: nil}}
	id := func(v quad.Value) graph.ID {
		if s.ids[v] == 0 {
			s.ids[v] = graph.ID(2 + r.Uint64N(1<<40))
			s.terms[s.ids[v]] = v
		}
		return s.ids[v]
	}
	for _, q := range quads {
		s.quads = append(s.quads, graph.Quad{S: id(q.Subject), P: id(q.Predicate), O: id(q.Object), G: id(q.Label)})
	}
	return s
}

func (s *shuffled) Lookup(_ context.Context, terms []quad.Value) ([]graph.ID, error) {
	ids := make([]graph.ID, len(terms))
	for i, v := range terms {
		if ids[i] = s.ids[v]; ids[i] == 0 {
			ids[i] = graph.Unknown
		}
	}
	return ids, nil
}

func (s *shuffled) Resolve(_ context.Context, ids []graph.ID) ([]quad.Value, error) {
	terms := make([]quad.Value, len(ids))
	for i, id := range ids {
		terms[i] = s.terms[id]
	}
	return terms, nil
}

func (s *shuffled) Scan(ctx context.Context, p graph.Pattern, _ graph.Order) graph.Cursor {
	c := &cursor{ctx: ctx}
	for _, q := range s.quads {
		if p.Matches(q) {
			c.rest = append(c.rest, q)
		}
	}
	return c
}

type cursor struct {
	graph.Cursor
	ctx  context.Context
	rest []graph.Quad
	at   graph.Quad
}

func (c *cursor) Next() bool {
	if len(c.rest) == 0 || c.ctx.Err() != nil {
		return false
	}
	c.at, c.rest = c.rest[0], c.rest[1:]
	return true
}
func (c *cursor) Quad() graph.Quad { return c.at }
func (c *cursor) Err() error       { return c.ctx.Err() }
func (c *cursor) Close() error     { return c.ctx.Err() }

// terms are such that one is the beginning of another, and that text order and length order differ.
func terms() (nodes, objects []quad.Value) {
	nodes = []quad.Value{quad.IRI("a:b"), quad.IRI("a:b!"), quad.IRI("a:bc"), quad.IRI("a:é"), quad.BNode("a"),
		quad.BNode("a-b"), quad.BNode("a.b"), quad.BNode("ab"), quad.BNode("é")}
	for _, s := range []quad.String{"", " ", "a", "a\"", "a\n", "a\\", "é", "a .\n", "\x7f"} {
		objects = append(objects, s, quad.LangString{Value: s, Lang: "en"}, quad.LangString{Value: s, Lang: "en-GB"},
			quad.TypedString{Value: s, Type: "a:b"}, quad.TypedString{Value: s, Type: "a:bc"})
	}
	return nodes, append(objects, nodes...)
}

func randomQuads(r *rand.Rand, n int) []quad.Quad {
	nodes, objects := terms()
	graphs := append(slices.Clone(nodes), nil, nil)
	quads := make([]quad.Quad, n)
	for i := range quads {
		quads[i] = quad.Quad{Subject: nodes[r.IntN(len(nodes))], Predicate: nodes[r.IntN(4)],
			Object: objects[r.IntN(len(objects))], Label: graphs[r.IntN(len(graphs))]}
	}
	return quads
}

// sortedLines is the definition: each quad's line, sorted, each once.
func sortedLines(t *testing.T, quads []quad.Quad, keep func(*quad.Quad) bool) []string {
	t.Helper()
	var lines []string
	for _, q := range quads {
		if !keep(&q) {
			continue
		}
		line, err := canon.AppendQuad(nil, q)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(line))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func collect(t *testing.T, lines iter.Seq2[[]byte, error]) []string {
	t.Helper()
	var all []string
	for line, err := range lines {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(line))
	}
	return all
}

func TestLines(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(graphtest.Size(50, 500, 5000)) {
		r := rand.New(rand.NewPCG(seed, 1))
		quads := randomQuads(r, r.IntN(200))
		snap := shuffle(r, quads)
		all := sortedLines(t, quads, func(*quad.Quad) bool { return true })
		if got := collect(t, canon.Lines(ctx, snap)); !slices.Equal(got, all) {
			t.Fatalf("seed %d: Lines\n%s\nwant\n%s", seed, got, all)
		}
		one := quad.IRI("a:b")
		in := sortedLines(t, quads, func(q *quad.Quad) bool { return q.Label == nil || q.Label == one })
		if got := collect(t, canon.Lines(ctx, snap, one, nil, quad.IRI("a:absent"), one)); !slices.Equal(got, in) {
			t.Fatalf("seed %d: Lines of a graph\n%s\nwant\n%s", seed, got, in)
		}
		in = sortedLines(t, quads, func(q *quad.Quad) bool {
			ok := q.Label == nil || q.Label == one
			q.Label = nil
			return ok
		})
		if got := collect(t, canon.Triples(ctx, snap, nil, one)); !slices.Equal(got, in) {
			t.Fatalf("seed %d: Triples\n%s\nwant\n%s", seed, got, in)
		}
	}
}

func TestHash(t *testing.T) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(1, 2))
	quads := randomQuads(r, 100)
	want := sha256.Sum256([]byte(strings.Join(sortedLines(t, quads, func(*quad.Quad) bool { return true }), "")))
	for range 3 {
		r.Shuffle(len(quads), func(i, j int) { quads[i], quads[j] = quads[j], quads[i] })
		got, err := canon.Hash(ctx, shuffle(r, quads))
		if err != nil || got != canon.Digest(want) {
			t.Errorf("Hash = %s, %v, want %x", got, err, want)
		}
	}
	if got, err := canon.Hash(ctx, shuffle(r, quads[1:])); err != nil || got == canon.Digest(want) {
		t.Errorf("Hash with a quad less = %s, %v", got, err)
	}
}

func TestDiff(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(graphtest.Size(50, 500, 5000)) {
		r := rand.New(rand.NewPCG(seed, 3))
		a, b := randomQuads(r, r.IntN(60)), randomQuads(r, r.IntN(60))
		b = append(b, a[:len(a)/2]...)
		all := func(*quad.Quad) bool { return true }
		la, lb := sortedLines(t, a, all), sortedLines(t, b, all)
		var want []string
		for _, l := range la {
			if !slices.Contains(lb, l) {
				want = append(want, "- "+l)
			}
		}
		for _, l := range lb {
			if !slices.Contains(la, l) {
				want = append(want, "+ "+l)
			}
		}
		slices.SortFunc(want, func(x, y string) int { return strings.Compare(x[2:], y[2:]) })
		var got []string
		for d, err := range canon.Diff(canon.Lines(ctx, shuffle(r, a)), canon.Lines(ctx, shuffle(r, b))) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, d.String())
		}
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d: Diff\n%s\nwant\n%s", seed, got, want)
		}
	}
}

func seq(lines ...string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, l := range lines {
			if !yield([]byte(l), nil) {
				return
			}
		}
	}
}

func TestDiffUnsorted(t *testing.T) {
	for _, lines := range [][]string{{"b", "a"}, {"a", "a"}} {
		for name, d := range map[string]iter.Seq2[canon.Difference, error]{
			"first": canon.Diff(seq(lines...), seq()), "second": canon.Diff(seq("c"), seq(lines...)),
		} {
			var last error
			for _, err := range d {
				last = err
			}
			if !errors.Is(last, canon.ErrUnsorted) || !strings.HasPrefix(last.Error(), name) {
				t.Errorf("%s is %q: error %v", name, lines, last)
			}
		}
	}
}

func TestErrors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	quads := randomQuads(r, 10)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := canon.Hash(ctx, shuffle(r, quads)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	quads[3].Object = quad.IRI("not absolute")
	var out bytes.Buffer
	if n, err := canon.Write(context.Background(), &out, shuffle(r, quads)); !errors.Is(err, graph.ErrInvalid) || n != 0 {
		t.Errorf("bad IRI: wrote %d lines, %v", n, err)
	}
	full := errors.New("disk full")
	if _, err := canon.Write(context.Background(), failing{full}, shuffle(r, quads[:3])); !errors.Is(err, full) {
		t.Errorf("full disk: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// evidenceQuads are of the shape of a version's evidence.
func evidenceQuads(n int) (quads []quad.Quad) {
	for i := range n {
		quads = append(quads, quad.Quad{Subject: quad.IRI(fmt.Sprintf("https://concord.example/id/stmt/un/%08x", uint32(i/8)*2654435761)),
			Predicate: quad.IRI(fmt.Sprintf("https://concord.example/ns#p%d", i%8)),
			Object:    quad.String(fmt.Sprintf("words of a paragraph, number %d", i*7919%50_000)),
			Label:     quad.IRI("https://concord.example/id/graph/un/evidence")})
	}
	return quads
}

func BenchmarkWrite(b *testing.B) {
	quads := evidenceQuads(100_000)
	snap := shuffle(rand.New(rand.NewPCG(1, 5)), quads)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := canon.Hash(context.Background(), snap); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(quads))*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}
