package queries

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries/path"
)

// Text returns a term as a person reads it: the key of an entity, a prefixed name, <iri>, or a literal in
// quotes. It is what answers are ordered by.
func Text(base vocab.Base, v quad.Value) string {
	switch t := v.(type) {
	case nil:
		return ""
	case quad.IRI:
		return textOf(base, t)
	case quad.TypedString:
		return string(graph.AppendTerm(nil, t.Value)) + "^^" + textOf(base, t.Type)
	}
	return string(graph.AppendTerm(nil, v))
}

func textOf(base vocab.Base, iri quad.IRI) string {
	if key, ok := base.Key(iri); ok && speakable(key) {
		return key
	}
	for _, p := range vocab.Prefixes {
		if local, ok := strings.CutPrefix(string(iri), string(p.IRI)); ok && speakable("x/"+local) && !strings.Contains(local, "/") {
			return p.Name + ":" + local
		}
	}
	return string(graph.AppendTerm(nil, iri))
}

// speakable reports whether the language reads key as a key.
func speakable(key string) bool {
	t, err := path.ParseTerm(key)
	return err == nil && t.Kind == path.Key
}

// UnknownNameError tells of a name in a query that stands for nothing.
type UnknownNameError struct {
	Name string
	Near []string // names much like it that do, most alike first
	At   path.Pos // in the query; zero when the name did not come from one
}

// Error returns the name with its place and the nearest names.
func (e *UnknownNameError) Error() string {
	s := fmt.Sprintf("unknown name %s", e.Name)
	if e.At != (path.Pos{}) {
		s = fmt.Sprintf("query:%s: %s", e.At, s)
	}
	if len(e.Near) > 0 {
		s += ", did you mean " + strings.Join(e.Near, " or ") + "?"
	}
	return s
}

// AmbiguousNameError tells of a name in quotes that several entities bear equally.
type AmbiguousNameError struct {
	Name string
	Keys []string // of the entities
	At   path.Pos
}

// Error returns the name with its place and what it may stand for.
func (e *AmbiguousNameError) Error() string {
	s := fmt.Sprintf("name %q stands for %s", e.Name, strings.Join(e.Keys, " and "))
	if e.At != (path.Pos{}) {
		s = fmt.Sprintf("query:%s: %s", e.At, s)
	}
	return s
}

// names turns what a query writes into ids, and ids into what a person reads. A term the snapshot does not
// hold has an id of this query alone, so that it is a node like any other and equal only to itself.
type names struct {
	snap    graph.Snapshot
	base    vocab.Base
	concord bool // the snapshot holds texts with a registry; else it is loaded RDF

	terms  map[graph.ID]quad.Value // resolved so far, local ids among them
	texts  map[graph.ID]string
	locals map[quad.Value]graph.ID

	sources map[string]string // the texts of versions that were read, by name
	common  struct{ typ, registry, alignment, background graph.ID }
}

// local reports whether an id is one that names gave out.
func local(id graph.ID) bool { return id >= graph.FirstFree }

func newNames(ctx context.Context, snap graph.Snapshot, base vocab.Base) (*names, error) {
	n := &names{snap: snap, base: base, terms: map[graph.ID]quad.Value{}, texts: map[graph.ID]string{}, locals: map[quad.Value]graph.ID{}, sources: map[string]string{}}
	found, ok, err := registryBase(ctx, snap)
	if err != nil {
		return nil, err
	}
	n.concord = ok
	if n.base == "" {
		n.base = found
	}
	ids, err := n.lookup(ctx, vocab.Type, n.base.Registry(), n.base.Alignment(), n.base.Background())
	if err != nil {
		return nil, err
	}
	n.common.typ, n.common.registry, n.common.alignment, n.common.background = ids[0], ids[1], ids[2], ids[3]
	return n, nil
}

// BaseOf returns the base of a store's keys: its registry graph says of itself that it is one. A store
// without a registry, loaded RDF, has vocab.DefaultBase.
func BaseOf(ctx context.Context, snap graph.Snapshot) (vocab.Base, error) {
	base, _, err := registryBase(ctx, snap)
	return base, err
}

func registryBase(ctx context.Context, snap graph.Snapshot) (vocab.Base, bool, error) {
	ids, err := snap.Lookup(ctx, []quad.Value{vocab.Type, vocab.IRI("Registry")})
	if err != nil || ids[0] == graph.Unknown || ids[1] == graph.Unknown {
		return vocab.DefaultBase, false, err
	}
	for q, err := range graph.All(snap.Scan(ctx, graph.Pattern{P: ids[0], O: ids[1]}, graph.AnyOrder)) {
		if err != nil {
			return vocab.DefaultBase, false, err
		}
		terms, err := snap.Resolve(ctx, []graph.ID{q.S})
		if err != nil {
			return vocab.DefaultBase, false, err
		}
		if iri, ok := terms[0].(quad.IRI); ok && q.S == q.G {
			if base, ok := strings.CutSuffix(string(iri), "graph/registry"); ok {
				return vocab.Base(base), true, nil
			}
		}
	}
	return vocab.DefaultBase, false, nil
}

