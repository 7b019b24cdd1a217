package format

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/cayleygraph/quad"

	"concord/graph"
)

// worker is one goroutine of a Read.
type worker struct {
	*intake
	add     func(graph.Statement) error
	of      *reading // the source that scanner reads
	scanner *Scanner
	own     []byte // forms of blank nodes that have got other labels
}

func (w *worker) work(ctx context.Context, tasks <-chan task) error {
	for t := range tasks {
		if ctx.Err() != nil {
			return nil
		}
		if t.piece == nil {
			if err := w.whole(ctx, t.reading); err != nil {
				return err
			}
			continue
		}
		if err := w.piece(t); err != nil {
			return err
		}
		w.keep(t.piece)
	}
	return nil
}

// piece reads lines. The error is not one of the source.
func (w *worker) piece(t task) error {
	if w.of != t.reading {
		o := w.options.Options
		o.Name = t.Name
		w.of, w.scanner = t.reading, t.Format.Scanner(&o)
	}
	l := lines{buf: t.piece, end: len(t.piece), err: io.EOF, number: t.first - 1, max: w.options.MaxLine}
	var found Tally
	defer func() { w.found(t.reading, found) }()
	for {
		line, err := l.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			w.ended(t.reading, err)
			return nil
		}
		st, err := w.scanner.Scan(line, l.number)
		if err != nil {
			if found.Bad++; found.Bad <= MaxProblems {
				found.Problems = append(found.Problems, err)
			}
			continue
		}
		if st.Subject == nil {
			continue
		}
		found.Quads++
		if err := w.statement(t.reading, st); err != nil {
			return err
		}
	}
}

// statement adds a statement of a source.
func (w *worker) statement(r *reading, st graph.Statement) error {
	if w.problems.Load() > 0 {
		return nil
	}
	if len(st.Graph) == 0 {
		st.Graph = r.Graph
	}
	if r.labels != nil {
		w.own = w.own[:0]
		for _, form := range []*[]byte{&st.Subject, &st.Object, &st.Graph} {
			if !bytes.HasPrefix(*form, []byte("_:")) {
				continue
			}
			if err := w.relabel(r, form); err != nil {
				return err
			}
		}
	}
	return w.add(st)
}

// relabel gives a blank node the label that it has outside of its source.
func (w *worker) relabel(r *reading, form *[]byte) error {
	labels, err := r.labels()
	if err != nil {
		return err
	}
	mark := len(w.own)
	w.own = append(append(append(w.own, "_:"...), labels...), (*form)[len("_:"):]...)
	*form = w.own[mark:]
	return nil
}

const checkEvery = 4096 // quads between looks at the context

// whole reads a source whose quads are not lines. The error is not one of the source.
func (w *worker) whole(ctx context.Context, r *reading) error {
	file, err := r.Open()
	if err != nil {
		w.ended(r, err)
		return nil
	}
	o := w.options.Options
	o.Name = r.Name
	in := r.Format.Reader(file, &o)
	var found Tally
	defer func() {
		w.found(r, found)
		w.ended(r, errors.Join(in.Close(), file.Close()))
	}()
	var f formed
	for {
		if found.Quads%checkEvery == 0 && ctx.Err() != nil {
			return nil
		}
		var st graph.Statement
		q, err := in.ReadQuad()
		if err == nil {
			st, err = f.statement(q)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			w.ended(r, err)
			return nil
		}
		found.Quads++
		if err := w.statement(r, st); err != nil {
			return err
		}
	}
}

// formed is a quad and the forms of its terms, which those of the next quad often are.
type formed struct {
	last  [4]quad.Value
	forms [4][]byte
}

// statement returns the forms of q, valid until the next.
func (f *formed) statement(q quad.Quad) (graph.Statement, error) {
	for i, v := range [...]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v == f.last[i] && v != nil {
			continue
		}
		f.last[i], f.forms[i] = v, f.forms[i][:0]
		if v == nil && i == 3 {
			continue
		}
		normal, err := graph.Normal(v)
		if err != nil {
			return graph.Statement{}, err
		}
		f.forms[i] = graph.AppendTerm(f.forms[i], normal)
	}
	st := graph.Statement{Subject: f.forms[0], Predicate: f.forms[1], Object: f.forms[2], Graph: f.forms[3]}
	if st.Subject[0] == '"' || st.Predicate[0] != '<' || len(st.Graph) > 0 && st.Graph[0] == '"' {
		_, err := graph.NormalQuad(q) // says which
		return graph.Statement{}, err
	}
	return st, nil
}
