package badgerstore

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"concord/graph"
	"concord/graph/graphtest"
)

// statement is a quad as canonical forms of subject, predicate, object and graph.
type statement [4]string

// vocabulary is forms of all kinds: with common beginnings, prefixes of each other, inlined, nearly inlined, and longer
// than a block's heads.
func vocabulary() (nodes, predicates, objects []string) {
	long := strings.Repeat("long text ", 300)
	for i := range 60 {
		nodes = append(nodes, fmt.Sprintf("<https://un.example/res/%d>", i), fmt.Sprintf("_:b%d", i))
	}
	nodes = append(nodes, "<a>", "<https://un.example/>", "<https://un.example/"+long+"1>", "<https://un.example/"+long+"2>")
	for i := range 7 {
		predicates = append(predicates, fmt.Sprintf("<https://un.example/v/p%d>", i))
	}
	objects = append(objects, nodes...)
	for i := range 40 {
		objects = append(objects, fmt.Sprintf(`"text %d"`, i), fmt.Sprintf(`"text %d"@en`, i),
			fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, i*i-100),
			fmt.Sprintf(`"2018-05-%02d"^^<http://www.w3.org/2001/XMLSchema#date>`, i))
	}
	objects = append(objects, `""`, `"007"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"true"^^<http://www.w3.org/2001/XMLSchema#boolean>`,
		`"`+strings.Repeat("x", 5<<10)+`"`, `"`+strings.Repeat("x", 5<<10)+`y"`, `"`+long+`"`, `"`+long+`"@en`)
	return nodes, predicates, objects
}

// statements returns n quads, some of them more than once.
func statements(r *rand.Rand, n int) []statement {
	nodes, predicates, objects := vocabulary()
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	all := make([]statement, n)
	for i := range all {
		all[i] = statement{pick(nodes), pick(predicates), pick(objects), pick(append(nodes[:3:3], ""))}
	}
	return all
}

func (s *segment) numbers(t *testing.T, q statement) (r row) {
	t.Helper()
	for i, form := range q {
		var err error
		if r[i], err = s.term([]byte(form)); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// scratch returns a store's folder to write generations to, not the store itself.
func scratch(t *testing.T) *Store {
	return &Store{dir: t.TempDir(), opt: Options{step: func(string) {}, free: freeSpace, segment: segmentBytes}}
}

// generationOf writes runs as a generation and opens it.
func generationOf(t *testing.T, s *Store, number uint64, runs ...run) (*state, content) {
	t.Helper()
	c := current{generation: number, seal: none}
	got, sum, err := s.writeGeneration(t.Context(), filepath.Join(s.dir, c.folder()), runs)
	if err != nil {
		t.Fatal(err)
	}
	c.terms, c.quads, c.seal, c.chain = got.terms, got.quads, sum, none
	g, err := openState(s.dir, c, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.release(); err != nil {
			t.Error(err)
		}
	})
	return g, got
}

// form returns the canonical form of an id of g.
func (g *generation) form(t *testing.T, id graph.ID) string {
	t.Helper()
	if rank, ok := g.rank(id); ok {
		form, err := g.appendForm(nil, rank)
		if err != nil {
			t.Fatal(err)
		}
		return string(form)
	}
	form, ok := appendInline(nil, id)
	if !ok && id != graph.DefaultGraph {
		t.Fatalf("id %x has no form", uint64(id))
	}
	return string(form)
}

// contents returns the quads of g in an order.
func contents(t *testing.T, g *generation, by graph.Order) []statement {
	t.Helper()
	b := g.blocks(by)
	defer b.close()
	var all []statement
	var last tuple
	for {
		ok, err := b.next()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			return all
		}
		rows := b.sorted(by)
		for i := range b.n {
			if now := rows.tuple(i); compareTuples(last, now) >= 0 {
				t.Fatalf("%v: %v stands before %v", by, last, now)
			} else {
				last = now
			}
			q := b.quad(i)
			all = append(all, statement{g.form(t, q.S), g.form(t, q.P), g.form(t, q.O), g.form(t, q.G)})
		}
	}
}

