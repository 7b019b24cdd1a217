package canon

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
)

// Difference is a line that one of two sets has and the other has not.
type Difference struct {
	Added bool   // the second set has it
	Line  []byte // with its line feed, valid until the next
}

// String returns the line after "+ " or "- ".
func (d Difference) String() string {
	if d.Added {
		return "+ " + string(d.Line)
	}
	return "- " + string(d.Line)
}

// ErrUnsorted is yielded by Diff when its input is not in byte order, each line once.
var ErrUnsorted = errors.New("lines are not sorted")

// Diff yields what must be removed from a and added to it to get b, in byte order. Both must be sorted, as
// Lines and Triples are; it holds two lines of each in memory.
func Diff(a, b iter.Seq2[[]byte, error]) iter.Seq2[Difference, error] {
	return func(yield func(Difference, error) bool) {
		x, y := pull("first", a), pull("second", b)
		defer x.stop()
		defer y.stop()
		x.advance()
		y.advance()
		for x.ok || y.ok {
			order := compare(x, y)
			switch {
			case x.err != nil || y.err != nil:
				yield(Difference{}, errors.Join(x.err, y.err))
				return
			case order < 0 && !yield(Difference{Line: x.line}, nil):
				return
			case order > 0 && !yield(Difference{Added: true, Line: y.line}, nil):
				return
			}
			if order <= 0 {
				x.advance()
			}
			if order >= 0 {
				y.advance()
			}
		}
	}
}

// compare puts the lines two inputs stand at in order; an input at its end comes last.
func compare(x, y *input) int {
	switch {
	case !y.ok:
		return -1
	case !x.ok:
		return 1
	}
	return bytes.Compare(x.line, y.line)
}

// input is one of the sets, read line by line.
type input struct {
	name string
	next func() ([]byte, error, bool)
	stop func()
	line []byte
	last []byte // the line before
	err  error
	ok   bool // there is a line or an error
}

func pull(name string, lines iter.Seq2[[]byte, error]) *input {
	in := &input{name: name}
	in.next, in.stop = iter.Pull2(lines)
	return in
}

func (in *input) advance() {
	in.last = append(in.last[:0], in.line...)
	in.line, in.err, in.ok = in.next()
	if in.ok && in.err == nil && len(in.last) > 0 && bytes.Compare(in.last, in.line) >= 0 {
		in.err = fmt.Errorf("%s input, %q after %q: %w", in.name, in.line, in.last, ErrUnsorted)
	}
}
