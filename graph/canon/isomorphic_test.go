package canon_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/piprate/json-gold/ld"

	"concord/graph/canon"
	"concord/graph/format"
	"concord/graph/graphtest"
)

// blankQuads returns quads of few blank nodes that little tells apart.
func blankQuads(r *rand.Rand) []quad.Quad {
	nodes := make([]quad.Value, 1+r.IntN(6))
	for i := range nodes {
		nodes[i] = quad.BNode(fmt.Sprintf("n%d", i))
	}
	objects := append(slices.Clone(nodes), nodes...)
	graphs := []quad.Value{nil, nil, nil, quad.IRI("a:g"), nodes[r.IntN(len(nodes))]}
	if r.IntN(2) == 0 {
		objects = append(objects, quad.IRI("a:o"), quad.String("o"))
		nodes = append(nodes, quad.IRI("a:s"))
	}
	predicates, labels := 1+r.IntN(2), 1+r.IntN(len(graphs))
	quads := make([]quad.Quad, 1+r.IntN(2*len(nodes)))
	for i := range quads {
		quads[i] = quad.Quad{Subject: nodes[r.IntN(len(nodes))], Predicate: quad.IRI(fmt.Sprintf("a:p%d", r.IntN(predicates))),
			Object: objects[r.IntN(len(objects))], Label: graphs[r.IntN(labels)]}
	}
	return quads
}

// rename returns quads with the labels of blank nodes changed.
func rename(quads []quad.Quad, label func(quad.BNode) quad.BNode) []quad.Quad {
	out := slices.Clone(quads)
	for i := range out {
		for _, v := range []*quad.Value{&out[i].Subject, &out[i].Object, &out[i].Label} {
			if b, ok := (*v).(quad.BNode); ok {
				*v = label(b)
			}
		}
	}
	return out
}

