package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/queries"
)

func showCommand(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show KEY|NAME",
		Short: "show all that is known of an entity, an undertaking, a paragraph or a version",
		Long: `show prints every statement that has the thing as subject or object, with the graph that makes
it and the place of the words it rests on.`,
		Example: "  concord show state/qa\n  concord show commit/un/O5.1",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				return p.show(cmd.Context(), s, args[0])
			})
		},
	}
	p.formatFlag(cmd)
	return cmd
}

func (p *program) show(ctx context.Context, s *state, what string) error {
	node, err := p.understand(ctx, s, what)
	if err != nil {
		return err
	}
	w := p.words(s)
	ids, err := s.Lookup(ctx, []quad.Value{node})
	if err != nil {
		return err
	}
	var rows []row
	for _, p := range []graph.Pattern{{S: ids[0]}, {O: ids[0]}} {
		lines, err := w.card(ctx, p)
		if err != nil {
			return err
		}
		rows = append(rows, lines...)
	}
	if p.out.format != "table" {
		return p.out.rows([]string{"predicate", "other", "label", "in", "at"}, rows)
	}
	if err := w.node(ctx, "", node); err != nil {
		return err
	}
	for _, r := range rows {
		cells := r.strings()
		fmt.Fprintf(p.out, "  %-24s %s\n", cells[0], strings.TrimSpace(plain(cells[1])+"  "+plain(cells[2])))
		if where := strings.TrimSpace(cells[3] + "  " + cells[4]); where != "registry" {
			fmt.Fprintf(p.out, "  %-24s %s\n", "", where)
		}
	}
	return nil
}

// card returns a row for each statement that matches p, evidence and source texts left out: with "^" before
// the predicate when p gives the object.
func (w *words) card(ctx context.Context, p graph.Pattern) ([]row, error) {
	quads, err := w.quads(ctx, p)
	if err != nil {
		return nil, err
	}
	graphs := map[queries.Statement][]string{}
	for _, q := range quads {
		g, _ := q.Label.(quad.IRI)
		predicate, _ := q.Predicate.(quad.IRI)
		if w.base.IsEvidence(g) {
			continue
		}
		st := queries.Statement{Subject: q.Subject, Predicate: predicate, Object: q.Object}
		graphs[st] = append(graphs[st], w.graphName(g))
	}
	var rows []row
	for st, in := range graphs {
		slices.Sort(in)
		r, err := w.cardRow(ctx, st, p.S == graph.Any, in)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a[0].(string), b[0].(string)), strings.Compare(a[1].(string), b[1].(string)))
	})
	return rows, nil
}

func (w *words) cardRow(ctx context.Context, st queries.Statement, inverse bool, in []string) (row, error) {
	predicate, other := w.key(st.Predicate), st.Object
	if inverse {
		predicate, other = "^"+predicate, st.Subject
	}
	label := ""
	var err error
	if iri, ok := other.(quad.IRI); ok {
		if label, err = w.label(ctx, iri); err != nil {
			return nil, err
		}
	}
	grounds, err := w.groundsOf(ctx, st)
	if err != nil {
		return nil, err
	}
	at := []string{}
	for _, g := range grounds {
		for _, span := range g.Spans {
			if g.Version == "background" {
				continue
			}
			p, err := w.at(ctx, g.Version, span)
			if err != nil {
				return nil, err
			}
			at = append(at, p.String())
		}
		if g.Origin != "" {
			at = append(at, g.Origin)
		}
	}
	return row{predicate, w.cell(other), label, in, at}, nil
}

// graphName writes the name of a graph of the store: of a version its name alone.
func (s *state) graphName(g quad.IRI) string {
	if g == "" {
		return "default"
	}
	return strings.TrimPrefix(s.key(g), "graph/")
}
