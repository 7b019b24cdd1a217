package badgerstore

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/graph/memstore"
)

// The tests run this test's binary again as a writer in a process of its own, which these variables tell
// what to do.
const (
	childEnv = "CONCORD_TEST_WRITER"     // the store's folder
	pauseEnv = "CONCORD_TEST_PAUSE"      // the step to wait at for being killed; empty: never
	timesEnv = "CONCORD_TEST_PAUSE_TIME" // how many times the step is passed before
	loadEnv  = "CONCORD_TEST_LOAD"       // not empty: load, in place of updating for ever
)

// steps is all steps of an Update and of Compact.
var steps = []string{stepFolderMade, stepLocked, stepBegun, stepChanged, stepAppended, stepLogSynced, stepGenerationMade,
	stepTermsWritten, stepQuadsWritten, stepBadgerClosed, stepSealed, stepCurrentWritten, stepCurrentSwitched, stepCommitted,
	stepRemoved}

// compactEvery is after how many updates the writer compacts.
const compactEvery = 3

var counter = quad.IRI("counter")

// advance makes the update that leads to state i from state i-1: it replaces a graph, and adds a quad to one
// that grows.
func advance(i int) func(graph.Tx) error {
	return func(tx graph.Tx) error {
		if _, err := tx.DropGraph(quad.IRI("g")); err != nil {
			return err
		}
		quads := []quad.Quad{
			{Subject: counter, Predicate: counter, Object: quad.String(strconv.Itoa(i)), Label: quad.IRI("g")},
			{Subject: counter, Predicate: quad.IRI("was"), Object: quad.String(strconv.Itoa(i))},
		}
		for n := range 400 {
			quads = append(quads, quad.MakeIRI(fmt.Sprintf("s%d", n/4), fmt.Sprintf("p%d", n%4), fmt.Sprintf("o%d", n*i), "g"))
		}
		_, err := tx.WriteQuads(quads)
		return err
	}
}

// states gives the quads of state i, made by the naive store.
type states struct {
	t     *testing.T
	store graph.Store
	lines [][]string // lines[i] is state i
}

func newStates(t *testing.T) *states {
	return &states{t: t, store: memstore.New(), lines: [][]string{nil}}
}

func (s *states) state(i int) []string {
	for n := len(s.lines); n <= i; n++ {
		graphtest.Update(s.t, s.store, advance(n))
		s.lines = append(s.lines, graphtest.Now(s.t, s.store))
	}
	return s.lines[i]
}

// whole tests that a snapshot is one of the states, and returns which.
func (s *states) whole(snap graph.Snapshot) int {
	s.t.Helper()
	i, err := numberOf(s.t.Context(), snap)
	if err != nil {
		s.t.Fatal(err)
	}
	if got, want := graphtest.Quads(s.t, snap), s.state(i); !slices.Equal(got, want) {
		s.t.Fatalf("the store is not state %d: %d quads, want %d", i, len(got), len(want))
	}
	return i
}

// numberOf returns what the counter says.
func numberOf(ctx context.Context, snap graph.Snapshot) (int, error) {
	ids, err := snap.Lookup(ctx, []quad.Value{counter, quad.IRI("g")})
	if err != nil {
		return 0, err
	}
	for q, err := range graph.All(snap.Scan(ctx, graph.Pattern{S: ids[0], P: ids[0], G: ids[1]}, graph.AnyOrder)) {
		if err != nil {
			return 0, err
		}
		terms, err := snap.Resolve(ctx, []graph.ID{q.O})
		if err != nil {
			return 0, err
		}
		return strconv.Atoi(string(terms[0].(quad.String)))
	}
	return 0, nil
}

// child is the writer: it advances the store for ever, compacting at times, and prints the state that each update led
// to.
func child() {
	pause := os.Getenv(pauseEnv)
	times, _ := strconv.Atoi(os.Getenv(timesEnv))
	run := advanceFor
	if os.Getenv(loadEnv) != "" {
		run = loadFor
	}
	err := run(os.Getenv(childEnv), func(name string) {
		if name != pause {
			return
		}
		if times--; times < 0 {
			fmt.Println("paused")
			time.Sleep(time.Hour)
		}
	})
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func advanceFor(dir string, step func(string)) error {
	ctx := context.Background()
	s, err := Open(dir, &Options{Create: true, step: step})
	if err != nil {
		return err
	}
	defer s.Close()
	for {
		var i int
		err := s.Update(ctx, func(tx graph.Tx) (err error) {
			if i, err = numberOf(ctx, tx.Snapshot()); err != nil {
				return err
			}
			i++
			return advance(i)(tx)
		})
		if err != nil {
			return err
		}
		fmt.Println(i)
		if i%compactEvery == 0 {
			if err := s.Compact(ctx); err != nil {
				return err
			}
		}
	}
}

// writer is a child that runs.
type writer struct {
	t     *testing.T
	cmd   *exec.Cmd
	lines *bufio.Scanner
	acked int // the last state whose update returned
}

func startWriter(t *testing.T, dir, pause string, times int) *writer {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+dir, pauseEnv+"="+pause, timesEnv+"="+strconv.Itoa(times))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &writer{t: t, cmd: cmd, lines: bufio.NewScanner(out)}
	t.Cleanup(w.kill)
	return w
}

