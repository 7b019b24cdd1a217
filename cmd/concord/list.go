package main

import (
	"context"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/vocab"
	"concord/loaders"
)

func listCommand(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "list the versions in the store",
		Example: "  concord list",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				return p.list(cmd.Context(), s)
			})
		},
	}
	p.formatFlag(cmd)
	return cmd
}

func (p *program) list(ctx context.Context, s *state) error {
	texts, err := loaders.Texts(ctx, s, s.base)
	if err != nil {
		return err
	}
	var rows []row
	for _, t := range texts {
		version, said := s.base.IRI(t.Key), s.base.Graph(t.Text.Name)
		works, err := s.objects(ctx, version, vocab.IsVersionOf, said)
		if err != nil {
			return err
		}
		work, title := "", ""
		for _, v := range works {
			if iri, ok := v.(quad.IRI); ok {
				work = s.key(iri)
				if title, err = s.label(ctx, iri); err != nil {
					return err
				}
			}
		}
		preambular, err := s.paragraphs(ctx, said, "preambular")
		if err != nil {
			return err
		}
		operative, err := s.paragraphs(ctx, said, "operative")
		if err != nil {
			return err
		}
		rows = append(rows, row{t.Text.Name, t.Text.FileName, len(t.Text.Content), t.Text.SHA256[:12], preambular, operative, work, title})
	}
	return p.out.rows([]string{"version", "file", "bytes", "sha256", "preambular", "operative", "work", "title"}, rows)
}

// paragraphs counts the paragraphs of a class in the graph of a version.
func (s *state) paragraphs(ctx context.Context, said quad.IRI, class string) (int, error) {
	ids, err := s.Lookup(ctx, []quad.Value{vocab.Class, quad.String(class), said})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, err := range graph.All(s.Scan(ctx, graph.Pattern{P: ids[0], O: ids[1], G: ids[2]}, graph.AnyOrder)) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}
