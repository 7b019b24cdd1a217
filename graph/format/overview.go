package format

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
)

// Overview returns the small picture of what versions of texts say: the entities of the registry and the
// undertakings, and the relations between them. No literal is a node, nor is a paragraph or a mention; a
// relation of a paragraph is drawn as one of the document that holds it, with the paragraph as attribute.
// Themes are drawn when an undertaking is about them. A relation that several versions state is one edge,
// which lists them; the words it rests on are its attributes.
//
// Without names all versions are drawn. A name that is not there has nothing to draw. Nodes and edges are
// in the order of their ids. The picture is made when Overview returns; snap may be closed then.
func Overview(ctx context.Context, snap graph.Snapshot, base vocab.Base, versions ...string) (Picture, error) {
	o := overview{base: base, nodes: map[quad.IRI]*overviewNode{}, edges: map[relation]*overviewEdge{}}
	names, err := versionNames(ctx, snap, base, versions)
	if err != nil {
		return Picture{}, fmt.Errorf("overview: %w", err)
	}
	if err := o.registry(ctx, snap); err != nil {
		return Picture{}, fmt.Errorf("overview: registry: %w", err)
	}
	for _, name := range names {
		if err := o.version(ctx, snap, name); err != nil {
			return Picture{}, fmt.Errorf("overview: version %s: %w", name, err)
		}
	}
	return o.picture(), nil
}

// overviewGroups holds the groups of the predicates that are drawn.
var overviewGroups = []vocab.Group{
	vocab.DocumentGroup, vocab.CitationGroup, vocab.EventGroup, vocab.OrganizationGroup, vocab.ContentGroup,
	vocab.CommitmentGroup, vocab.PerformativeGroup, vocab.StructureGroup,
}

// notDrawn holds the classes of what is no entity.
var notDrawn = []string{"Paragraph", "Mention", "Statement", "Difference", "Registry"}

// nodeTexts holds the literals that become attributes of a node. Different values of one are joined.
var nodeTexts = []struct {
	name      string
	predicate quad.IRI
}{
	{"title", vocab.Title}, {"abbreviation", vocab.Abbreviation}, {"symbol", vocab.Symbol}, {"year", vocab.Year},
	{"iso", vocab.ISO}, {"force", vocab.Force}, {"summary", vocab.Summary}, {"trigger", vocab.Trigger},
}

type overview struct {
	base  vocab.Base
	nodes map[quad.IRI]*overviewNode
	edges map[relation]*overviewEdge
}

type overviewNode struct {
	class    string
	label    string
	versions []string
	texts    map[quad.IRI][]string
}

type relation struct{ s, p, o quad.IRI }

type overviewEdge struct {
	versions, paragraphs, basis, quotes []string
	spans                               int
}

