package evidence

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
)

// ErrNone is returned when a version does not make the statement asked for.
var ErrNone = errors.New("no evidence")

// Of returns the evidence of a statement in a version. It looks up the statement's node by name and
// searches nothing. A statement the version does not make, or one that carries no evidence, is ErrNone;
// evidence that is not of the form that Quads writes is graph.ErrDamaged.
func Of(ctx context.Context, snap graph.Snapshot, base vocab.Base, version string, s, p, o quad.Value) (*Assertion, error) {
	a, err := OfStatement(ctx, snap, base, StatementIRI(base, version, s, p, o))
	if err != nil {
		return nil, err
	}
	if termKey(a.Subject) != termKey(s) || termKey(a.Predicate) != termKey(p) || termKey(a.Object) != termKey(o) {
		return nil, fmt.Errorf("evidence of %s %s %s: node is of another statement: %w", s, p, o, graph.ErrDamaged)
	}
	return a, nil
}

// OfStatement returns the assertion whose node has the given name, with the errors of Of.
func OfStatement(ctx context.Context, snap graph.Snapshot, base vocab.Base, iri quad.IRI) (*Assertion, error) {
	version, ok := VersionOf(base, iri)
	if !ok {
		return nil, fmt.Errorf("evidence %s: not the name of a statement: %w", iri, ErrNone)
	}
	return assemble(iri, func(name quad.IRI) (*node, error) {
		return readNode(ctx, snap, base.EvidenceGraph(version), name)
	})
}

// assemble makes an assertion of its node and those of its further spans.
func assemble(iri quad.IRI, read func(name quad.IRI) (*node, error)) (*Assertion, error) {
	n, err := read(iri)
	if err != nil {
		return nil, err
	}
	a := &Assertion{
		Subject: n.iri(vocab.RDFSubject), Predicate: n.iri(vocab.RDFPredicate), Object: n.one(vocab.RDFObject),
		Basis: Basis(n.text(vocab.Basis)), Rule: n.text(vocab.Rule),
	}
	if n.values[vocab.Origin] != nil {
		a.Origin = n.text(vocab.Origin)
	}
	if a.Origin == "" || n.values[vocab.InParagraph] != nil {
		a.Spans = append(a.Spans, n.span())
	}
	further, err := n.further()
	if err != nil {
		return nil, err
	}
	for _, f := range further {
		m, err := read(f)
		if err != nil {
			return nil, err
		}
		a.Spans = append(a.Spans, m.span())
		n.missing = append(n.missing, m.missing...)
	}
	if len(n.missing) > 0 {
		return nil, fmt.Errorf("evidence %s: %s: %w", iri, strings.Join(n.missing, ", "), graph.ErrDamaged)
	}
	return a, nil
}

// node is what one node of an evidence graph says; reading a property that is not there once and in the
// form expected adds to missing.
type node struct {
	name    quad.IRI
	values  map[quad.IRI][]quad.Value
	missing []string
}

func readNode(ctx context.Context, snap graph.Snapshot, g, name quad.IRI) (*node, error) {
	ids, err := snap.Lookup(ctx, []quad.Value{name, g})
	if err != nil {
		return nil, err
	}
	if ids[0] == graph.Unknown || ids[1] == graph.Unknown {
		return nil, fmt.Errorf("evidence %s: %w", name, ErrNone)
	}
	nodes, err := readNodes(ctx, snap, graph.Pattern{S: ids[0], G: ids[1]})
	if err != nil {
		return nil, fmt.Errorf("evidence %s: %w", name, err)
	}
	if nodes[name] == nil {
		return nil, fmt.Errorf("evidence %s: %w", name, ErrNone)
	}
	return nodes[name], nil
}

// readNodes returns what the quads that match a pattern say of each IRI.
func readNodes(ctx context.Context, snap graph.Snapshot, p graph.Pattern) (map[quad.IRI]*node, error) {
	var terms []graph.ID // subject, predicate, object, subject, predicate, object ...
	for q, err := range graph.All(snap.Scan(ctx, p, graph.AnyOrder)) {
		if err != nil {
			return nil, err
		}
		terms = append(terms, q.S, q.P, q.O)
	}
	values, err := snap.Resolve(ctx, terms)
	if err != nil {
		return nil, err
	}
	nodes := map[quad.IRI]*node{}
	for i := 0; i < len(values); i += 3 {
		name, _ := values[i].(quad.IRI)
		n := nodes[name]
		if n == nil {
			n = &node{name: name, values: map[quad.IRI][]quad.Value{}}
			nodes[name] = n
		}
		if p, ok := values[i+1].(quad.IRI); ok {
			n.values[p] = append(n.values[p], values[i+2])
		}
	}
	return nodes, nil
}

func (n *node) one(p quad.IRI) quad.Value {
	if v := n.values[p]; len(v) == 1 {
		return v[0]
	}
	n.fault(p)
	return nil
}

func (n *node) fault(p quad.IRI) {
	local, ok := vocab.Local(p)
	if !ok {
		local = string(p)
	}
	n.missing = append(n.missing, local)
}

func (n *node) iri(p quad.IRI) quad.IRI {
	switch v := n.one(p).(type) {
	case quad.IRI:
		return v
	case nil:
	default:
		n.fault(p)
	}
	return ""
}

func (n *node) text(p quad.IRI) string {
	switch v := n.one(p).(type) {
	case quad.String:
		return string(v)
	case nil:
	default:
		n.fault(p)
	}
	return ""
}

func (n *node) integer(p quad.IRI) int {
	v := n.one(p)
	if v == nil {
		return 0
	}
	if t, ok := v.(quad.TypedString); ok && t.Type == vocab.XSDInteger {
		if i, err := strconv.Atoi(string(t.Value)); err == nil && i >= 0 {
			return i
		}
	}
	n.fault(p)
	return 0
}

func (n *node) span() Span {
	return Span{
		Paragraph: n.iri(vocab.InParagraph),
		Start:     n.integer(vocab.Start), End: n.integer(vocab.End),
		CStart: n.integer(vocab.CStart), CEnd: n.integer(vocab.CEnd),
		Quote: n.text(vocab.Quote),
	}
}

// further returns the names of the nodes of the second span and on, in their order.
func (n *node) further() ([]quad.IRI, error) {
	type numbered struct {
		i    int
		name quad.IRI
	}
	var found []numbered
	for _, v := range n.values[vocab.Evidence] {
		name, ok := v.(quad.IRI)
		number, below := strings.CutPrefix(string(name), string(n.name)+"/")
		i, err := strconv.Atoi(number)
		if !ok || !below || err != nil {
			return nil, fmt.Errorf("evidence %s: further span %v: %w", n.name, v, graph.ErrDamaged)
		}
		found = append(found, numbered{i, name})
	}
	slices.SortFunc(found, func(a, b numbered) int { return cmp.Compare(a.i, b.i) })
	names := make([]quad.IRI, len(found))
	for i, f := range found {
		names[i] = f.name
	}
	return names, nil
}
