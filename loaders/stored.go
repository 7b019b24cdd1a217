package loaders

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/loaders/source"
)

// Stored is a text as a store keeps it.
type Stored struct {
	Text   *source.Text
	Key    string // of the version
	Reader string // version of the reader it was read with
}

// Texts returns the texts in a store, by name, as they were when they were built: reading them again needs
// no file. A version whose text is not whole is graph.ErrDamaged.
func Texts(ctx context.Context, snap graph.Snapshot, base vocab.Base) ([]Stored, error) {
	texts, faults, err := storedTexts(ctx, snap, base)
	for _, g := range slices.Sorted(maps.Keys(faults)) {
		err = errors.Join(err, faults[g])
	}
	if err != nil {
		return nil, err
	}
	return texts, nil
}

// storedTexts returns the texts in a store, by name, and what is wrong with those that are not whole, by graph.
func storedTexts(ctx context.Context, snap graph.Snapshot, base vocab.Base) (texts []Stored, faults map[quad.IRI]error, err error) {
	fields := []quad.IRI{vocab.SourceText, vocab.SHA256, vocab.FileName, vocab.MediaType, vocab.Encoding, vocab.ReaderVersion}
	type row struct {
		subject quad.IRI
		values  [6]string
	}
	byGraph := map[quad.IRI]*row{}
	for i, p := range fields {
		err := literals(ctx, snap, p, func(s, g quad.IRI, text string) {
			if !base.IsEvidence(g) {
				return
			}
			if byGraph[g] == nil {
				byGraph[g] = &row{subject: s}
			}
			byGraph[g].values[i] = text
		})
		if err != nil {
			return nil, nil, fmt.Errorf("texts of the store: %w", err)
		}
	}
	faults = map[quad.IRI]error{}
	for g, r := range byGraph {
		name, ok := evidenceOf(base, g)
		key, below := base.Key(r.subject)
		v := r.values
		if !ok || !below || v[0] == "" {
			faults[g] = fmt.Errorf("text of graph %s: %w", g, graph.ErrDamaged)
			continue
		}
		t, err := source.Restore(name, v[2], v[3], v[1], v[0], v[4])
		if err != nil {
			faults[g] = fmt.Errorf("text of graph %s: %v: %w", g, err, graph.ErrDamaged)
			continue
		}
		texts = append(texts, Stored{t, key, v[5]})
	}
	slices.SortFunc(texts, func(a, b Stored) int { return cmp.Compare(a.Text.Name, b.Text.Name) })
	return texts, faults, nil
}

// evidenceOf returns the version whose evidence graph g is.
func evidenceOf(base vocab.Base, g quad.IRI) (string, bool) {
	key, _ := base.Key(g)
	name, ok := cutAround(key, "graph/", "/evidence")
	if !ok || base.EvidenceGraph(name) != g || vocab.Reserved(name) {
		return "", false
	}
	return name, true
}

func cutAround(s, before, after string) (string, bool) {
	if len(s) <= len(before)+len(after) || s[:len(before)] != before || s[len(s)-len(after):] != after {
		return "", false
	}
	return s[len(before) : len(s)-len(after)], true
}

// literals calls found for every quad with predicate p and a plain literal.
func literals(ctx context.Context, snap graph.Snapshot, p quad.IRI, found func(s, g quad.IRI, text string)) error {
	ids, err := snap.Lookup(ctx, []quad.Value{p})
	if err != nil || ids[0] == graph.Unknown {
		return err
	}
	var terms []graph.ID
	for q, err := range graph.All(snap.Scan(ctx, graph.Pattern{P: ids[0]}, graph.AnyOrder)) {
		if err != nil {
			return err
		}
		terms = append(terms, q.S, q.O, q.G)
	}
	values, err := snap.Resolve(ctx, terms)
	if err != nil {
		return err
	}
	for i := 0; i+2 < len(values); i += 3 {
		s, _ := values[i].(quad.IRI)
		o, plain := values[i+1].(quad.String)
		g, _ := values[i+2].(quad.IRI)
		if plain {
			found(s, g, string(o))
		}
	}
	return nil
}
