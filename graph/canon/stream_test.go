package canon_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"go.uber.org/goleak"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/format"
	"concord/graph/graphtest"
)

// ranked is a snapshot that is graph.Canonical: ids ascend with the forms of IRIs and blank nodes, with gaps, and
// literals have lesser ids in an order of their own.
type ranked struct {
	ids   map[string]graph.ID
	forms []byte
	ends  []int // of the form of the id (i+1)*gap
	spog  []graph.Quad
	gspo  []graph.Quad
}

const gap = 1 << 20

// rank numbers the terms of lines' quads; lines gives each statement.
func rank(statements []graph.Statement, literals func([]string)) *ranked {
	s := &ranked{ids: map[string]graph.ID{"": graph.DefaultGraph}}
	var forms []string
	for _, q := range statements {
		for _, form := range [][]byte{q.Subject, q.Predicate, q.Object, q.Graph} {
			if _, ok := s.ids[string(form)]; !ok {
				forms = append(forms, string(form))
				s.ids[forms[len(forms)-1]] = 0
			}
		}
	}
	slices.Sort(forms)
	first, _ := slices.BinarySearch(forms, "<")
	literals(forms[:first])
	for i, form := range forms {
		s.ids[form] = graph.ID(i+1) * gap
		s.forms = append(s.forms, form...)
		s.ends = append(s.ends, len(s.forms))
	}
	for _, q := range statements {
		s.spog = append(s.spog, graph.Quad{S: s.ids[string(q.Subject)], P: s.ids[string(q.Predicate)], O: s.ids[string(q.Object)], G: s.ids[string(q.Graph)]})
	}
	slices.SortFunc(s.spog, byKey(graph.SPOG))
	s.spog = slices.Compact(s.spog)
	s.gspo = slices.Clone(s.spog)
	slices.SortFunc(s.gspo, byKey(graph.GSPO))
	return s
}

func byKey(o graph.Order) func(a, b graph.Quad) int {
	return func(a, b graph.Quad) int {
		x, y := o.Key(a), o.Key(b)
		return slices.Compare(x[:], y[:])
	}
}

func (s *ranked) Lookup(_ context.Context, terms []quad.Value) ([]graph.ID, error) {
	ids := make([]graph.ID, len(terms))
	for i, v := range terms {
		id, ok := s.ids[string(graph.AppendTerm(nil, v))]
		if ids[i] = id; !ok {
			ids[i] = graph.Unknown
		}
	}
	return ids, nil
}

func (s *ranked) Resolve(context.Context, []graph.ID) ([]quad.Value, error) {
	return nil, errors.New("the terms were not asked for as bytes")
}

func (s *ranked) AppendForms(_ context.Context, ids []graph.ID, dst []byte, ends []int) ([]byte, []int, error) {
	for _, id := range ids {
		if id != graph.DefaultGraph {
			if id == 0 || id%gap != 0 || int(id/gap) > len(s.ends) {
				return dst, ends, graph.ErrUnknownID
			}
			start := 0
			if i := id/gap - 1; i > 0 {
				start = s.ends[i-1]
			}
			dst = append(dst, s.forms[start:s.ends[id/gap-1]]...)
		}
		ends = append(ends, len(dst))
	}
	return dst, ends, nil
}

// of returns the quads of a graph, of all for Any, in an order.
func (s *ranked) of(g graph.ID) []graph.Quad {
	if g == graph.Any {
		return s.spog
	}
	in := func(q graph.Quad, g graph.ID) int { return cmp.Compare(q.G, g) }
	from, _ := slices.BinarySearchFunc(s.gspo, g, in)
	to, _ := slices.BinarySearchFunc(s.gspo, g+1, in)
	return s.gspo[from:to]
}

func (s *ranked) Scan(ctx context.Context, p graph.Pattern, by graph.Order) graph.Cursor {
	if p != (graph.Pattern{G: p.G}) || p.G == graph.Any && by != graph.SPOG || p.G != graph.Any && by != graph.GSPO {
		panic(fmt.Sprintf("scan of %v in order %v", p, by))
	}
	return &cursor{ctx: ctx, rest: s.of(p.G)}
}

func (s *ranked) Estimate(_ context.Context, p graph.Pattern) (graph.Cardinality, error) {
	return graph.Cardinality{Count: uint64(len(s.of(p.G))), Exact: true}, nil
}

