package badgerstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
)

// small opens an empty store that spills small segments and logs small loads only.
func small(t *testing.T, opt Options) (*Store, string) {
	t.Helper()
	opt.Create, opt.segment, opt.logged = true, 150<<10, 500
	dir := filepath.Join(t.TempDir(), "concord.db")
	s, err := Open(dir, &opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, dir
}

// load loads statements with two adders on two goroutines.
func load(ctx context.Context, s *Store, all []statement) error {
	return s.Load(ctx, func(b graph.Bulk) error {
		errs := make([]error, 2)
		var wg sync.WaitGroup
		for w := range errs {
			a := b.Adder()
			wg.Go(func() {
				for i := w; i < len(all) && errs[w] == nil; i += len(errs) {
					errs[w] = a.Add(all[i].bytes())
				}
			})
		}
		wg.Wait()
		return errors.Join(errs...)
	})
}

// setOf returns statements as lines of canonical N-Quads, sorted, each once.
func setOf(all ...[]statement) []string {
	var lines []string
	for _, q := range slices.Concat(all...) {
		lines = append(lines, strings.TrimRight(strings.Join(q[:], " "), " ")+" .")
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// linesOf returns what a store holds as lines of canonical N-Quads, sorted.
func linesOf(t *testing.T, s *Store) []string {
	t.Helper()
	snap, err := s.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	var lines []string
	for q, err := range graph.All(snap.Scan(t.Context(), graph.Pattern{}, graph.AnyOrder)) {
		if err != nil {
			t.Fatal(err)
		}
		ids := []graph.ID{q.S, q.P, q.O, q.G}
		text, ends, err := snap.(graph.Canonical).AppendForms(t.Context(), ids, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		from, line := 0, ""
		for _, end := range ends {
			if end > from {
				line += string(text[from:end]) + " "
			}
			from = end
		}
		lines = append(lines, line+".")
	}
	slices.Sort(lines)
	return lines
}

// TestLoad loads into an empty store, into one with a generation and commits, and the same again.
func TestLoad(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	first, second := statements(r, 6000), statements(r, 6000)
	s, _ := small(t, Options{})
	if err := load(t.Context(), s, first); err != nil {
		t.Fatal(err)
	}
	if got := linesOf(t, s); !slices.Equal(got, setOf(first)) {
		t.Fatalf("%d quads after the first load", len(got))
	}
	own := statement{"<own>", "<p>", `"7"^^<http://www.w3.org/2001/XMLSchema#integer>`, "<g>"}
	other := statement{"<a>", "<https://un.example/v/p1>", `"text 1"`, "<https://un.example/res/0>"}
	err := s.Update(t.Context(), func(tx graph.Tx) error {
		_, err := tx.WriteQuads([]quad.Quad{quad.Make(quad.IRI("own"), quad.IRI("p"), quad.TypedString{Value: "7", Type: "http://www.w3.org/2001/XMLSchema#integer"}, quad.IRI("g"))})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := load(t.Context(), s, append(second, other)); err != nil {
		t.Fatal(err)
	}
	want := setOf(first, second, []statement{own, other})
	if got := linesOf(t, s); !slices.Equal(got, want) {
		t.Fatalf("%d quads after the second load, want %d", len(got), len(want))
	}
	generation := s.latest.generation
	few := statement{"<few>", "<p>", `"x"`, ""}
	if err := load(t.Context(), s, []statement{few, few, own}); err != nil {
		t.Fatal(err)
	}
	if got := linesOf(t, s); !slices.Equal(got, setOf(first, second, []statement{own, other, few})) {
		t.Fatalf("%d quads after a load of one", len(got))
	}
	if s.latest.generation != generation || s.latest.log == 0 {
		t.Errorf("a load of one quad made %+v", s.latest.current)
	}
	before, err := readCurrent(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, again := range [][]statement{first, {few, own}, nil} {
		if err := load(t.Context(), s, again); err != nil {
			t.Fatal(err)
		}
		if now, err := readCurrent(s.dir); err != nil || now != before {
			t.Errorf("a load of what is there committed %+v, %v", now, err)
		}
	}
}

// TestLoadLong loads a term that is longer than all buffers.
func TestLoadLong(t *testing.T) {
	long := strings.Repeat("whereas ", 5<<20/8)
	all := []statement{{"<a>", "<p>", `"` + long + `"`, ""}, {"<a>", "<p>", `"` + long + `!"@en`, ""}, {"<a>", "<" + long + ">", "<b>", "<g>"}}
	s, _ := small(t, Options{})
	if err := load(t.Context(), s, all); err != nil {
		t.Fatal(err)
	}
	if got := linesOf(t, s); !slices.Equal(got, setOf(all)) {
		t.Errorf("long terms differ")
	}
}

// TestLoadFails ends loads early: the old state stays, and nothing beside it.
func TestLoadFails(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	first, second := statements(r, 3000), statements(r, 9000)
	stop := errors.New("stop")
	disk := newDisk()
	s, dir := small(t, Options{free: disk.free})
	if err := load(t.Context(), s, first); err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, dir)
	unchanged := func(what string) {
		t.Helper()
		if got := linesOf(t, s); !slices.Equal(got, setOf(first)) {
			t.Errorf("%s: %d quads", what, len(got))
		}
		if got := folderOf(t, dir); !slices.Equal(got, folder) {
			t.Errorf("%s: the folder holds %v, want %v", what, got, folder)
		}
	}

	err := s.Load(t.Context(), func(b graph.Bulk) error {
		a := b.Adder()
		for _, q := range second {
			if err := a.Add(q.bytes()); err != nil {
				return err
			}
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("error of fn: %v", err)
	}
	unchanged("error of fn")

	for _, when := range []string{stepChanged, stepGenerationMade, stepTermsWritten, stepQuadsWritten, stepSealed} {
		ctx, cancel := context.WithCancel(t.Context())
		s.opt.step = func(name string) {
			if name == when {
				cancel()
			}
		}
		if err := load(ctx, s, second); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %q: %v", when, err)
		}
		cancel()
		unchanged(when)
	}
	s.opt.step = func(string) {}
	ctx, cancel := context.WithCancel(t.Context())
	err = s.Load(ctx, func(b graph.Bulk) error {
		a := b.Adder()
		cancel()
		for _, q := range second {
			if err := a.Add(q.bytes()); err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while adding: %v", err)
	}
	unchanged("cancelled while adding")

	full := 0
	for ; ; full++ {
		disk.left.Store(int64(full))
		err := load(t.Context(), s, second)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "bytes are needed, 1000 are free") {
			t.Fatalf("full at look %d: %v", full, err)
		}
		unchanged(fmt.Sprintf("full at look %d", full))
	}
	if full < 10 {
		t.Errorf("free space was looked at only %d times", full)
	}
	if got := linesOf(t, s); !slices.Equal(got, setOf(first, second)) {
		t.Errorf("%d quads after space was freed", len(got))
	}
}

// loadFor loads what TestKilledLoad expects, and is done.
func loadFor(dir string, step func(string)) error {
	s, err := Open(dir, &Options{Create: true, step: step, segment: killedSegment, logged: 500})
	if err != nil {
		return err
	}
	defer s.Close()
	return load(context.Background(), s, killedLoad())
}

const killedSegment = 100 << 10

func killedLoad() []statement { return statements(rand.New(rand.NewPCG(9, 9)), 6000) }

// TestKilledLoad kills loads at each step: what holds is the state before or the one after, and the next load leaves
// nothing else.
func TestKilledLoad(t *testing.T) {
	first, second := statements(rand.New(rand.NewPCG(8, 8)), 500), killedLoad()
	before, after := setOf(first), setOf(first, second)
	t.Setenv(loadEnv, "yes")
	for _, step := range []string{stepSpilled, stepChanged, stepGenerationMade, stepTermsWritten, stepQuadsWritten,
		stepBadgerClosed, stepSealed, stepCurrentWritten, stepCurrentSwitched, stepCommitted, stepRemoved} {
		for times := range graphtest.Size(1, 3, 5) {
			if times > 0 && step != stepSpilled && step != stepQuadsWritten {
				continue // passed once
			}
			s, dir := small(t, Options{})
			if err := load(t.Context(), s, first); err != nil {
				t.Fatal(err)
			}
			w := startWriter(t, dir, step, times)
			if !w.wait("paused") {
				t.Fatalf("the load ended before step %q", step)
			}
			w.kill()
			if got := linesOf(t, s); !slices.Equal(got, before) && !slices.Equal(got, after) {
				t.Errorf("%d quads after a kill at %q", len(got), step)
			}
			if err := load(t.Context(), s, second); err != nil {
				t.Fatal(err)
			}
			if got := linesOf(t, s); !slices.Equal(got, after) {
				t.Errorf("%d quads after a kill at %q and the load again", len(got), step)
			}
			if got, want := folderOf(t, dir), filesOf(s.latest.current); !slices.Equal(got, want) {
				t.Errorf("after a kill at %q the folder holds %v, want %v", step, got, want)
			}
		}
	}
}

// TestLoadSmallDisk loads to file systems of growing size: the process must not die, which it does when Badger meets a
// full disk.
func TestLoadSmallDisk(t *testing.T) {
	all := corpus(60_000)
	for size := 1; ; size++ {
		if size > 24 {
			t.Fatal("no disk was large enough")
		}
		mount := smallDisk(t, size<<20)
		s, err := Open(filepath.Join(mount, "concord.db"), &Options{Create: true, segment: 2 << 20})
		if err != nil {
			t.Fatal(err)
		}
		err = loadBytes(t.Context(), s, all)
		if err != nil && !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("disk of %d MiB: %v", size, err)
		}
		n := 0
		if err == nil {
			n = len(all)
		}
		snap, e := s.Snapshot(t.Context())
		if e != nil {
			t.Fatal(e)
		}
		if c, e := snap.Estimate(t.Context(), graph.Pattern{}); e != nil || c.Count != uint64(n) {
			t.Errorf("disk of %d MiB: %d quads, want %d, %v", size, c.Count, n, e)
		}
		if e := errors.Join(snap.Close(), s.Close()); e != nil {
			t.Error(e)
		}
		if err == nil {
			return
		}
	}
}

// loadBytes loads with an adder for each core.
func loadBytes(ctx context.Context, s *Store, all []graph.Statement) error {
	return s.Load(ctx, func(bulk graph.Bulk) error {
		errs := make([]error, runtime.GOMAXPROCS(0))
		var wg sync.WaitGroup
		for w := range errs {
			a := bulk.Adder()
			part := all[len(all)*w/len(errs) : len(all)*(w+1)/len(errs)]
			wg.Go(func() {
				for i := 0; i < len(part) && errs[w] == nil; i++ {
					errs[w] = a.Add(part[i])
				}
			})
		}
		wg.Wait()
		return errors.Join(errs...)
	})
}

// BenchmarkLoad loads a corpus of resolutions into an empty store.
func BenchmarkLoad(b *testing.B) {
	all := corpus(graphtest.Size(200_000, 1_000_000, 1_000_000))
	for b.Loop() {
		s, err := Open(filepath.Join(b.TempDir(), "concord.db"), &Options{Create: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := errors.Join(loadBytes(b.Context(), s, all), s.Close()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(all))/b.Elapsed().Seconds(), "quads/s")
}

// corpus returns distinct statements of resolutions as named graphs that cite each other.
func corpus(n int) []graph.Statement {
	r := rand.New(rand.NewPCG(1, 1))
	all := make([]graph.Statement, n)
	for i := range all {
		res := i / 55
		q := statement{fmt.Sprintf("<https://un.example/res/%d/p/%d>", res, i/5), "<https://un.example/v/cites>",
			fmt.Sprintf("<https://un.example/res/%d>", r.IntN(res+1)), fmt.Sprintf("<https://un.example/g/res/%d>", res)}
		switch i % 5 {
		case 1:
			q[1], q[2] = "<https://un.example/v/begin>", fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, i%55*130)
		case 4:
			q[1], q[2] = "<https://un.example/v/end>", fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, i%55*130+129)
		case 2:
			q[1], q[2] = "<https://un.example/v/partOf>", fmt.Sprintf("<https://un.example/res/%d>", res)
		case 3:
			q[1], q[2] = "<https://un.example/v/text>", fmt.Sprintf(`"Calls upon state %d to implement resolution %d"`, r.IntN(190), r.IntN(res+1))
		}
		all[i] = q.bytes()
	}
	return all
}