// disguise returns the same dataset with other labels, in another order, some quads twice.
func disguise(r *rand.Rand, quads []quad.Quad) []quad.Quad {
	labels := map[quad.BNode]quad.BNode{}
	out := rename(quads, func(b quad.BNode) quad.BNode {
		if labels[b] == "" {
			labels[b] = quad.BNode(fmt.Sprintf("x%dy%d", r.IntN(1000), len(labels)))
		}
		return labels[b]
	})
	for range r.IntN(3) {
		out = append(out, out[r.IntN(len(out))])
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// isomorphic is the definition: some renaming makes one set of lines the other.
func isomorphic(t *testing.T, a, b []quad.Quad) bool {
	all := func(*quad.Quad) bool { return true }
	want := sortedLines(t, b, all)
	from, to := blanks(a), blanks(b)
	if len(from) != len(to) {
		return false
	}
	for order := range permutations(len(from)) {
		renamed := rename(a, func(b quad.BNode) quad.BNode { return to[order[slices.Index(from, b)]] })
		if slices.Equal(sortedLines(t, renamed, all), want) {
			return true
		}
	}
	return false
}

func blanks(quads []quad.Quad) (all []quad.BNode) {
	rename(quads, func(b quad.BNode) quad.BNode {
		if !slices.Contains(all, b) {
			all = append(all, b)
		}
		return b
	})
	return all
}

func permutations(n int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		var rest func(order []int) bool
		rest = func(order []int) bool {
			if len(order) == n {
				return yield(order)
			}
			for i := range n {
				if !slices.Contains(order, i) && !rest(append(slices.Clone(order), i)) {
					return false
				}
			}
			return true
		}
		rest(nil)
	}
}

// TestEqual compares pairs of small datasets, disguised ones and ones that differ little, with the definition.
func TestEqual(t *testing.T) {
	equal, different := 0, 0
	for seed := range uint64(graphtest.Size(2000, 10_000, 100_000)) {
		r := rand.New(rand.NewPCG(seed, 11))
		a := blankQuads(r)
		b := disguise(r, a)
		if r.IntN(2) == 0 { // turn an edge around, or move its end
			q := &b[r.IntN(len(b))]
			if _, ok := q.Object.(quad.BNode); ok && r.IntN(2) == 0 {
				q.Subject, q.Object = q.Object, q.Subject
			} else {
				q.Object = b[r.IntN(len(b))].Subject
			}
		}
		want := isomorphic(t, a, b)
		got, err := canon.Equal(context.Background(), a, b)
		if err != nil || got != want {
			t.Fatalf("seed %d: Equal = %v, %v, want %v\n%v\n%v", seed, got, err, want, a, b)
		}
		if want {
			equal++
		} else {
			different++
		}
	}
	if t.Logf("%d equal, %d different", equal, different); min(equal, different) < (equal+different)/5 {
		t.Errorf("%d equal, %d different: one kind is hardly tried", equal, different)
	}
}

// TestRelabel compares what is relabelled, read from a snapshot, with another program's and with itself.
func TestRelabel(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(graphtest.Size(500, 3000, 30_000)) {
		r := rand.New(rand.NewPCG(seed, 12))
		quads := append(blankQuads(r), randomQuads(r, r.IntN(20))...)
		relabelled, err := canon.Relabel(ctx, shuffle(r, quads), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := text(t, relabelled)
		want := sortedLines(t, rename(quads, func(b quad.BNode) quad.BNode { return relabelled.Labels()[b] }), func(*quad.Quad) bool { return true })
		if got != strings.Join(want, "") {
			t.Fatalf("seed %d: lines are not those of the labels\n%swant\n%s", seed, got, strings.Join(want, ""))
		}
		again, err := canon.RelabelQuads(ctx, disguise(r, quads), nil)
		if err != nil {
			t.Fatal(err)
		}
		if text(t, again) != got {
			t.Fatalf("seed %d: disguised\n%sis not\n%s", seed, text(t, again), got)
		}
	}
}

// TestAgainstLibrary compares with json-gold's URDNA2015, of which RDFC-1.0 differs in how control characters are
// written only. A quad that names one blank node twice is two mentions to the library, which the Recommendation
// does not have.
func TestAgainstLibrary(t *testing.T) {
	options := ld.NewJsonLdOptions("")
	options.InputFormat, options.Format, options.Algorithm = "application/n-quads", "application/n-quads", ld.AlgorithmURDNA2015
	for seed := range uint64(graphtest.Size(300, 2000, 20_000)) {
		quads := slices.DeleteFunc(blankQuads(rand.New(rand.NewPCG(seed, 13))), func(q quad.Quad) bool {
			return q.Subject == q.Object || q.Subject == q.Label || q.Object == q.Label
		})
		relabelled, err := canon.RelabelQuads(context.Background(), quads, nil)
		if err != nil {
			t.Fatal(err)
		}
		in := strings.Join(sortedLines(t, quads, func(*quad.Quad) bool { return true }), "")
		want, err := ld.NewJsonLdProcessor().Normalize(in, options)
		if err != nil {
			t.Fatal(err)
		}
		if got := text(t, relabelled); got != want {
			t.Fatalf("seed %d: %sgot\n%swant\n%s", seed, in, got, want)
		}
	}
}

func TestRelabelTriples(t *testing.T) {
	b, c := quad.BNode("b"), quad.BNode("c")
	quads := []quad.Quad{{Subject: c, Predicate: quad.IRI("a:p"), Object: b, Label: quad.IRI("a:g")}, {Subject: c, Predicate: quad.IRI("a:p"), Object: b, Label: c}}
	o := &canon.Options{Triples: true}
	for name, relabelled := range map[string]func() (*canon.Relabelled, error){
		"quads": func() (*canon.Relabelled, error) { return canon.RelabelQuads(context.Background(), quads, o) },
		"snapshot": func() (*canon.Relabelled, error) {
			return canon.Relabel(context.Background(), shuffle(rand.New(rand.NewPCG(1, 1)), quads), o)
		},
	} {
		r, err := relabelled()
		if err != nil {
			t.Fatal(err)
		}
		if got, want := text(t, r), "_:c14n1 <a:p> _:c14n0 .\n"; got != want {
			t.Errorf("%s: got %swant %s", name, got, want)
		}
	}
}

// alike returns graphs in which nothing but their place tells blank nodes apart.
func alike(kind string, n int) (quads []quad.Quad) {
	add := func(s, o int) {
		quads = append(quads, quad.Quad{Subject: quad.BNode(fmt.Sprint("n", s)), Predicate: quad.IRI("a:p"), Object: quad.BNode(fmt.Sprint("n", o))})
	}
	for i := range n {
		switch kind {
		case "chain":
			add(i, i+1)
		case "circle":
			add(i, (i+1)%n)
		case "star":
			add(n, i)
		case "pairs":
			add(i, n+i)
		case "clique":
			for j := range n {
				add(i, j)
			}
		}
	}
	return quads
}

func TestTooComplex(t *testing.T) {
	for _, test := range []struct {
		kind    string
		n       int
		complex bool
	}{
		{"chain", 200, false}, {"chain", 400, true}, {"circle", 200, false},
		{"star", 20_000, false}, {"pairs", 20_000, false}, {"clique", 6, false}, {"clique", 12, true},
	} {
		o := &canon.Options{MaxWork: 1 << 18}
		quads := alike(test.kind, test.n)
		first, err := canon.RelabelQuads(context.Background(), quads, o)
		if errors.Is(err, canon.ErrTooComplex) != test.complex || err != nil && !test.complex {
			t.Errorf("%s of %d: error %v", test.kind, test.n, err)
		}
		if err != nil {
			continue
		}
		second, err := canon.RelabelQuads(context.Background(), disguise(rand.New(rand.NewPCG(1, 1)), quads), o)
		if err != nil || text(t, first) != text(t, second) {
			t.Errorf("%s of %d: disguised it differs, %v", test.kind, test.n, err)
		}
	}
	if _, err := canon.RelabelQuads(context.Background(), alike("chain", 40_000), &canon.Options{MaxWork: 1 << 40}); !errors.Is(err, canon.ErrTooComplex) {
		t.Errorf("a chain of 40,000: error %v", err) // not a stack that overflows
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := canon.RelabelQuads(ctx, alike("chain", 10), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzRelabel(f *testing.F) {
	f.Add([]byte("_:a <a:p> _:b .\n_:b <a:p> _:a _:g .\n"), uint64(1))
	f.Add([]byte("_:a <a:p> \"_:x \\\" .\" _:g .\n<a:s> <a:p> \"\"@en <a:g> .\n<a:s> <a:p> _:a .\n"), uint64(2))
	f.Fuzz(func(t *testing.T, in []byte, seed uint64) {
		ctx, o := context.Background(), &canon.Options{MaxWork: 1 << 16}
		quads := readable(in)
		first, err := canon.RelabelQuads(ctx, quads, o)
		if err != nil {
			return
		}
		once := text(t, first)
		again := readable([]byte(once))
		if len(quads) == 0 {
			return
		}
		for _, same := range [][]quad.Quad{again, disguise(rand.New(rand.NewPCG(seed, 1)), quads)} {
			second, err := canon.RelabelQuads(ctx, same, o)
			if err != nil {
				return // work depends on the order a little
			}
			if twice := text(t, second); twice != once {
				t.Errorf("%q relabelled\n%s%v relabelled\n%s", in, once, same, twice)
			}
		}
	})
}

// readable returns the quads of the lines that are N-Quads.
func readable(in []byte) (quads []quad.Quad) {
	for r := format.NewNQuadsReader(bytes.NewReader(in), nil); ; {
		q, err := r.ReadQuad()
		if err == io.EOF {
			return quads
		}
		if err == nil {
			quads = append(quads, q)
		}
	}
}

// BenchmarkRelabel labels the blank nodes of datasets in which their own quads tell them apart, and of such in which
// nothing does.
func BenchmarkRelabel(b *testing.B) {
	evidence := evidenceQuads(200_000)
	for i := range evidence {
		evidence[i].Subject = quad.BNode(fmt.Sprint("n", i/8))
		evidence[i].Object = quad.String(fmt.Sprint(i))
	}
	for _, data := range []struct {
		name  string
		quads []quad.Quad
	}{{"evidence-200k", evidence}, {"star-20k", alike("star", 20_000)}, {"pairs-20k", alike("pairs", 20_000)}, {"circle-300", alike("circle", 300)}} {
		b.Run(data.name, func(b *testing.B) {
			snap := rank(statements(data.quads), func([]string) {})
			b.ReportAllocs()
			for b.Loop() {
				r, err := canon.Relabel(context.Background(), snap, nil)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := r.Write(context.Background(), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(data.quads))*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}