func (s *ranked) Close() error { return nil }

func statements(quads []quad.Quad) (all []graph.Statement) {
	for _, q := range quads {
		s := graph.Statement{Subject: graph.AppendTerm(nil, q.Subject), Predicate: graph.AppendTerm(nil, q.Predicate), Object: graph.AppendTerm(nil, q.Object)}
		if q.Label != nil {
			s.Graph = graph.AppendTerm(nil, q.Label)
		}
		all = append(all, s)
	}
	return all
}

func shuffledRank(r *rand.Rand, quads []quad.Quad) *ranked {
	return rank(statements(quads), func(l []string) { r.Shuffle(len(l), func(i, j int) { l[i], l[j] = l[j], l[i] }) })
}

// TestStream reads a snapshot in order by batches of all sizes, so that groups of literals are cut everywhere.
func TestStream(t *testing.T) {
	defer goleak.VerifyNone(t)
	ctx := context.Background()
	for seed := range uint64(graphtest.Size(200, 2000, 20_000)) {
		r := rand.New(rand.NewPCG(seed, 21))
		quads := randomQuads(r, r.IntN(300))
		if r.IntN(2) == 0 { // few subjects, so that they have many literals
			for i := range quads {
				quads[i].Subject, quads[i].Predicate = quad.IRI("a:b"), quads[r.IntN(1+i/100)].Predicate
			}
		}
		snap := shuffledRank(r, quads)
		graphs := []quad.Value{nil, quad.IRI("a:b"), quad.IRI("a:b!"), quad.BNode("a"), quad.IRI("a:absent")}
		r.Shuffle(len(graphs), func(i, j int) { graphs[i], graphs[j] = graphs[j], graphs[i] })
		graphs = graphs[:r.IntN(len(graphs)+1)]
		for _, named := range []bool{true, false} {
			want := sortedLines(t, quads, func(q *quad.Quad) bool {
				in := len(graphs) == 0 || slices.Contains(graphs, q.Label)
				if !named {
					q.Label = nil
				}
				return in
			})
			got := collect(t, canon.LinesInBatches(ctx, snap, 1+r.IntN(40), 1+r.IntN(2000), named, graphs...))
			if !slices.Equal(got, want) {
				t.Fatalf("seed %d, graphs %v, named %v:\n%swant\n%s", seed, graphs, named, strings.Join(got, ""), strings.Join(want, ""))
			}
			var out bytes.Buffer
			write := canon.Write
			if !named {
				write = canon.WriteTriples
			}
			n, err := write(ctx, &out, snap, graphs...)
			if err != nil || n != len(want) || out.String() != strings.Join(want, "") {
				t.Fatalf("seed %d: wrote %d lines, %v\n%swant\n%s", seed, n, err, out.String(), strings.Join(want, ""))
			}
		}
	}
}

// TestStreamLarge reads terms of more bytes than a batch may have, first such as can be read in smaller batches, then
// literals that must be sorted together.
func TestStreamLarge(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 24))
	for _, subjects := range []int{3000, 7, 1} {
		var quads []quad.Quad
		for i := range 3000 {
			quads = append(quads, quad.Quad{Subject: quad.IRI(fmt.Sprint("a:s", i%subjects)), Predicate: quad.IRI("a:p"),
				Object: quad.String(fmt.Sprint(i, strings.Repeat("x", i/4)))})
		}
		want := sortedLines(t, quads, func(*quad.Quad) bool { return true })
		got := collect(t, canon.LinesInBatches(context.Background(), shuffledRank(r, quads), 1024, 1<<16, true))
		if !slices.Equal(got, want) {
			t.Errorf("%d subjects: %d lines are not the %d wanted", subjects, len(got), len(want))
		}
	}
}

