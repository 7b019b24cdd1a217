package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"go.uber.org/goleak"

	"concord/graph"
	"concord/graph/graphtest"
)

// from is a source that holds text.
func from(name, text string) Source {
	f, ok := ByExtension(name)
	if !ok {
		panic(name)
	}
	return Source{Name: name, Format: f, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

// read returns the canonical lines that Read gives to two goroutines, sorted.
func read(sources []Source, o *ReadOptions) (lines []string, tallies []Tally, err error) {
	var mu sync.Mutex
	add := func(st graph.Statement) error {
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, string(appendLine(nil, st)))
		return nil
	}
	tallies, err = Read(context.Background(), sources, o, add, add)
	slices.Sort(lines)
	return lines, tallies, err
}

// whole is a format whose quads are not lines.
var whole = Format{Name: "whole", Reader: openNQuads}

func TestRead(t *testing.T) {
	defer goleak.VerifyNone(t)
	sources := []Source{
		from("a.nq", "<a:s> <a:p> _:b <a:g> .\r\n# comment\r\n<a:s><a:p>\"\\u0041\"."),
		from("b.nt", "_:b <a:p> \"x\" .\n"),
		from("c.nq", "_:b <a:p> _:c _:b .\n"),
	}
	sources[1].Labels = func() (string, error) { return "f1-", nil }
	sources[2].Labels = func() (string, error) { return "f2-", nil }
	sources[2].Format = whole
	sources[1].Graph, sources[2].Graph = []byte("<a:g>"), []byte("<a:h>")
	got, tallies, err := read(sources, &ReadOptions{Chunk: 10})
	want := []string{`<a:s> <a:p> "A" .`, `<a:s> <a:p> _:b <a:g> .`, `_:f1-b <a:p> "x" <a:g> .`, `_:f2-b <a:p> _:f2-c _:f2-b .`}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v", got, err)
	}
	if tallies[0].Quads != 2 || tallies[1].Quads != 1 || tallies[2].Quads != 1 {
		t.Errorf("tallies %v", tallies)
	}
}

func TestReadReportsEveryProblem(t *testing.T) {
	missing := from("c.nq", "")
	missing.Open = func() (io.ReadCloser, error) { return nil, errors.New("it is not there") }
	unread := from("d.nq", "")
	unread.Open = func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("x\n<a:s>"), iotest.ErrReader(errors.New("broken pipe")))), nil
	}
	stopped := from("e.nq", "<a:s> <a:p> <a:o> .\n<a:s>\n<a:s>")
	stopped.Format = whole
	sources := []Source{from("a.nq", strings.Repeat("<a:s> <a:p> <a:o> .\n", 9)+"<a:s>\n<s> .\n"), from("b.nt", "@prefix"), missing, unread, stopped}
	want := `a.nq:10:6: expected a predicate: an IRI, found the end of the line
a.nq:11:2: IRI is not absolute
b.nt:1:1: expected a subject: an IRI or a blank node, found '@'; directives belong to Turtle and TriG
c.nq: it is not there
d.nq:1:1: expected a subject: an IRI or a blank node, found 'x'
d.nq: broken pipe
e.nq:2:6: expected a predicate: an IRI, found the end of the line`
	for chunk := 1; chunk < 40; chunk++ {
		if _, _, err := read(sources, &ReadOptions{Chunk: chunk}); err == nil || err.Error() != want {
			t.Errorf("chunks of %d\ngot\n%v\nwant\n%s", chunk, err, want)
		}
	}
}

func TestReadLenient(t *testing.T) {
	bad := strings.Repeat("bad\n", 150)
	got, tallies, err := read([]Source{from("a.nq", bad+"<a:s> <a:p> <a:o> .\n"+bad)}, &ReadOptions{Chunk: 64, Lenient: true})
	if err != nil || len(got) != 1 || tallies[0].Quads != 1 || tallies[0].Bad != 300 || len(tallies[0].Problems) != MaxProblems {
		t.Fatalf("got %q, %v, %v", got, tallies, err)
	}
	for i, err := range tallies[0].Problems {
		if want := fmt.Sprintf("a.nq:%d:1: expected a subject", i+1); !strings.HasPrefix(err.Error(), want) {
			t.Errorf("problem %d is %v, want %s", i, err, want)
		}
	}
	stopped := from("b.nq", "<a:s> <a:p> <a:o> .\nbad\n")
	stopped.Format = whole
	if _, _, err := read([]Source{stopped}, &ReadOptions{Lenient: true}); err == nil || !strings.HasPrefix(err.Error(), "b.nq:2:1: ") {
		t.Errorf("a format that has no lines: %v", err)
	}
}

func TestReadGivesUp(t *testing.T) {
	var want []string
	for i := range MaxProblems {
		want = append(want, fmt.Sprintf("a.nq:%d:1: expected a subject: an IRI or a blank node, found 'b'", i+1))
	}
	want = append(want, "that are 100 problems; what follows was not looked at")
	for chunk := 1; chunk < 2000; chunk += 97 {
		_, _, err := read([]Source{from("a.nq", strings.Repeat("bad\n", 1000))}, &ReadOptions{Chunk: chunk})
		if err == nil || err.Error() != strings.Join(want, "\n") {
			t.Errorf("chunks of %d: got %v", chunk, err)
		}
	}
}

