package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
)

func statsCommand(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "count the quads of each graph, the terms, and what the evidence costs",
		Example: "  concord stats\n  concord stats --format json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				rows, err := count(cmd.Context(), s)
				if err != nil {
					return err
				}
				return p.out.rows([]string{"what", "count"}, rows)
			})
		},
	}
	p.formatFlag(cmd)
	return cmd
}

// count walks the whole store once.
func count(ctx context.Context, s *state) ([]row, error) {
	ids, err := s.Lookup(ctx, []quad.Value{vocab.Type, vocab.RDFStatement})
	if err != nil {
		return nil, err
	}
	typeID, statementID := ids[0], ids[1]
	inGraph := map[graph.ID]int{}
	terms := map[graph.ID]bool{}
	var quads, statements int
	for q, err := range graph.All(s.Scan(ctx, graph.Pattern{}, graph.GSPO)) {
		if err != nil {
			return nil, err
		}
		quads++
		inGraph[q.G]++
		terms[q.S], terms[q.P], terms[q.O] = true, true, true
		if q.G != graph.DefaultGraph {
			terms[q.G] = true
		}
		if q.P == typeID && q.O == statementID {
			statements++
		}
	}
	rests, err := evidenceQuads(ctx, s)
	if err != nil {
		return nil, err
	}
	graphs := make([]graph.ID, 0, len(inGraph))
	for g := range inGraph {
		graphs = append(graphs, g)
	}
	names, err := s.Resolve(ctx, graphs)
	if err != nil {
		return nil, err
	}
	var rows []row
	versions := 0
	for i, g := range graphs {
		iri, _ := names[i].(quad.IRI)
		if _, ok := s.base.VersionOf(iri); ok {
			versions++
		}
		rows = append(rows, row{"quads in " + s.graphName(iri), inGraph[g]})
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a[0].(string), b[0].(string)) })
	perStatement := "-"
	if statements > 0 {
		perStatement = fmt.Sprintf("%.1f", float64(rests)/float64(statements))
	}
	return append([]row{
		{"versions", versions},
		{"statements with evidence", statements},
		{"evidence quads a statement", perStatement},
		{"terms", len(terms)},
		{"quads", quads},
	}, rows...), nil
}

// evidenceQuads counts the quads about statements and their further spans.
func evidenceQuads(ctx context.Context, s *state) (int, error) {
	subjects := map[graph.ID]int{}
	var ids []graph.ID
	for q, err := range graph.All(s.Scan(ctx, graph.Pattern{}, graph.SPOG)) {
		if err != nil {
			return 0, err
		}
		if subjects[q.S]++; subjects[q.S] == 1 {
			ids = append(ids, q.S)
		}
	}
	names, err := s.Resolve(ctx, ids)
	if err != nil {
		return 0, err
	}
	n := 0
	for i, v := range names {
		if iri, ok := v.(quad.IRI); ok {
			if _, ok := evidence.VersionOf(s.base, iri); ok {
				n += subjects[ids[i]]
			}
		}
	}
	return n, nil
}
