package format

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"

	"concord/graph"
)

// Source is a file of quads.
type Source struct {
	Name   string // for errors
	Format Format
	Open   func() (io.ReadCloser, error) // called once; what it returns is closed
	// Labels returns what is put before each blank node label, so that those of two files do not meet. It is
	// called once, and only when there is a blank node. Nil: labels stay as they are.
	Labels func() (string, error)
	Graph  []byte // canonical form of the graph of what names none; nil: the default graph
}

// Tally tells what Read found in a source.
type Tally struct {
	Quads    int
	Bad      int     // lines that are no statement and were left out
	Problems []error // of the bad lines the first MaxProblems, in text order; each is a *SyntaxError
}

// ReadOptions are what Read may be told. A nil *ReadOptions or a zero field means the default.
type ReadOptions struct {
	Options
	// Lenient leaves out lines that are no statement, of the formats that have a statement a line. In others
	// what follows a mistake cannot be told, and it stays an error.
	Lenient bool
	Chunk   int // bytes that a goroutine reads at once; DefaultChunk
}

const (
	// DefaultChunk is some thousand lines: handing one over costs nothing beside reading it, and a cancelled
	// context is seen within some hundredths of a second.
	DefaultChunk = 1 << 20
	// MaxProblems is how many problems Read tells before it gives up, and how many places of lines left out.
	MaxProblems = 100
)

// Read reads sources and hands each statement to one of the functions add, each of which is called by one goroutine
// of its own; a statement's forms are valid until add returns. The statements come in no order.
//
// The error is Problems when it is the sources' fault. After the first of them nothing more is added. An error of
// add or of ctx ends Read at once. No goroutine outlives the call, which waits for a read of a source that has begun.
func Read(ctx context.Context, sources []Source, o *ReadOptions, add ...func(graph.Statement) error) ([]Tally, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	in := newIntake(sources, o)
	tasks := make(chan task)
	var workers sync.WaitGroup
	for _, a := range add {
		w := &worker{intake: in, add: a}
		workers.Go(func() {
			if err := w.work(ctx, tasks); err != nil {
				cancel(err)
			}
		})
	}
	in.hand(ctx, tasks)
	close(tasks)
	workers.Wait()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return in.result()
}

// Problems are what is wrong with sources, in their order and in text order, up to MaxProblems: syntax errors, and
// what keeps a source from being read.
type Problems []error

// Error returns a line for each problem.
func (p Problems) Error() string { return errors.Join(p...).Error() }

// Unwrap returns the problems.
func (p Problems) Unwrap() []error { return p }

// intake is one call of Read.
type intake struct {
	options  ReadOptions
	reading  []*reading
	problems atomic.Int64 // that end in an error
	spare    chan []byte  // memory of pieces that were read
}

// reading is what is known of a source.
type reading struct {
	Source
	labels func() (string, error)
	mu     sync.Mutex
	tally  Tally
	err    error // what ended it early
}

// task is a piece of a source, or a whole one when there is no piece.
type task struct {
	*reading
	piece []byte
	first int // number of its first line
}

func newIntake(sources []Source, o *ReadOptions) *intake {
	in := &intake{spare: make(chan []byte, 16)}
	if o != nil {
		in.options = *o
	}
	in.options.Options = in.options.Options.orDefault()
	in.options.Chunk = cmp.Or(max(in.options.Chunk, 0), DefaultChunk)
	for _, s := range sources {
		r := &reading{Source: s}
		if s.Labels != nil {
			r.labels = sync.OnceValues(s.Labels)
		}
		in.reading = append(in.reading, r)
	}
	return in
}

// hand gives out the sources in order, until all are read or enough problems are known. The tasks it gave out are a
// beginning of the whole, so that the problems told do not depend on which goroutine was first.
func (in *intake) hand(ctx context.Context, tasks chan<- task) {
	for _, r := range in.reading {
		switch {
		case ctx.Err() != nil || in.enough():
			return
		case r.Format.Scanner == nil:
			in.give(ctx, tasks, task{reading: r})
		default:
			in.ended(r, in.cut(ctx, r, tasks))
		}
	}
}

// cut gives out a source in pieces.
func (in *intake) cut(ctx context.Context, r *reading, tasks chan<- task) (err error) {
	file, err := r.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	c := chunks{r: file, size: in.options.Chunk, max: in.options.MaxLine}
	for {
		t := task{reading: r}
		if t.piece, t.first, err = c.next(in.memory()); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if !in.give(ctx, tasks, t) {
			return nil
		}
	}
}

// give reports whether the task was wanted.
func (in *intake) give(ctx context.Context, tasks chan<- task, t task) bool {
	if in.enough() {
		return false
	}
	select {
	case tasks <- t:
		return true
	case <-ctx.Done():
		return false
	}
}

func (in *intake) enough() bool { return in.problems.Load() >= MaxProblems }

func (in *intake) memory() []byte {
	select {
	case b := <-in.spare:
		return b
	default:
		return nil
	}
}

// keep takes the memory of a piece that was read; not that of one that a long line made large.
func (in *intake) keep(piece []byte) {
	if cap(piece) > in.options.Chunk {
		return
	}
	select {
	case in.spare <- piece:
	default:
	}
}

// ended notes what ended a source early, if anything did.
func (in *intake) ended(r *reading, err error) {
	if err == nil {
		return
	}
	in.problems.Add(1)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = named(r.Name, err)
	}
}

// named says in which file an error is, when that does not say it.
func named(name string, err error) error {
	var syntax *SyntaxError
	var path *fs.PathError
	switch {
	case errors.As(err, &syntax):
		syntax.Name = name
		return err
	case errors.As(err, &path):
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// result returns what was found and what went wrong.
func (in *intake) result() ([]Tally, error) {
	var tallies []Tally
	var all Problems
	for _, r := range in.reading {
		tallies = append(tallies, r.tally)
		if !in.options.Lenient {
			all = append(all, r.tally.Problems...)
		}
		if r.err != nil {
			all = append(all, r.err)
		}
	}
	if len(all) >= MaxProblems {
		all = append(all[:MaxProblems], fmt.Errorf("that are %d problems; what follows was not looked at", MaxProblems))
	}
	if all == nil {
		return tallies, nil
	}
	return tallies, all
}

// found adds up what was found in a source. Problems are kept in text order, the first of them.
func (in *intake) found(r *reading, t Tally) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tally.Quads += t.Quads
	r.tally.Bad += t.Bad
	if len(t.Problems) == 0 {
		return
	}
	if !in.options.Lenient {
		in.problems.Add(int64(t.Bad))
	}
	all := append(r.tally.Problems, t.Problems...)
	slices.SortStableFunc(all, func(a, b error) int { return cmp.Compare(lineOf(a), lineOf(b)) })
	r.tally.Problems = all[:min(len(all), MaxProblems)]
}

func lineOf(err error) int {
	var s *SyntaxError
	errors.As(err, &s)
	return s.Line
}
