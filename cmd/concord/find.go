package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries"
)

func findCommand(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "find TEXT",
		Short:   "find entities by name, symbol, number or key",
		Long:    "find prints the entities that TEXT may mean, the likeliest first. It exits with 1 when there is none.",
		Example: "  concord find Qatar\n  concord find 'resolution 1373'",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				return p.find(cmd.Context(), s, strings.Join(args, " "))
			})
		},
	}
	p.formatFlag(cmd)
	return cmd
}

func (p *program) find(ctx context.Context, s *state, text string) error {
	matches, err := queries.Find(ctx, s, s.base, text)
	var unknown *queries.UnknownNameError
	if errors.As(err, &unknown) {
		return &failure{code: exitNo, err: err}
	} else if err != nil {
		return err
	}
	var rows []row
	for _, m := range matches {
		by := m.By.String()
		if m.Name != m.Label && m.Name != m.Key {
			by += ": " + m.Name
		}
		rows = append(rows, row{m.Key, m.Type, m.Label, by})
	}
	return p.out.rows([]string{"key", "type", "label", "by"}, rows)
}

// understand returns the entity that a user names by key, name, symbol or number, and says on standard error
// how it took the words when they were not a key.
func (p *program) understand(ctx context.Context, s *state, text string) (quad.IRI, error) {
	if version, err := s.versionNamed(ctx, text); err != nil {
		return "", err
	} else if version != "" {
		p.note("%q is the version %s", text, s.key(version))
		return version, nil
	}
	matches, err := queries.Find(ctx, s, s.base, text)
	if err != nil {
		return "", asked(text, err)
	}
	best := matches[0]
	if best.By == queries.ByKey {
		return best.IRI, nil
	}
	var others []string
	for _, m := range matches[1:] {
		if m.By == best.By {
			others = append(others, m.Key)
		}
	}
	if best.By != queries.ByWords && len(others) > 0 {
		return "", &failure{exitInput, fmt.Errorf("%q stands for %s and %s", text, best.Key, strings.Join(others, " and ")), "write the key instead of the name"}
	}
	also := ""
	if len(others) > 0 {
		also = fmt.Sprintf("; %s too", some(others))
	}
	p.note("%q is %s, %s%s", text, best.Key, best.Label, also)
	return best.IRI, nil
}

// versionNamed returns the version that has a name, written as "concord list" does, or "".
func (s *state) versionNamed(ctx context.Context, name string) (quad.IRI, error) {
	ids, err := s.Lookup(ctx, []quad.Value{vocab.SourceText, s.base.EvidenceGraph(name)})
	if err != nil || name == "" {
		return "", err
	}
	quads, err := s.quads(ctx, graph.Pattern{P: ids[0], G: ids[1]})
	if err != nil || len(quads) == 0 {
		return "", err
	}
	version, _ := quads[0].Subject.(quad.IRI)
	return version, nil
}

// some lists the first of many things.
func some(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