// wait reads what the writer prints up to a line, or to the end, and reports whether it met the line.
func (w *writer) wait(line string) bool {
	for w.lines.Scan() {
		if n, err := strconv.Atoi(w.lines.Text()); err == nil {
			w.acked = n
		}
		if w.lines.Text() == line {
			return true
		}
	}
	return false
}

// kill ends the writer as kill -9 does, and reads what it still had printed.
func (w *writer) kill() {
	_ = w.cmd.Process.Kill()
	w.wait("") // no line is empty: up to the end
	_ = w.cmd.Wait()
}

// survives tests the store that a killed writer left: it is the last state acknowledged or the next, and can be
// updated at once; then nothing is left of the killed writer.
func survives(t *testing.T, dir string, want *states, acked int) (now int) {
	t.Helper()
	s, err := Open(dir, &Options{Create: true})
	if err != nil {
		t.Fatalf("open after a kill: %v", err)
	}
	defer s.Close()
	snap := graphtest.Snapshot(t, s)
	now = want.whole(snap)
	_ = snap.Close()
	if now != acked && now != acked+1 {
		t.Fatalf("state %d after a kill, want %d or the next", now, acked)
	}
	now++
	graphtest.Update(t, s, advance(now))
	snap = graphtest.Snapshot(t, s)
	if got := want.whole(snap); got != now {
		t.Fatalf("state %d after an update, want %d", got, now)
	}
	_ = snap.Close()
	if left, want := folderOf(t, dir), filesOf(s.latest.current); !slices.Equal(left, want) {
		t.Fatalf("after an update the folder holds %v, want %v", left, want)
	}
	return now
}

// filesOf returns what a store's folder holds of one state that no other is read beside.
func filesOf(c current) []string {
	files := []string{"CURRENT", "LOCK"}
	if c.quads > 0 {
		files = append(files, c.folder())
	}
	if c.log > 0 {
		files = append(files, c.logName())
	}
	return files
}

func folderOf(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestKilledAtEachStep kills writers at each step of an update, of the first one and of later ones, and of a compaction.
func TestKilledAtEachStep(t *testing.T) {
	per := graphtest.Size(2, 10, 20)
	want := newStates(t)
	hits := map[string]int{}
	for _, step := range steps {
		for n := range per {
			// Every other writer begins a new store. The others find some commits in a log: what writes a
			// generation is then the compaction.
			dir := filepath.Join(t.TempDir(), "concord.db")
			passed, acked := 0, 0
			if step == stepQuadsWritten {
				passed = n % 6
			}
			if n%2 == 1 {
				acked = survives(t, dir, want, 0)
			}
			w := startWriter(t, dir, step, passed)
			w.acked = acked
			if !w.wait("paused") {
				t.Fatalf("the writer ended before step %q", step)
			}
			hits[step]++
			w.kill()
			survives(t, dir, want, w.acked)
		}
	}
	for _, step := range steps {
		if hits[step] < per {
			t.Errorf("killed %d times at step %q, want %d", hits[step], step, per)
		}
	}
	t.Logf("killed at %d steps %d times each", len(steps), per)
}

// TestKilledAtRandom kills one store's writers at random moments.
func TestKilledAtRandom(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	want := newStates(t)
	r := rand.New(rand.NewPCG(1, 2))
	acked := 0
	for range graphtest.Size(6, 60, 500) {
		w := startWriter(t, dir, "", 0)
		w.acked = acked
		if r.IntN(2) == 0 && !w.wait(strconv.Itoa(acked+1)) {
			t.Fatal("the writer ended")
		}
		time.Sleep(time.Duration(r.IntN(60_000)) * time.Microsecond)
		w.kill()
		acked = survives(t, dir, want, w.acked)
	}
	t.Logf("state %d after all kills", acked)
}

// TestReadWhileWritten reads a store that another process updates: always one of its states, and never an
// older one than before.
func TestReadWhileWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "concord.db")
	w := startWriter(t, dir, "", 0)
	if !w.wait("1") {
		t.Fatal("the writer ended")
	}
	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want := newStates(t)
	first, last := graphtest.Snapshot(t, s), 1
	held := want.whole(first)
	for seen := map[int]bool{}; len(seen) < graphtest.Size(8, 40, 200); {
		snap := graphtest.Snapshot(t, s)
		now := want.whole(snap)
		if now < last {
			t.Fatalf("state %d after state %d", now, last)
		}
		last, seen[now] = now, true
		_ = snap.Close()
	}
	if got := want.whole(first); got != held {
		t.Errorf("the snapshot of state %d is state %d now", held, got)
	}
	if err := s.Update(t.Context(), func(graph.Tx) error { return nil }); err != nil && !errors.Is(err, graph.ErrLocked) {
		t.Errorf("update beside the writer: %v", err)
	}
}
