package queries

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
)

// Ground is what one version of a text, or the background, gives for a statement.
type Ground struct {
	Version string   // name of the version, or "background"
	ID      quad.IRI // of the statement in it: what `why` takes
	evidence.Assertion
}

// Why returns the evidence of a statement in every version that makes it, by name of the version, and then
// what the background has. A version that makes it without evidence of its own, as layout does, gives the
// opening words of the paragraph concerned. None is no error. For many statements see Grounds.
func Why(ctx context.Context, snap graph.Snapshot, base vocab.Base, s Statement) ([]Ground, error) {
	g, err := NewGrounds(ctx, snap, base)
	if err != nil {
		return nil, err
	}
	return g.Of(ctx, s)
}

// Grounds answers Why for many statements of one snapshot: it keeps the texts it has read. It serves one
// goroutine, until the snapshot is closed.
type Grounds struct{ names *names }

// NewGrounds returns the Grounds of a snapshot; base "" means the one that BaseOf finds.
func NewGrounds(ctx context.Context, snap graph.Snapshot, base vocab.Base) (*Grounds, error) {
	n, err := newNames(ctx, snap, base)
	if err != nil {
		return nil, fmt.Errorf("why: %w", err)
	}
	return &Grounds{n}, nil
}

// Of is Why for s.
func (g *Grounds) Of(ctx context.Context, s Statement) ([]Ground, error) {
	grounds, err := g.names.why(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("why: %w", err)
	}
	return grounds, nil
}

func (n *names) why(ctx context.Context, s Statement) ([]Ground, error) {
	holders, err := n.holders(ctx, s)
	if err != nil {
		return nil, err
	}
	var grounds []Ground
	for _, v := range holders {
		g, err := n.ground(ctx, v, s)
		if err != nil {
			return nil, err
		}
		grounds = append(grounds, g...)
	}
	return grounds, nil
}

// holders returns the versions that hold a statement, by name, and then the background when it does.
func (n *names) holders(ctx context.Context, s Statement) ([]versionGraph, error) {
	ids, err := n.lookup(ctx, s.Subject, s.Predicate, s.Object)
	if err != nil || slices.ContainsFunc(ids, local) {
		return nil, err
	}
	var graphs []graph.ID
	for q, err := range graph.All(n.snap.Scan(ctx, graph.Pattern{S: ids[0], P: ids[1], O: ids[2]}, graph.SPOG)) {
		if err != nil {
			return nil, err
		}
		graphs = append(graphs, q.G)
	}
	holders, err := n.versionsAmong(ctx, graphs)
	if err == nil && slices.Contains(graphs, n.common.background) {
		holders = append(holders, versionGraph{"background", n.common.background})
	}
	return holders, err
}

// ground returns what version v, which holds s, gives for it: one ground or none.
func (n *names) ground(ctx context.Context, v versionGraph, s Statement) ([]Ground, error) {
	id := evidence.StatementIRI(n.base, v.name, s.Subject, s.Predicate, s.Object)
	a, err := evidence.Of(ctx, n.snap, n.base, v.name, s.Subject, s.Predicate, s.Object)
	if err == nil {
		return []Ground{{Version: v.name, ID: id, Assertion: *a}}, nil
	}
	if !errors.Is(err, evidence.ErrNone) {
		return nil, err
	}
	for _, end := range []quad.Value{s.Object, s.Subject} {
		block, ok := end.(quad.IRI)
		if !ok {
			continue
		}
		span, ok, err := n.opening(ctx, v, block)
		if err != nil {
			return nil, err
		}
		if subject, isIRI := s.Subject.(quad.IRI); ok && isIRI {
			a := evidence.Assertion{Subject: subject, Predicate: s.Predicate, Object: s.Object, Basis: evidence.Structural, Spans: []evidence.Span{span}}
			return []Ground{{Version: v.name, ID: id, Assertion: a}}, nil
		}
	}
	return nil, nil
}

// openingWords is how many words of a block a structural step quotes: enough to recognise it.
const openingWords = 12

// opening returns the first words of a block of version v, and whether it is one.
func (n *names) opening(ctx context.Context, v versionGraph, block quad.IRI) (evidence.Span, bool, error) {
	start, ok, err := n.number(ctx, v.id, block, vocab.Start)
	if err != nil || !ok {
		return evidence.Span{}, false, err
	}
	end, ok, err := n.number(ctx, v.id, block, vocab.End)
	if err != nil || !ok {
		return evidence.Span{}, false, err
	}
	text, err := n.sourceText(ctx, v)
	if err != nil || start < 0 || end < start || end > len(text) {
		return evidence.Span{}, false, err
	}
	quote := firstWords(text[start:end], openingWords)
	from := utf8.RuneCountInString(text[:start])
	return evidence.Span{Paragraph: block, Start: start, End: start + len(quote), Quote: quote,
		CStart: from, CEnd: from + utf8.RuneCountInString(quote)}, true, nil
}

// firstWords returns s up to the end of its nth word.
func firstWords(s string, n int) string {
	at := 0
	for range n {
		rest := s[at:]
		word := len(rest) - len(strings.TrimLeft(rest, " \t\r\n"))
		space := strings.IndexAny(rest[word:], " \t\r\n")
		if space < 0 {
			return strings.TrimRight(s, " \t\r\n")
		}
		at += word + space
	}
	return s[:at]
}

// object returns the object of the first statement that graph g has of a subject and predicate, or nil.
func (n *names) object(ctx context.Context, g graph.ID, s, p quad.Value) (quad.Value, error) {
	ids, err := n.lookup(ctx, s, p)
	if err != nil {
		return nil, err
	}
	return n.objectOf(ctx, graph.Pattern{S: ids[0], P: ids[1], G: g})
}

func (n *names) objectOf(ctx context.Context, p graph.Pattern) (quad.Value, error) {
	if local(p.S) || local(p.P) || local(p.G) {
		return nil, nil
	}
	c := n.snap.Scan(ctx, p, graph.AnyOrder)
	defer c.Close()
	if !c.Next() {
		return nil, c.Err()
	}
	terms, err := n.snap.Resolve(ctx, []graph.ID{c.Quad().O})
	if err != nil {
		return nil, err
	}
	return terms[0], nil
}

func (n *names) number(ctx context.Context, g graph.ID, s, p quad.Value) (int, bool, error) {
	v, err := n.object(ctx, g, s, p)
	if err != nil || v == nil {
		return 0, false, err
	}
	text, _ := graph.Lexical(v)
	i, err := strconv.Atoi(text)
	return i, err == nil, nil
}

// sourceText returns the decoded text that a version's offsets count in, "" when the store has none.
func (n *names) sourceText(ctx context.Context, v versionGraph) (string, error) {
	if text, ok := n.sources[v.name]; ok {
		return text, nil
	}
	ids, err := n.lookup(ctx, vocab.SourceText, n.base.EvidenceGraph(v.name))
	if err != nil {
		return "", err
	}
	text, err := n.objectOf(ctx, graph.Pattern{P: ids[0], G: ids[1]})
	if err != nil || text == nil {
		return "", err
	}
	s, _ := graph.Lexical(text)
	n.sources[v.name] = s
	return s, nil
}
