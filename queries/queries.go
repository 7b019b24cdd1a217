// Package queries answers questions about how things are connected: it takes a question in the path language
// and a snapshot of a store, and gives answers, each with a path that witnesses it.
//
// It knows graph.Snapshot and no store, and no document. Start with Parse, Compile and Query.Answers; Find,
// Why and Connect are for people who do not know the keys of what they look for. It promises answers in one
// order whatever the store and the plan: by length, then by the names of nodes and predicates in byte order.
package queries

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries/path"
)

// Parse reads a query. Errors are *path.SyntaxError.
func Parse(text string) (*path.Query, error) { return path.Parse(text) }

// Options of Compile. Nil means the zero Options.
type Options struct {
	// Base of the keys; "" means the one that BaseOf finds.
	Base vocab.Base
	// All keeps the multiplicity of answers, which SPARQL 1.1, 18.4 defines. Without it every pair of ends is
	// one answer, or with a mode every walk.
	All bool
}

// Query is a question ready to be asked of one snapshot. It may be asked repeatedly, by one goroutine at a
// time, until the snapshot is closed.
type Query struct {
	source *path.Query
	names  *names
	all    bool

	start, end end
	same       bool // both ends are one variable
	algebra    op
	atoms      []atom
	tests      []test
	forward    *automaton
	backward   *automaton
	runs       []run

	plan Plan
}

// end is the start or end of the path: a constant, or open.
type end struct {
	bound bool
	id    graph.ID
	name  string // of a variable; or ""
}

// run is one evaluation: of the whole dataset, or with IN EACH of one version.
type run struct {
	version string
	view    *view // what the path walks
	lookup  *view // what filters look at
}

// Answer is a row of a query's result.
type Answer struct {
	Version string     // with IN EACH; else ""
	Start   quad.Value // nil in the answer to a COUNT
	End     quad.Value
	// Count is how often SPARQL has this answer, 1 without Options.All; of a COUNT the number counted.
	Count uint64
	// Path is a shortest walk from Start to End that the query's path accepts, of several the first in order;
	// with a mode the walk that is this answer. Empty when Start itself is accepted, and for a COUNT.
	Path []Step
}

// Statement is a triple.
type Statement struct {
	Subject   quad.Value
	Predicate quad.IRI
	Object    quad.Value
}

// Step is a statement that a path walks.
type Step struct {
	Statement
	// Inverse is set when the step leads from Object to Subject.
	Inverse bool
	// Graphs are those of the query's dataset that hold the statement, in the order of their Text; nil is the
	// default graph. Answers share the slice: it must not be changed.
	Graphs []quad.Value
}

// From returns the node that the step leaves.
func (s Step) From() quad.Value {
	if s.Inverse {
		return s.Object
	}
	return s.Subject
}

// To returns the node that the step reaches.
func (s Step) To() quad.Value {
	if s.Inverse {
		return s.Subject
	}
	return s.Object
}

// Compile resolves the names of q in snap and plans its evaluation. A name that neither the store nor the
// vocabulary knows is an *UnknownNameError, one that several entities bear an *AmbiguousNameError; an IRI in
// angle brackets may be absent from the store, and a predicate of the vocabulary too: they give no answers.
func Compile(ctx context.Context, snap graph.Snapshot, q *path.Query, opts *Options) (*Query, error) {
	if opts == nil {
		opts = &Options{}
	}
	n, err := newNames(ctx, snap, opts.Base)
	if err != nil {
		return nil, fmt.Errorf("compile: %w", err)
	}
	c := &Query{source: q, names: n, all: opts.All}
	if c.start, err = n.end(ctx, q.Start); err != nil {
		return nil, err
	}
	if c.end, err = n.end(ctx, q.End); err != nil {
		return nil, err
	}
	c.same = !c.start.bound && !c.end.bound && c.start.name != "" && c.start.name == c.end.name
	b := &builder{names: n}
	if c.algebra, err = b.build(ctx, q.Path, false); err != nil {
		return nil, err
	}
	c.atoms, c.tests = b.atoms, b.tests
	if c.forward, err = newAutomaton(c.algebra); err != nil {
		return nil, err
	}
	c.backward = c.forward.reverse()
	if c.runs, err = n.runs(ctx, q.Dataset); err != nil {
		return nil, err
	}
	if err := c.makePlan(ctx); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	return c, nil
}

// Base returns the base of the keys in answers.
func (c *Query) Base() vocab.Base { return c.names.base }

// Columns returns the names of what an answer gives, in the order of a table: "version" with IN EACH, then
// "count", or the variables of the two ends without "?"; the unnamed end of a query without one is "end". A
// query between two constants has no column of its own: it has one answer or none.
func (c *Query) Columns() []string {
	var cols []string
	if c.source.Dataset.Scope == path.EachScope {
		cols = append(cols, "version")
	}
	if c.source.Count {
		return append(cols, "count")
	}
	if !c.start.bound {
		cols = append(cols, c.start.name)
	}
	if !c.end.bound && !c.same {
		name := c.end.name
		if name == "" {
			name = "end"
		}
		cols = append(cols, name)
	}
	return cols
}

// Row returns the cells of a under Columns, in order: a version or a count as a literal, else terms.
func (c *Query) Row(a Answer) []quad.Value {
	var row []quad.Value
	if c.source.Dataset.Scope == path.EachScope {
		row = append(row, quad.String(a.Version))
	}
	if c.source.Count {
		return append(row, quad.TypedString{Value: quad.String(strconv.FormatUint(a.Count, 10)), Type: vocab.XSDInteger})
	}
	if !c.start.bound {
		row = append(row, a.Start)
	}
	if !c.end.bound && !c.same {
		row = append(row, a.End)
	}
	return row
}

// Answers asks the query and yields its answers in order, each once; those of IN EACH by version. An error
// is yielded last, with a zero Answer. Breaking the loop ends the evaluation.
func (c *Query) Answers(ctx context.Context) iter.Seq2[Answer, error] {
	return func(yield func(Answer, error) bool) {
		left, skip := c.source.Limit, c.source.Offset
		c.plan.started(len(c.atoms))
		for i := range c.runs {
			r := newRunner(c, &c.runs[i])
			err := r.answers(ctx, func(a Answer) bool {
				c.plan.Answers++
				if skip > 0 {
					skip--
					return true
				}
				if left == 0 {
					return false
				}
				left--
				return yield(a, nil) && left != 0
			})
			c.plan.finished(r)
			if err == errStop {
				return
			}
			if err != nil {
				yield(Answer{}, err)
				return
			}
		}
	}
}

// Explain asks the query to its end and returns the plan with the rows each step brought.
func (c *Query) Explain(ctx context.Context) (Plan, error) {
	for _, err := range c.Answers(ctx) {
		if err != nil {
			return c.Plan(), err
		}
	}
	return c.Plan(), nil
}