// versionNames returns the names of the versions in the store, in byte order; of those wanted, if any are.
func versionNames(ctx context.Context, snap graph.Snapshot, base vocab.Base, wanted []string) ([]string, error) {
	graphs, err := graphsOf(ctx, snap)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, g := range graphs {
		iri, _ := g.(quad.IRI)
		if name, ok := base.VersionOf(iri); ok && (len(wanted) == 0 || slices.Contains(wanted, name)) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// graphsOf returns the graphs that hold quads, by one seek for each.
func graphsOf(ctx context.Context, snap graph.Snapshot) ([]quad.Value, error) {
	c := snap.Scan(ctx, graph.Pattern{}, graph.GSPO)
	defer c.Close()
	var ids []graph.ID
	for ok := c.Next(); ok; ok = c.Seek(graph.Quad{G: ids[len(ids)-1] + 1}) {
		ids = append(ids, c.Quad().G)
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	return snap.Resolve(ctx, ids)
}

// quadsIn returns the quads of a graph, none when it is not there.
func quadsIn(ctx context.Context, snap graph.Snapshot, g quad.IRI) ([]quad.Quad, error) {
	id, err := snap.Lookup(ctx, []quad.Value{g})
	if err != nil || id[0] == graph.Unknown {
		return nil, err
	}
	var ids []graph.ID
	for q, err := range graph.All(snap.Scan(ctx, graph.Pattern{G: id[0]}, graph.AnyOrder)) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, q.S, q.P, q.O)
	}
	terms, err := snap.Resolve(ctx, ids)
	if err != nil {
		return nil, err
	}
	quads := make([]quad.Quad, 0, len(terms)/3)
	for t := range slices.Chunk(terms, 3) {
		quads = append(quads, quad.Quad{Subject: t[0], Predicate: t[1], Object: t[2], Label: g})
	}
	return quads, nil
}

// registry makes the nodes of the entities.
func (o *overview) registry(ctx context.Context, snap graph.Snapshot) error {
	quads, err := quadsIn(ctx, snap, o.base.Registry())
	if err != nil {
		return err
	}
	o.classes(quads)
	o.texts(quads)
	return nil
}

// classes makes the nodes that quads type. Of several types the first in byte order counts.
func (o *overview) classes(quads []quad.Quad) {
	for _, q := range quads {
		s, isIRI := q.Subject.(quad.IRI)
		class, ok := localName(q.Object)
		if q.Predicate != vocab.Type || !isIRI || !ok || slices.Contains(notDrawn, class) {
			continue
		}
		n := o.nodes[s]
		if n == nil {
			n = &overviewNode{class: class, texts: map[quad.IRI][]string{}}
			o.nodes[s] = n
		}
		n.class = min(n.class, class)
	}
}

func localName(v quad.Value) (string, bool) {
	iri, ok := v.(quad.IRI)
	if !ok {
		return "", false
	}
	return vocab.Local(iri)
}

// texts keeps the literals of nodes.
func (o *overview) texts(quads []quad.Quad) {
	for _, q := range quads {
		s, _ := q.Subject.(quad.IRI)
		p, _ := q.Predicate.(quad.IRI)
		n := o.nodes[s]
		text, ok := graph.Lexical(q.Object)
		if n == nil || !ok {
			continue
		}
		if p == vocab.Label {
			if n.label == "" || text < n.label {
				n.label = text
			}
			continue
		}
		n.texts[p] = add(n.texts[p], text)
	}
}

// version adds what one version says.
func (o *overview) version(ctx context.Context, snap graph.Snapshot, name string) error {
	quads, err := quadsIn(ctx, snap, o.base.Graph(name))
	if err != nil {
		return err
	}
	o.classes(quads)
	o.texts(quads)
	holders := holdersOf(quads)
	for _, q := range quads {
		for _, end := range []quad.Value{q.Subject, q.Object} {
			iri, _ := end.(quad.IRI)
			if n := o.nodes[iri]; n != nil {
				n.versions = add(n.versions, name)
			}
		}
		if err := o.relation(ctx, snap, name, holders, q); err != nil {
			return err
		}
	}
	return nil
}

// holdersOf returns what holds each part, from the hasPart statements of a version.
func holdersOf(quads []quad.Quad) map[quad.IRI]quad.IRI {
	holders := map[quad.IRI]quad.IRI{}
	for _, q := range quads {
		s, _ := q.Subject.(quad.IRI)
		o, ok := q.Object.(quad.IRI)
		if q.Predicate == vocab.HasPart && ok && (holders[o] == "" || s < holders[o]) {
			holders[o] = s
		}
	}
	return holders
}

// relation adds a statement of a version as an edge, when it is to be drawn.
func (o *overview) relation(ctx context.Context, snap graph.Snapshot, version string, holders map[quad.IRI]quad.IRI, q quad.Quad) error {
	p, _ := q.Predicate.(quad.IRI)
	subject, _ := q.Subject.(quad.IRI)
	object, _ := q.Object.(quad.IRI)
	if !drawn(p) || o.nodes[object] == nil {
		return nil
	}
	source := subject
	for steps := 0; o.nodes[source] == nil; steps++ { // a paragraph: up to the document
		if source = holders[source]; source == "" || steps > len(holders) {
			return nil
		}
	}
	key := relation{source, p, object}
	e := o.edges[key]
	if e == nil {
		e = &overviewEdge{}
		o.edges[key] = e
	}
	e.versions = add(e.versions, version)
	if source != subject {
		e.paragraphs = add(e.paragraphs, o.paragraph(subject))
	}
	a, err := evidence.Of(ctx, snap, o.base, version, subject, p, object)
	if errors.Is(err, evidence.ErrNone) {
		return nil // facts of layout, such as hasPart, have no statement node
	}
	if err != nil {
		return err
	}
	o.fold(e, a)
	return nil
}

// drawn tells whether relations of a predicate are drawn.
func drawn(p quad.IRI) bool {
	i := slices.IndexFunc(vocab.Terms, func(t vocab.Term) bool { return t.IRI == p })
	return i >= 0 && p != vocab.Mentions && slices.Contains(overviewGroups, vocab.Terms[i].Group)
}

// fold adds the evidence of a statement to its edge.
func (o *overview) fold(e *overviewEdge, a *evidence.Assertion) {
	e.basis = add(e.basis, string(a.Basis))
	e.spans += len(a.Spans)
	for _, s := range a.Spans {
		e.paragraphs = add(e.paragraphs, o.paragraph(s.Paragraph))
		if !slices.Contains(e.quotes, s.Quote) {
			e.quotes = append(e.quotes, s.Quote) // in the order of versions and of the text
		}
	}
}

// paragraph returns a paragraph's key without the word that all of them begin with.
func (o *overview) paragraph(iri quad.IRI) string { return strings.TrimPrefix(o.key(iri), "para/") }

func (o *overview) key(iri quad.IRI) string {
	key, ok := o.base.Key(iri)
	if !ok {
		return string(iri)
	}
	return key
}

// add inserts s into a sorted list that does not have it.
func add(list []string, s string) []string {
	i, found := slices.BinarySearch(list, s)
	if found {
		return list
	}
	return slices.Insert(list, i, s)
}
