package queries

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries/path"
)

// view is a set of graphs seen as one set of triples.
type view struct {
	snap   graph.Snapshot
	all    bool       // every graph, the default graph too
	graphs []graph.ID // else these, sorted

	held map[graph.Quad][]quad.Value // what graphsOf answered: many answers share their first steps
}

func (v *view) holds(g graph.ID) bool {
	if v.all {
		return true
	}
	_, ok := slices.BinarySearch(v.graphs, g)
	return ok
}

// graph returns the one graph of the view, or Any.
func (v *view) graph() graph.ID {
	if !v.all && len(v.graphs) == 1 {
		return v.graphs[0]
	}
	return graph.Any
}

// with returns the view that also sees g.
func (v *view) with(g graph.ID) *view {
	if v.all || v.holds(g) {
		return v
	}
	graphs := append(slices.Clone(v.graphs), g)
	slices.Sort(graphs)
	return &view{snap: v.snap, graphs: graphs}
}

// scan calls fn for every triple that matches p, whose G is ignored, once, whatever number of graphs of the view hold it.
func (v *view) scan(ctx context.Context, p graph.Pattern, fn func(graph.Quad) error) error {
	if local(p.S) || local(p.P) || local(p.O) {
		return nil
	}
	p.G = v.graph()
	if local(p.G) {
		return nil
	}
	var last graph.Quad
	// In every order that Best picks without a graph, the graphs of one triple stand together.
	for q, err := range graph.All(v.snap.Scan(ctx, p, graph.Best(p))) {
		if err != nil {
			return err
		}
		if !v.holds(q.G) {
			continue
		}
		if q.G = graph.Any; q == last {
			continue
		}
		last = q
		if err := fn(q); err != nil {
			return err
		}
	}
	return nil
}

