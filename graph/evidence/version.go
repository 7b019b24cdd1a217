package evidence

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
)

// OfVersion returns all assertions that a version has evidence of, in the order of their nodes' names, and a fault
// for each node that is not of the form that Quads writes: one that lacks something, that has the name of another
// statement, or that quotes words for no statement.
func OfVersion(ctx context.Context, snap graph.Snapshot, base vocab.Base, version string) (assertions []Assertion, faults []error, err error) {
	ids, err := snap.Lookup(ctx, []quad.Value{base.EvidenceGraph(version)})
	if err != nil || ids[0] == graph.Unknown {
		return nil, nil, err
	}
	nodes, err := readNodes(ctx, snap, graph.Pattern{G: ids[0]})
	if err != nil {
		return nil, nil, fmt.Errorf("evidence of %s: %w", version, err)
	}
	used := map[quad.IRI]bool{}
	read := func(name quad.IRI) (*node, error) {
		used[name] = true
		if n := nodes[name]; n != nil {
			return n, nil
		}
		return nil, fmt.Errorf("evidence %s: %w", name, ErrNone)
	}
	names := slices.Sorted(maps.Keys(nodes))
	for _, name := range names {
		if !slices.Contains(nodes[name].values[vocab.Type], quad.Value(vocab.RDFStatement)) {
			continue
		}
		a, err := assemble(name, read)
		if err == nil && StatementIRI(base, version, a.Subject, a.Predicate, a.Object) != name {
			err = fmt.Errorf("evidence %s: its name is of another statement than %s %s %s", name, a.Subject, a.Predicate, a.Object)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		assertions = append(assertions, *a)
	}
	for _, name := range names {
		if nodes[name].values[vocab.Quote] != nil && !used[name] {
			faults = append(faults, fmt.Errorf("evidence %s: it quotes for no statement", name))
		}
	}
	return assertions, faults, nil
}
