package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// StatementIRI returns the name of the node that holds the evidence of a statement in a version. It is made
// of the statement alone, so that evidence is found by a look-up.
func StatementIRI(base vocab.Base, version string, s, p, o quad.Value) quad.IRI {
	return base.IRI("stmt/" + version + "/" + hash(s, p, o))
}

// VersionOf returns the version that a statement node, or a further span of one, belongs to, and whether
// iri names such a node.
func VersionOf(base vocab.Base, iri quad.IRI) (string, bool) {
	key, ok := base.Key(iri)
	if !ok {
		return "", false
	}
	parts := strings.Split(key, "/")
	if len(parts) < 3 || len(parts) > 4 || parts[0] != "stmt" || parts[1] == "" || parts[2] == "" {
		return "", false
	}
	return parts[1], true
}

// hash is the first 80 bits of SHA-256 over the three terms: a store would need a trillion statements before
// two of them were likely to meet.
func hash(s, p, o quad.Value) string {
	h := sha256.New()
	for _, t := range []quad.Value{s, p, o} {
		k := termKey(t)
		fmt.Fprintf(h, "%d %s\n", len(k), k)
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}

// termKey tells terms apart by kind, lexical form, datatype and language.
func termKey(t quad.Value) string {
	switch t := t.(type) {
	case quad.IRI:
		return "I" + string(t)
	case quad.BNode:
		return "B" + string(t)
	case quad.String:
		return "S" + string(t)
	case quad.LangString:
		return fmt.Sprintf("L%d %s%s", len(t.Lang), t.Lang, t.Value)
	case quad.TypedString:
		return fmt.Sprintf("T%d %s%s", len(t.Type), t.Type, t.Value)
	case nil:
		return ""
	}
	return "?" + t.String()
}

// Quads returns a as quads of version: the statement in the version's graph, and in its evidence graph a
// node with basis, rule and the first span, and a node for each further span. The version "background" is
// that of the background graph; its nodes have an origin and no span.
func (a Assertion) Quads(base vocab.Base, version string) []quad.Quad {
	g := base.EvidenceGraph(version)
	node := StatementIRI(base, version, a.Subject, a.Predicate, a.Object)
	quads := []quad.Quad{
		{Subject: a.Subject, Predicate: a.Predicate, Object: a.Object, Label: base.Graph(version)},
		{Subject: node, Predicate: vocab.Type, Object: vocab.RDFStatement, Label: g},
		{Subject: node, Predicate: vocab.RDFSubject, Object: a.Subject, Label: g},
		{Subject: node, Predicate: vocab.RDFPredicate, Object: a.Predicate, Label: g},
		{Subject: node, Predicate: vocab.RDFObject, Object: a.Object, Label: g},
		{Subject: node, Predicate: vocab.Basis, Object: quad.String(a.Basis), Label: g},
		{Subject: node, Predicate: vocab.Rule, Object: quad.String(a.Rule), Label: g},
	}
	if a.Origin != "" {
		quads = append(quads, quad.Quad{Subject: node, Predicate: vocab.Origin, Object: quad.String(a.Origin), Label: g})
	}
	for i, sp := range a.Spans {
		n := node
		if i > 0 {
			n = spanIRI(node, i)
			quads = append(quads, quad.Quad{Subject: node, Predicate: vocab.Evidence, Object: n, Label: g})
		}
		quads = append(quads, sp.quads(n, g)...)
	}
	return quads
}

// spanIRI names the node of a further span: <statement>/2 for Spans[1].
func spanIRI(node quad.IRI, i int) quad.IRI {
	return node + quad.IRI("/"+strconv.Itoa(i+1))
}

func (sp Span) quads(node, g quad.IRI) []quad.Quad {
	q := func(p quad.IRI, o quad.Value) quad.Quad {
		return quad.Quad{Subject: node, Predicate: p, Object: o, Label: g}
	}
	return []quad.Quad{
		q(vocab.InParagraph, sp.Paragraph),
		q(vocab.Start, vocab.Integer(sp.Start)), q(vocab.End, vocab.Integer(sp.End)),
		q(vocab.CStart, vocab.Integer(sp.CStart)), q(vocab.CEnd, vocab.Integer(sp.CEnd)),
		q(vocab.Quote, quad.String(sp.Quote)),
	}
}