// expand calls fn for every triple of the view with predicate p (Any: every) that leaves a node of frontier,
// which is sorted and without repetition: from its subject, or with inverse from its object.
func (v *view) expand(ctx context.Context, frontier []graph.ID, p graph.ID, inverse bool, fn func(from, p, to graph.ID) error) error {
	end, _ := slices.BinarySearch(frontier, graph.FirstFree)
	frontier = frontier[:end]
	if len(frontier) == 0 || local(p) || local(v.graph()) {
		return nil
	}
	if x, ok := v.snap.(graph.Expander); ok {
		edges, err := x.Expand(ctx, frontier, p, v.graph(), inverse, nil)
		if err != nil {
			return err
		}
		var last graph.Edge
		for _, e := range edges {
			if !v.holds(e.G) {
				continue
			}
			if e.G = graph.Any; e == last {
				continue
			}
			last = e
			if err := fn(e.From, e.P, e.To); err != nil {
				return err
			}
		}
		return nil
	}
	for _, node := range frontier {
		pattern := graph.Pattern{S: node, P: p}
		if inverse {
			pattern = graph.Pattern{O: node, P: p}
		}
		err := v.scan(ctx, pattern, func(q graph.Quad) error {
			if inverse {
				return fn(q.O, q.P, q.S)
			}
			return fn(q.S, q.P, q.O)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// estimate returns how many quads the view holds that match p, counted over all graphs when it sees several.
func (v *view) estimate(ctx context.Context, p graph.Pattern) (graph.Cardinality, error) {
	p.G = v.graph()
	if local(p.S) || local(p.P) || local(p.O) || local(p.G) {
		return graph.Cardinality{Exact: true}, nil
	}
	c, err := v.snap.Estimate(ctx, p)
	c.Exact = c.Exact && (v.all || p.G != graph.Any)
	return c, err
}

// graphsOf returns the graphs of v that hold a triple, in the order of their text.
func (n *names) graphsOf(ctx context.Context, v *view, triple graph.Quad) ([]quad.Value, error) {
	if graphs, seen := v.held[triple]; seen {
		return graphs, nil
	}
	var ids []graph.ID
	for q, err := range graph.All(v.snap.Scan(ctx, graph.Pattern(triple), graph.SPOG)) {
		if err != nil {
			return nil, err
		}
		if v.holds(q.G) {
			ids = append(ids, q.G)
		}
	}
	if err := n.resolve(ctx, ids); err != nil {
		return nil, err
	}
	slices.SortFunc(ids, func(a, b graph.ID) int { return strings.Compare(n.text(a), n.text(b)) })
	graphs := make([]quad.Value, len(ids))
	for i, id := range ids {
		graphs[i] = n.term(id)
	}
	if v.held == nil {
		v.held = map[graph.Quad][]quad.Value{}
	}
	v.held[triple] = graphs
	return graphs, nil
}

// versionGraph is a version with its graph.
type versionGraph struct {
	name string
	id   graph.ID
}

// versions returns the versions that the store holds, by name.
func (n *names) versions(ctx context.Context) ([]versionGraph, error) {
	ids, err := leap(n.snap.Scan(ctx, graph.Pattern{}, graph.GSPO),
		func(q graph.Quad) graph.ID { return q.G },
		func(q graph.Quad) graph.Quad { return graph.Quad{G: q.G + 1} })
	if err != nil {
		return nil, err
	}
	return n.versionsAmong(ctx, ids)
}

// versionsAmong returns those of some graphs that are versions, by name.
func (n *names) versionsAmong(ctx context.Context, graphs []graph.ID) ([]versionGraph, error) {
	if err := n.resolve(ctx, graphs); err != nil {
		return nil, err
	}
	var versions []versionGraph
	for _, id := range graphs {
		if iri, ok := n.term(id).(quad.IRI); ok {
			if name, ok := n.base.VersionOf(iri); ok {
				versions = append(versions, versionGraph{name, id})
			}
		}
	}
	slices.SortFunc(versions, func(a, b versionGraph) int { return strings.Compare(a.name, b.name) })
	return versions, nil
}

// errNoVersions is returned for IN text and IN EACH where there is no text.
var errNoVersions = errors.New("the store holds no version of a text, which IN text and IN EACH speak of")

// runs returns what a query's dataset asks to evaluate.
func (n *names) runs(ctx context.Context, d path.Dataset) ([]run, error) {
	if d.Scope == path.NamedScope {
		v, err := n.namedView(ctx, d.Graphs)
		if err != nil {
			return nil, err
		}
		return []run{n.run("", v)}, nil
	}
	if !n.concord {
		if d.Scope != path.DefaultScope {
			return nil, errNoVersions
		}
		return []run{n.run("", &view{snap: n.snap, all: true})}, nil
	}
	versions, err := n.versions(ctx)
	if err != nil {
		return nil, err
	}
	var runs []run
	merge := &view{snap: n.snap}
	for _, version := range versions {
		one := &view{snap: n.snap, graphs: []graph.ID{version.id}}
		runs = append(runs, n.run(version.name, one))
		merge = merge.with(version.id)
	}
	switch d.Scope {
	case path.EachScope:
		return runs, nil
	case path.DefaultScope:
		merge = merge.with(n.common.registry).with(n.common.alignment).with(n.common.background)
	}
	return []run{n.run("", merge)}, nil
}

func (n *names) run(version string, v *view) run {
	lookup := v
	if n.concord {
		lookup = v.with(n.common.registry)
	}
	return run{version: version, view: v, lookup: lookup}
}

// namedView returns the merge of the graphs a query names.
func (n *names) namedView(ctx context.Context, graphs []path.Term) (*view, error) {
	v := &view{snap: n.snap}
	for _, t := range graphs {
		if t.Kind == path.Bare && t.Text == "default" {
			v = v.with(graph.DefaultGraph)
			continue
		}
		iri := n.value(t).(quad.IRI)
		if t.Kind == path.Bare {
			iri = n.base.Graph(t.Text)
		}
		ids, err := n.lookup(ctx, iri)
		if err != nil {
			return nil, err
		}
		if local(ids[0]) && t.Kind != path.IRI && !n.reserved(iri) {
			return nil, n.unknownGraph(ctx, t)
		}
		v = v.with(ids[0])
	}
	return v, nil
}

// reserved reports whether iri names a graph that every store of texts has, empty or not.
func (n *names) reserved(iri quad.IRI) bool {
	return iri == n.base.Registry() || iri == n.base.Alignment() || iri == n.base.Background()
}

func (n *names) unknownGraph(ctx context.Context, t path.Term) error {
	versions, err := n.versions(ctx)
	if err != nil {
		return err
	}
	var texts []string
	prefix := ""
	if t.Kind == path.Key {
		prefix = "graph/"
	}
	for _, v := range versions {
		texts = append(texts, prefix+v.name)
	}
	return &UnknownNameError{Name: t.String(), Near: nearest(t.Text, texts), At: t.At}
}

// isClass reports whether a term names a class: it does by its name in the vocabulary.
func isClass(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	if !ok {
		return false
	}
	name, ok := vocab.Local(iri)
	return ok && name != "" && 'A' <= name[0] && name[0] <= 'Z'
}

func isLiteral(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode:
		return false
	}
	return true
}