func TestReadLongLine(t *testing.T) {
	const most = 60
	line := "<a:s> <a:p> <a:o> . #" + strings.Repeat("x", most-21)
	for _, lenient := range []bool{false, true} {
		for chunk := 1; chunk < 200; chunk++ {
			o := &ReadOptions{Options: Options{MaxLine: most}, Chunk: chunk, Lenient: lenient}
			for _, end := range []string{"\n", "\r\n", "\r"} {
				if got, _, err := read([]Source{from("a.nq", strings.Repeat(line+end, 5))}, o); err != nil || len(got) != 5 {
					t.Fatalf("chunks of %d: %q, %v", chunk, got, err)
				}
				_, _, err := read([]Source{from("a.nq", line+end+"#"+line+end+line+end)}, o)
				if !errors.Is(err, ErrTooLong) || err.Error() != "a.nq:2:1: line is longer than 60 bytes" {
					t.Fatalf("chunks of %d: %v", chunk, err)
				}
			}
		}
	}
}

func TestReadStops(t *testing.T) {
	defer goleak.VerifyNone(t)
	endless := from("a.nq", "")
	line := strings.NewReader("<a:s> <a:p> <a:o> .\n")
	endless.Open = func() (io.ReadCloser, error) {
		return io.NopCloser(readerFunc(func(p []byte) (int, error) {
			line.Seek(0, io.SeekStart)
			return line.Read(p)
		})), nil
	}
	full := errors.New("disk full")
	fail := func(graph.Statement) error { return full }
	pass := func(graph.Statement) error { return nil }
	endlessWhole := endless
	endlessWhole.Format = whole
	for _, s := range []Source{endless, endlessWhole} {
		if _, err := Read(context.Background(), []Source{s}, nil, fail, fail); err != full {
			t.Errorf("add failed: %v", err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		time.AfterFunc(20*time.Millisecond, cancel)
		begin := time.Now()
		_, err := Read(ctx, []Source{s}, nil, pass, pass)
		if took := time.Since(begin); err != context.Canceled || took > time.Second {
			t.Errorf("cancelled after %v: %v", took, err)
		}
	}
}

func TestReadW3C(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(graphtest.Shared(t, "w3c", "rdf", "rdf11"), "rdf-n-*", "*.n[tq]"))
	if err != nil || len(files) < 157 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		in, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := ByExtension(file)
		checkRead(t, f, in, 64, 0)
	}
}

// checkRead holds what Read gives of an input in pieces against what its scanner gives line by line: the same
// statements, the same problems, and leniently the same statements.
func checkRead(t *testing.T, f Format, in []byte, chunk, maxLine int) {
	t.Helper()
	o := &ReadOptions{Options: Options{MaxLine: maxLine}, Chunk: chunk}
	lines, problems := scan(f.Scanner(&Options{Name: "in", MaxLine: maxLine}), in)
	want := slices.Sorted(strings.Lines(string(lines)))
	for i := range want {
		want[i] = strings.TrimSuffix(want[i], "\n")
	}
	source := Source{Name: "in", Format: f, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(iotest.HalfReader(bytes.NewReader(in))), nil
	}}
	got, _, err := read([]Source{source}, o)
	if len(problems) == 0 && (err != nil || !slices.Equal(got, want)) {
		t.Errorf("%q in pieces of %d\ngot %q, %v\nwant %q", in, chunk, got, err, want)
	}
	if text := told(problems); err == nil && text != "" || err != nil && err.Error() != text {
		t.Errorf("%q in pieces of %d\ngot problems\n%v\nwant\n%s", in, chunk, err, text)
	}
	o.Lenient = true
	got, tallies, err := read([]Source{source}, o)
	tooLong := errors.Is(errors.Join(problems...), ErrTooLong) && err != nil
	if !tooLong && (err != nil || !slices.Equal(got, want) || tallies[0].Bad != len(problems)) {
		t.Errorf("%q leniently in pieces of %d\ngot %q, %v, %v\nwant %q", in, chunk, got, tallies, err, want)
	}
}

// told is the text of the error that Read makes of problems.
func told(problems []error) string {
	for _, p := range problems {
		p.(*SyntaxError).Name = "in"
	}
	if len(problems) >= MaxProblems {
		problems = append(problems[:MaxProblems:MaxProblems], errors.New("that are 100 problems; what follows was not looked at"))
	}
	if err := errors.Join(problems...); err != nil {
		return err.Error()
	}
	return ""
}

func FuzzRead(f *testing.F) {
	for i, s := range seeds(f) {
		f.Add(s, i%100, 0)
		f.Add(s, 7, i%100)
	}
	f.Fuzz(func(t *testing.T, in []byte, chunk, maxLine int) {
		if chunk > 1<<20 || maxLine > 1<<20 {
			return
		}
		checkRead(t, Formats[0], in, chunk, maxLine)
	})
}

func BenchmarkReadParallel(b *testing.B) {
	data := evidenceLines(500_000)
	source := Source{Name: "in", Format: Formats[0], Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	}}
	for _, workers := range []int{1, 2, 4} {
		b.Run(fmt.Sprintf("evidence-500k/workers-%d", workers), func(b *testing.B) {
			add := slices.Repeat([]func(graph.Statement) error{func(graph.Statement) error { return nil }}, workers)
			b.SetBytes(int64(len(data)))
			n := 0
			for b.Loop() {
				tallies, err := Read(context.Background(), []Source{source}, nil, add...)
				if err != nil {
					b.Fatal(err)
				}
				n += tallies[0].Quads
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
		})
	}
}
