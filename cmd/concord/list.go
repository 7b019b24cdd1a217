package main

import (
	"context"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/vocab"
	"concord/loaders"
	"concord/loaders/document"
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
		paragraphs, err := s.paragraphs(ctx, said)
		if err != nil {
			return err
		}
		rows = append(rows, row{t.Text.Name, work, title, paragraphs, len(t.Text.Content), t.Text.SHA256[:8], t.Text.FileName})
	}
	return p.out.rows([]string{"version", "work", "title", "paragraphs", "bytes", "sha256", "file"}, rows)
}

// paragraphs counts the preambular and operative paragraphs in the graph of a version.
func (s *state) paragraphs(ctx context.Context, said quad.IRI) (int, error) {
	n := 0
	for _, class := range []document.Class{document.Preambular, document.Operative} {
		ids, err := s.Lookup(ctx, []quad.Value{vocab.Class, quad.String(class.String()), said})
		if err != nil {
			return 0, err
		}
		for _, err := range graph.All(s.Scan(ctx, graph.Pattern{P: ids[0], O: ids[1], G: ids[2]}, graph.AnyOrder)) {
			if err != nil {
				return 0, err
			}
			n++
		}
	}
	return n, nil
}
