package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/loaders"
	"concord/loaders/source"
)

// change is what build, drop and rename do to the set of texts in the store.
type change struct {
	loaders.Change
	base  vocab.Base      // of --base, "" when not given
	found map[string]bool // names of texts found in folders: one that cannot be added does not stop the rest
}

// changed tells what a change came to.
type changed struct {
	planned *loaders.Planned
	result  *loaders.Result  // nil when there was nothing to do
	quads   map[quad.IRI]int // of the store's graphs that result makes
	options *loaders.Options
	added   []*source.Text
	refused []error // of texts found in folders that are not among the added ones
}

// apply changes the set of texts and derives every graph of the store from the new set. All of it is one
// update: an error or a signal leaves the store as it was.
func (p *program) apply(ctx context.Context, c change) (done changed, err error) {
	store, err := p.open(len(c.Add) > 0)
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	err = store.Update(ctx, func(tx graph.Tx) error {
		snap := tx.Snapshot()
		opts, err := options(ctx, snap, c.base)
		if err != nil {
			return err
		}
		done.options = opts
		stored, err := loaders.Texts(ctx, snap, opts.Base)
		if err != nil {
			return err
		}
		if done.planned, err = loaders.Plan(stored, c.Change, opts); err != nil {
			if done.refused = c.withhold(err); done.refused == nil {
				return misnamed(err)
			}
			if done.planned, err = loaders.Plan(stored, c.Change, opts); err != nil {
				return misnamed(err)
			}
		}
		done.added = c.Add
		if done.planned.Unchanged() {
			return nil
		}
		if done.result, err = p.readTexts(ctx, done); err != nil {
			return err
		}
		done.quads, err = p.write(ctx, tx, done.result)
		return err
	})
	return done, err
}

// options returns how texts are read into a store: under the base it has.
func options(ctx context.Context, snap graph.Snapshot, wanted vocab.Base) (*loaders.Options, error) {
	s, err := newState(ctx, snap)
	if err != nil {
		return nil, err
	}
	registry, err := snap.Lookup(ctx, []quad.Value{vocab.IRI("Registry")})
	if err != nil {
		return nil, err
	}
	switch {
	case registry[0] == graph.Unknown && wanted != "": // no text was ever built into it
		return &loaders.Options{Base: wanted}, nil
	case wanted != "" && wanted != s.base:
		return nil, input("build the texts into a new store", "the base of this store is %s, not %s", s.base, wanted)
	}
	return &loaders.Options{Base: s.base}, nil
}

// write makes the graphs of the store those of r, and returns how many quads each has. Graphs that hold what they
// shall are left alone, and so are graphs that are not derived from texts.
func (p *program) write(ctx context.Context, tx graph.Tx, r *loaders.Result) (quads map[quad.IRI]int, err error) {
	s := &state{tx.Snapshot(), r.Base}
	is, err := s.graphs(ctx)
	if err != nil {
		return nil, err
	}
	there := map[quad.IRI]bool{}
	for _, g := range is {
		there[g] = true
	}
	quads = map[quad.IRI]int{}
	bar := p.progress("writing", len(r.Readings))
	defer bar.Finish()
	for g := range r.Graphs() {
		if err := s.put(ctx, tx, g, there[g.Graph]); err != nil {
			return nil, err
		}
		quads[g.Graph] = len(g.Quads)
		if r.Base.IsEvidence(g.Graph) && len(quads) <= 2*len(r.Readings) {
			bar.Add(1)
		}
	}
	for _, g := range is {
		if _, ok := quads[g]; !ok && s.derived(g) {
			if _, err := tx.DropGraph(g); err != nil {
				return nil, err
			}
		}
	}
	return quads, nil
}

// put makes a graph of the store, which may be there, what it shall be.
func (s *state) put(ctx context.Context, tx graph.Tx, g loaders.GraphQuads, there bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if there {
		if same, err := s.holds(ctx, g); err != nil || same {
			return err
		}
		if _, err := tx.DropGraph(g.Graph); err != nil {
			return err
		}
	}
	_, err := tx.WriteQuads(g.Quads)
	return err
}

// derived reports whether g is a graph that Build makes: all below "graph/" but the reserved review.
func (s *state) derived(g quad.IRI) bool {
	key, ok := s.base.Key(g)
	return ok && strings.HasPrefix(key, "graph/") && key != "graph/review"
}

// holds reports whether the store's graph has exactly the quads of g.
func (s *state) holds(ctx context.Context, g loaders.GraphQuads) (bool, error) {
	label, err := s.Lookup(ctx, []quad.Value{g.Graph})
	if err != nil {
		return false, err
	}
	has, err := s.Estimate(ctx, graph.Pattern{G: label[0]})
	if err != nil || has.Exact && has.Count != uint64(len(g.Quads)) {
		return false, err
	}
	terms := make([]quad.Value, 0, 3*len(g.Quads))
	for _, q := range g.Quads {
		terms = append(terms, q.Subject, q.Predicate, q.Object)
	}
	ids, err := s.Lookup(ctx, terms)
	if err != nil {
		return false, err
	}
	want := map[graph.Quad]bool{}
	for i := 0; i < len(ids); i += 3 {
		want[graph.Quad{S: ids[i], P: ids[i+1], O: ids[i+2], G: label[0]}] = true
	}
	for q, err := range graph.All(s.Scan(ctx, graph.Pattern{G: label[0]}, graph.AnyOrder)) {
		if err != nil || !want[q] {
			return false, err
		}
		delete(want, q)
	}
	return len(want) == 0, nil
}

// withhold takes texts found in folders out of the change when Plan refused their names, and returns why; nil
// when it refused others too.
func (c *change) withhold(err error) (refused []error) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	for _, err := range joined.Unwrap() {
		var name *loaders.NameError
		if !errors.As(err, &name) || !c.found[name.Name] {
			return nil
		}
		refused = append(refused, misnamed(err))
		c.Add = slices.DeleteFunc(c.Add, func(t *source.Text) bool { return t.Name == name.Name })
	}
	return refused
}

// misnamed is an error of Plan, which may be of several names.
func misnamed(err error) error {
	var name *loaders.NameError
	if !errors.As(err, &name) {
		return err
	}
	f := &failure{code: exitInput, err: err, hint: name.Hint()}
	switch {
	case errors.Is(err, loaders.ErrTwoTexts), errors.Is(err, loaders.ErrReserved):
		f.code = exitUsage
	case errors.Is(err, loaders.ErrNoVersion):
		f.hint = fmt.Sprintf("the store has %s", strings.Join(name.Known, ", "))
	}
	return f
}