// TestStreamEnds looks at all ways in which a stream ends early.
func TestStreamEnds(t *testing.T) {
	defer goleak.VerifyNone(t)
	r := rand.New(rand.NewPCG(1, 22))
	quads := randomQuads(r, 500)
	snap := shuffledRank(r, quads)
	for range canon.LinesInBatches(context.Background(), snap, 7, 1<<20, true) {
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	for _, err := range canon.Lines(ctx, rank(statements(evidenceQuads(20_000)), func([]string) {})) {
		cancel()
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("cancelled: %v", last)
	}
	full := errors.New("disk full")
	if _, err := canon.Write(context.Background(), failing{full}, snap); !errors.Is(err, full) {
		t.Errorf("full disk: %v", err)
	}
	snap.ends = snap.ends[:len(snap.ends)-1]
	if _, err := canon.Hash(context.Background(), snap); !errors.Is(err, graph.ErrUnknownID) {
		t.Errorf("lost term: %v", err)
	}
}

// TestRelabelOrdered relabels a snapshot that is read in order as one that is not.
func TestRelabelOrdered(t *testing.T) {
	ctx := context.Background()
	with, without := 0, 0
	for seed := range uint64(graphtest.Size(200, 2000, 20_000)) {
		r := rand.New(rand.NewPCG(seed, 23))
		quads := append(blankQuads(r), randomQuads(r, r.IntN(20))...)
		if r.IntN(3) == 0 {
			quads = rename(quads, func(quad.BNode) quad.BNode { return "" })
			quads = slices.DeleteFunc(quads, func(q quad.Quad) bool {
				return slices.Contains([]quad.Value{q.Subject, q.Object, q.Label}, quad.Value(quad.BNode("")))
			})
		}
		var graphs []quad.Value
		if r.IntN(2) == 0 {
			graphs = []quad.Value{nil, quad.IRI("a:g")}
		}
		o := &canon.Options{Triples: r.IntN(2) == 0}
		want, err := canon.Relabel(ctx, shuffle(r, quads), o, graphs...)
		if err != nil {
			t.Fatal(err)
		}
		got, err := canon.Relabel(ctx, shuffledRank(r, quads), o, graphs...)
		if err != nil || text(t, got) != text(t, want) {
			t.Fatalf("seed %d, graphs %v: %v\n%swant\n%s", seed, graphs, err, text(t, got), text(t, want))
		}
		if len(got.Labels()) > 0 {
			with++
		} else {
			without++
		}
	}
	if min(with, without) < 10 {
		t.Errorf("%d with blank nodes, %d without: one kind is hardly tried", with, without)
	}
}

// TestStreamChecks wants of terms that a store gives as bytes what AppendTerm wants.
func TestStreamChecks(t *testing.T) {
	for _, v := range []quad.Value{quad.IRI("relative"), quad.IRI("a:b c"), quad.IRI("a:\x01"), quad.TypedString{Value: "1\"", Type: "d"},
		quad.TypedString{Value: "x", Type: "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"},
		quad.IRI("a:b"), quad.String("<a b>"), quad.String("\\"), quad.LangString{Value: "\"^^<x", Lang: "en"}, quad.BNode("b"), quad.TypedString{Value: "", Type: "a:b"}} {
		_, want := canon.AppendTerm(nil, v)
		snap := rank(statements([]quad.Quad{{Subject: quad.IRI("a:s"), Predicate: quad.IRI("a:p"), Object: v}}), func([]string) {})
		if _, err := canon.Hash(context.Background(), snap); errors.Is(err, graph.ErrInvalid) != errors.Is(want, graph.ErrInvalid) || (err == nil) != (want == nil) {
			t.Errorf("%#v: error %v, want %v", v, err, want)
		}
	}
}

// BenchmarkExport writes a store whose terms lie in memory: what is left is the cost of putting lines together.
// CONCORD_NQUADS names a file of N-Quads to take instead of 200,000 quads of the shape of evidence.
func BenchmarkExport(b *testing.B) {
	snap := rank(benchmarkStatements(b), func([]string) {})
	for _, to := range []struct {
		name string
		open func() (io.WriteCloser, error)
	}{
		{"discard", func() (io.WriteCloser, error) { return os.OpenFile(os.DevNull, os.O_WRONLY, 0) }},
		{"file", func() (io.WriteCloser, error) { return os.Create(b.TempDir() + "/all.nq") }},
	} {
		b.Run(to.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w, err := to.open()
				if err != nil {
					b.Fatal(err)
				}
				if _, err := canon.Write(context.Background(), w, snap); err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(snap.spog))*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}

func benchmarkStatements(b *testing.B) (all []graph.Statement) {
	file := os.Getenv("CONCORD_NQUADS")
	if file == "" {
		return statements(evidenceQuads(200_000))
	}
	in, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	for r := format.NewNQuadsReader(in, nil); ; {
		q, err := r.ReadQuad()
		if err == io.EOF {
			return all
		}
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, statements([]quad.Quad{q})...)
	}
}