// check tests that g holds a set of quads, the same in all orders, with their terms and no others.
func check(t *testing.T, s *state, got content, want map[statement]bool) {
	t.Helper()
	g := s.gen
	expected := slices.Collect(maps.Keys(want))
	sortStatements(expected)
	terms, sum, counts := map[string]bool{}, digest{}, map[string]uint64{}
	for _, q := range expected {
		sum = sum.add(quadDigest(termHash([]byte(q[0])), termHash([]byte(q[1])), termHash([]byte(q[2])), termHash([]byte(q[3]))))
		counts[q[3]]++
		for _, form := range q {
			if _, ok := inlineID([]byte(form)); !ok && form != "" {
				terms[form] = true
			}
		}
	}
	if want := (content{uint64(len(terms)), uint64(len(want)), sum}); got != want {
		t.Errorf("generation holds %+v, want %+v", got, want)
	}
	for by := graph.SPOG; by <= graph.GOSP; by++ {
		all := contents(t, g, by)
		sortStatements(all)
		if !slices.Equal(all, expected) {
			t.Fatalf("%v: %d quads, want %d, or others", by, len(all), len(expected))
		}
	}
	graphs, err := g.graphs()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range graphs {
		if name := g.form(t, c.id); c.quads != counts[name] {
			t.Errorf("graph %q has %d quads, want %d", name, c.quads, counts[name])
		}
		sum = sum.sub(c.digest)
	}
	if len(graphs) != len(counts) || sum != (digest{}) {
		t.Errorf("%d graphs, want %d; their digests leave %x", len(graphs), len(counts), sum.append(nil))
	}
}

func sortStatements(all []statement) {
	slices.SortFunc(all, func(a, b statement) int { return slices.Compare(a[:], b[:]) })
}

// TestMergeRuns merges generations with segments that add and remove, in memory and spilled, and compares with a set.
func TestMergeRuns(t *testing.T) {
	for seed := range uint64(graphtest.Size(8, 60, 1000)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 4))
			s, want := scratch(t), map[statement]bool{}
			var base *state
			for number := uint64(1); number <= 3; number++ {
				var runs []run
				if base != nil {
					runs = append(runs, newStateRun(t.Context(), base, nil))
				}
				for range 1 + r.IntN(4) {
					seg := newSegment()
					for _, q := range statements(r, r.IntN(700)) {
						if remove := number > 1 && r.IntN(3) == 0; remove {
							seg.remove(seg.numbers(t, q))
							delete(want, q)
						} else {
							seg.add(seg.numbers(t, q))
							want[q] = true
						}
					}
					runs = append(runs, sortedOrSpilled(t, s, seg, r.IntN(2) == 0))
				}
				var got content
				base, got = generationOf(t, s, number, runs...)
				check(t, base, got, want)
			}
		})
	}
}

func sortedOrSpilled(t *testing.T, s *Store, seg *segment, spilled bool) run {
	t.Helper()
	sorted := seg.sort()
	if !spilled {
		return sorted
	}
	f, err := sorted.spillTo(s.dir, func(uint64) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// TestMergeToNothing removes all quads: what is left has no terms and no folder.
func TestMergeToNothing(t *testing.T) {
	s, seg := scratch(t), newSegment()
	all := statements(rand.New(rand.NewPCG(1, 1)), 500)
	for _, q := range all {
		seg.add(seg.numbers(t, q))
	}
	base, _ := generationOf(t, s, 1, seg.sort())
	gone := newSegment()
	for _, q := range all {
		gone.remove(gone.numbers(t, q))
	}
	g, got := generationOf(t, s, 2, newStateRun(t.Context(), base, nil), gone.sort())
	check(t, g, got, nil)
	if entries, _ := filepath.Glob(filepath.Join(s.dir, "*2")); len(entries) > 0 {
		t.Errorf("left %v", entries)
	}
}

// TestBulkOrder splits the same quads in many ways over adders, segments and calls: what is written is the same.
func TestBulkOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	all := statements(r, 20_000)
	want := map[statement]bool{}
	for _, q := range all {
		want[q] = true
	}
	var first content
	for adders := 1; adders <= 4; adders++ {
		for _, segment := range []int{segmentBytes, 300 << 10, 600 << 10} {
			s := scratch(t)
			s.opt.segment = segment
			b := newBulk(t.Context(), s.dir, s.opt)
			var wg sync.WaitGroup
			for i := range adders {
				a := b.Adder()
				wg.Go(func() {
					for n := i; n < len(all); n += adders {
						if err := a.Add(all[n].bytes()); err != nil {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
			runs, err := b.runs()
			if err != nil {
				t.Fatal(err)
			}
			if spilled := len(b.spills) > 0; spilled != (segment < segmentBytes) {
				t.Errorf("%d adders of %d bytes: spilled %v", adders, segment, spilled)
			}
			g, got := generationOf(t, s, 1, runs...)
			if err := b.close(); err != nil {
				t.Error(err)
			}
			if first == (content{}) {
				first = got
				check(t, g, got, want)
			} else if got != first {
				t.Errorf("%d adders of %d bytes: %+v, want %+v", adders, segment, got, first)
			}
			if names, _ := filepath.Glob(filepath.Join(s.dir, spillPrefix+"*")); len(names) > 0 {
				t.Errorf("left %v", names)
			}
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		}
	}
}

func (q statement) bytes() graph.Statement {
	return graph.Statement{Subject: []byte(q[0]), Predicate: []byte(q[1]), Object: []byte(q[2]), Graph: []byte(q[3])}
}