// lookup returns the id of each term, an id of its own for one the snapshot does not hold.
func (n *names) lookup(ctx context.Context, terms ...quad.Value) ([]graph.ID, error) {
	ids, err := n.snap.Lookup(ctx, terms)
	if err != nil {
		return nil, err
	}
	for i, id := range ids {
		if id == graph.Unknown {
			ids[i] = n.local(terms[i])
		}
	}
	return ids, nil
}

func (n *names) local(v quad.Value) graph.ID {
	if normal, err := graph.Normal(v); err == nil {
		v = normal
	}
	id, ok := n.locals[v]
	if !ok {
		id = math.MaxUint64 - 1 - graph.ID(len(n.locals))
		n.locals[v], n.terms[id] = id, v
	}
	return id
}

// resolve makes term and text know the ids, in one batch.
func (n *names) resolve(ctx context.Context, ids []graph.ID) error {
	var missing []graph.ID
	for _, id := range ids {
		if _, ok := n.terms[id]; !ok {
			n.terms[id] = nil
			missing = append(missing, id)
		}
	}
	terms, err := n.snap.Resolve(ctx, missing)
	if err != nil {
		for _, id := range missing {
			delete(n.terms, id)
		}
		return err
	}
	for i, id := range missing {
		n.terms[id] = terms[i]
	}
	return nil
}

// term returns the term of an id that resolve was given.
func (n *names) term(id graph.ID) quad.Value { return n.terms[id] }

// text returns the Text of an id that resolve was given.
func (n *names) text(id graph.ID) string {
	s, ok := n.texts[id]
	if !ok {
		s = Text(n.base, n.terms[id])
		n.texts[id] = s
	}
	return s
}

// end resolves the start or end of a path.
func (n *names) end(ctx context.Context, t path.Term) (end, error) {
	if t.Kind == path.Variable || t.Kind == path.Unnamed {
		return end{name: t.Text}, nil
	}
	id, err := n.id(ctx, t)
	return end{bound: true, id: id}, err
}

// predicate resolves a predicate.
func (n *names) predicate(ctx context.Context, t path.Term) (graph.ID, error) {
	if path.IsType(t) {
		return n.common.typ, nil
	}
	return n.id(ctx, t)
}

// id resolves a constant of the query.
func (n *names) id(ctx context.Context, t path.Term) (graph.ID, error) {
	if t.Kind == path.Name {
		return n.named(ctx, t)
	}
	v := n.value(t)
	ids, err := n.snap.Lookup(ctx, []quad.Value{v})
	if err != nil {
		return 0, err
	}
	if ids[0] != graph.Unknown {
		return ids[0], nil
	}
	switch t.Kind {
	case path.Bare, path.Prefixed, path.Key:
		if iri := v.(quad.IRI); !known(iri) {
			near, err := n.near(ctx, t)
			if err != nil {
				return 0, err
			}
			return 0, &UnknownNameError{Name: t.String(), Near: near, At: t.At}
		}
	}
	return n.local(v), nil
}

// value returns the RDF term that t writes.
func (n *names) value(t path.Term) quad.Value {
	switch t.Kind {
	case path.Key:
		return n.base.IRI(t.Text)
	case path.Bare:
		return vocab.IRI(t.Text)
	case path.Prefixed:
		return expand(t.Text)
	case path.Literal:
		switch {
		case t.Language != "":
			return quad.LangString{Value: quad.String(t.Text), Lang: t.Language}
		case t.Datatype != nil:
			return quad.TypedString{Value: quad.String(t.Text), Type: n.value(*t.Datatype).(quad.IRI)}
		}
		return quad.String(t.Text)
	}
	return quad.IRI(t.Text)
}

// expand returns the IRI of a prefixed name.
func expand(name string) quad.IRI {
	prefix, local, _ := strings.Cut(name, ":")
	for _, p := range vocab.Prefixes {
		if p.Name == prefix {
			return p.IRI + quad.IRI(local)
		}
	}
	return quad.IRI(name)
}

// known reports whether iri is of the vocabulary, a predicate or a class, or of RDF itself: such a name may
// be absent from a store and is still no mistake.
func known(iri quad.IRI) bool {
	if _, ok := vocab.Lookup(iri); ok || iri == vocab.Type {
		return true
	}
	name, ok := vocab.Local(iri)
	return ok && classes()[name]
}
