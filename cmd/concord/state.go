package main

import (
	"context"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/vocab"
	"concord/queries"
)

// state is what verbs read: a snapshot and the base of its keys.
type state struct {
	graph.Snapshot
	base vocab.Base
}

func newState(ctx context.Context, snap graph.Snapshot) (*state, error) {
	base, err := queries.BaseOf(ctx, snap)
	return &state{snap, base}, err
}

// key writes a term as a reader types it: "state/tj" for an entity, "cites" for a predicate of concord.
func (s *state) key(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok {
		if name, ok := vocab.Local(iri); ok {
			return name
		}
		if iri == vocab.Type {
			return "type"
		}
	}
	return queries.Text(s.base, v)
}

// objects returns what graph g says of a subject by a predicate, in no particular order.
func (s *state) objects(ctx context.Context, subject, predicate quad.IRI, g quad.Value) ([]quad.Value, error) {
	ids, err := s.Lookup(ctx, []quad.Value{subject, predicate, g})
	if err != nil {
		return nil, err
	}
	var objects []graph.ID
	for q, err := range graph.All(s.Scan(ctx, graph.Pattern{S: ids[0], P: ids[1], G: ids[2]}, graph.AnyOrder)) {
		if err != nil {
			return nil, err
		}
		objects = append(objects, q.O)
	}
	return s.Resolve(ctx, objects)
}

// literals returns the characters of the literals in the quads that match p, by predicate.
func (s *state) literals(ctx context.Context, p graph.Pattern) (map[quad.Value]string, error) {
	var ids []graph.ID
	for q, err := range graph.All(s.Scan(ctx, p, graph.AnyOrder)) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, q.P, q.O)
	}
	terms, err := s.Resolve(ctx, ids)
	if err != nil {
		return nil, err
	}
	byPredicate := map[quad.Value]string{}
	for i := 0; i < len(terms); i += 2 {
		if text, ok := graph.Lexical(terms[i+1]); ok {
			byPredicate[terms[i]] = text
		}
	}
	return byPredicate, nil
}

// quads returns the quads that match p, in no particular order.
func (s *state) quads(ctx context.Context, p graph.Pattern) ([]quad.Quad, error) {
	var ids []graph.ID
	for q, err := range graph.All(s.Scan(ctx, p, graph.AnyOrder)) {
		if err != nil {
			return nil, err
		}
		ids = append(ids, q.S, q.P, q.O, q.G)
	}
	terms, err := s.Resolve(ctx, ids)
	if err != nil {
		return nil, err
	}
	quads := make([]quad.Quad, len(terms)/4)
	for i := range quads {
		quads[i] = quad.Quad{Subject: terms[4*i], Predicate: terms[4*i+1], Object: terms[4*i+2], Label: terms[4*i+3]}
	}
	return quads, nil
}

// label returns the label that the registry gives an entity, or "".
func (s *state) label(ctx context.Context, entity quad.IRI) (string, error) {
	labels, err := s.objects(ctx, entity, vocab.Label, s.base.Registry())
	if err != nil || len(labels) == 0 {
		return "", err
	}
	text, _ := graph.Lexical(labels[0])
	return plain(text), nil
}

// graphs returns the names of the graphs that have IRIs for names, by id.
func (s *state) graphs(ctx context.Context) ([]quad.IRI, error) {
	terms, err := s.graphTerms(ctx)
	if err != nil {
		return nil, err
	}
	var names []quad.IRI
	for _, t := range terms {
		if iri, ok := t.(quad.IRI); ok {
			names = append(names, iri)
		}
	}
	return names, nil
}

// graphTerms returns the names of all graphs, by id; nil is the default graph.
func (s *state) graphTerms(ctx context.Context) ([]quad.Value, error) {
	var ids []graph.ID
	c := s.Scan(ctx, graph.Pattern{}, graph.GSPO)
	defer c.Close()
	for ok := c.Next(); ok; ok = c.Seek(graph.Quad{G: c.Quad().G + 1}) {
		ids = append(ids, c.Quad().G)
	}
	if err := c.Err(); err != nil {
		return nil, err
	}
	return s.Resolve(ctx, ids)
}

// stamp names the state: what the store says of it, else the hash of its quads, which costs reading them.
func (s *state) stamp(ctx context.Context) (string, error) {
	if st, ok := s.Snapshot.(graph.Stamped); ok {
		return st.Stamp(), nil
	}
	hash, err := canon.Hash(ctx, s.Snapshot)
	return hash.String(), err
}
