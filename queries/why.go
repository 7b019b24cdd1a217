package queries

import (
	"context"
	"errors"
	"fmt"
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
// opening words of the paragraph concerned. None is no error.
func Why(ctx context.Context, snap graph.Snapshot, base vocab.Base, s Statement) ([]Ground, error) {
	n, err := newNames(ctx, snap, base)
	if err != nil {
		return nil, fmt.Errorf("why: %w", err)
	}
	grounds, err := n.why(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("why: %w", err)
	}
	return grounds, nil
}

func (n *names) why(ctx context.Context, s Statement) ([]Ground, error) {
	versions, err := n.versions(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := n.lookup(ctx, s.Subject, s.Predicate, s.Object)
	if err != nil {
		return nil, err
	}
	var grounds []Ground
	for _, v := range append(versions, versionGraph{"background", n.common.background}) {
		held, err := n.holds(ctx, graph.Quad{S: ids[0], P: ids[1], O: ids[2], G: v.id})
		if err != nil {
			return nil, err
		}
		if !held {
			continue
		}
		g, err := n.ground(ctx, v, s)
		if err != nil {
			return nil, err
		}
		grounds = append(grounds, g...)
	}
	return grounds, nil
}

func (n *names) holds(ctx context.Context, q graph.Quad) (bool, error) {
	if local(q.S) || local(q.P) || local(q.O) || local(q.G) {
		return false, nil
	}
	c := n.snap.Scan(ctx, graph.Pattern(q), graph.AnyOrder)
	defer c.Close()
	return c.Next(), c.Err()
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
	ids, err := n.lookup(ctx, vocab.SourceText, n.base.EvidenceGraph(v.name))
	if err != nil {
		return "", err
	}
	text, err := n.objectOf(ctx, graph.Pattern{P: ids[0], G: ids[1]})
	if err != nil || text == nil {
		return "", err
	}
	s, _ := graph.Lexical(text)
	return s, nil
}
