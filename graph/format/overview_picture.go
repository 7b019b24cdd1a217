package format

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// picture orders what was gathered.
func (o *overview) picture() Picture {
	o.dropThemes()
	p := Picture{
		NodeFields: []Field{{Name: "versions"}},
		EdgeFields: []Field{{Name: "versions"}, {Name: "paragraph"}, {Name: "basis"}, {Name: "evidence", Kind: Integer}, {Name: "quote"}},
	}
	for _, t := range nodeTexts {
		p.NodeFields = append(p.NodeFields, Field{Name: t.name})
	}
	var nodes []Node
	for iri, n := range o.nodes {
		nodes = append(nodes, o.node(iri, n))
	}
	slices.SortFunc(nodes, func(a, b Node) int { return cmp.Compare(a.ID, b.ID) })
	var edges []Edge
	for r, e := range o.edges {
		edges = append(edges, o.edge(r, e))
	}
	slices.SortFunc(edges, func(a, b Edge) int { return cmp.Compare(a.ID, b.ID) })
	p.Nodes, p.Edges = all(nodes), all(edges)
	return p
}

// dropThemes removes the themes that no undertaking is related to, and their edges.
func (o *overview) dropThemes() {
	kept := map[quad.IRI]bool{}
	is := func(iri quad.IRI, class string) bool { return o.nodes[iri].class == class }
	for r := range o.edges {
		kept[r.o] = kept[r.o] || is(r.s, "Commitment")
		kept[r.s] = kept[r.s] || is(r.o, "Commitment")
	}
	maps.DeleteFunc(o.nodes, func(iri quad.IRI, n *overviewNode) bool { return n.class == "Theme" && !kept[iri] })
	maps.DeleteFunc(o.edges, func(r relation, _ *overviewEdge) bool { return o.nodes[r.s] == nil || o.nodes[r.o] == nil })
}

func (o *overview) node(iri quad.IRI, n *overviewNode) Node {
	node := Node{ID: o.key(iri), IRI: string(iri), Type: n.class}
	node.Attributes = attribute(node.Attributes, "versions", strings.Join(n.versions, " "))
	for _, t := range nodeTexts {
		node.Attributes = attribute(node.Attributes, t.name, strings.Join(n.texts[t.predicate], "; "))
	}
	node.Label = cmp.Or(n.label, strings.Join(n.texts[vocab.Summary], "; "), node.ID)
	return node
}

func (o *overview) edge(r relation, e *overviewEdge) Edge {
	label := string(r.p)
	if local, ok := vocab.Local(r.p); ok {
		label = local
	}
	edge := Edge{Source: o.key(r.s), Target: o.key(r.o), Label: label}
	edge.ID = edge.Source + " " + label + " " + edge.Target // keys hold no space
	edge.Attributes = attribute(edge.Attributes, "versions", strings.Join(e.versions, " "))
	edge.Attributes = attribute(edge.Attributes, "paragraph", strings.Join(e.paragraphs, " "))
	edge.Attributes = attribute(edge.Attributes, "basis", strings.Join(e.basis, " "))
	if e.spans > 0 {
		edge.Attributes = attribute(edge.Attributes, "evidence", strconv.Itoa(e.spans))
	}
	edge.Attributes = attribute(edge.Attributes, "quote", strings.Join(e.quotes, " | "))
	return edge
}

// attribute adds a value that is not empty.
func attribute(list []Attribute, name, value string) []Attribute {
	if value == "" {
		return list
	}
	return append(list, Attribute{name, value})
}

func all[T any](items []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, x := range items {
			if !yield(x, nil) {
				return
			}
		}
	}
}
