package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries"
)

func findCommand(p *program) *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:   "find TEXT",
		Short: "find entities by name, symbol, number or key, and words in the texts",
		Long: `find prints the entities that TEXT may mean, the likeliest first, with how often texts mention them, and
then the sentences of the texts that have its words, with file, line and column. Where nothing has them
it looks for names spelt much like it. It exits with 1 when there is nothing.`,
		Example: "  concord find Qatar\n  concord find 'resolution 1373'\n  concord find 'transnational organized crime'",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				return p.find(cmd.Context(), s, strings.Join(args, " "), all)
			})
		},
	}
	p.formatFlag(cmd)
	cmd.Flags().BoolVar(&all, "all", false, "print everything that is found, however much")
	return cmd
}

// mostFound is how many entities, and how many paragraphs, find prints without --all.
const mostFound = 20

func (p *program) find(ctx context.Context, s *state, text string, all bool) error {
	w := p.words(s)
	matches, unknown, err := s.named(ctx, text)
	if err != nil {
		return err
	}
	passages, err := w.passages(ctx, text)
	if err != nil {
		return err
	}
	if len(matches) == 0 && len(passages) == 0 {
		if matches, err = s.likeNames(ctx, text, unknown); err != nil {
			return err
		}
		if len(matches) == 0 {
			return &failure{code: exitNo, err: unknown}
		}
		p.note("no name and no text has %q; these are like it", text)
	}
	entities, paragraphs := matches, passages
	if !all {
		entities, paragraphs = matches[:min(mostFound, len(matches))], passages[:min(mostFound, len(passages))]
	}
	if p.out.format == "table" {
		err = p.foundTable(entities, paragraphs)
	} else {
		err = p.foundRows(s, entities, paragraphs)
	}
	if err != nil {
		return err
	}
	var left []string
	if n := len(matches) - len(entities); n > 0 {
		left = append(left, fmt.Sprintf("%d more of that name", n))
	}
	if n := len(passages) - len(paragraphs); n > 0 {
		left = append(left, counted(n, "paragraph")+" more")
	}
	if len(left) > 0 {
		p.note("%s (--all)", strings.Join(left, ", "))
	}
	return nil
}

// named returns the entities that text may mean, or the error that tells that it means none.
func (s *state) named(ctx context.Context, text string) ([]queries.Match, *queries.UnknownNameError, error) {
	matches, err := queries.Find(ctx, s.Snapshot, s.base, text)
	var unknown *queries.UnknownNameError
	if errors.As(err, &unknown) {
		return nil, unknown, nil
	}
	return matches, nil, err
}

// likeNames returns the entities whose names are spelt much like text.
func (s *state) likeNames(ctx context.Context, text string, unknown *queries.UnknownNameError) ([]queries.Match, error) {
	matches, err := queries.FindLike(ctx, s.Snapshot, s.base, text)
	if err != nil || len(matches) > 0 {
		return matches, err
	}
	for _, name := range unknown.Near {
		if unquoted, err := strconv.Unquote(name); err == nil {
			name = unquoted
		}
		near, _, err := s.named(ctx, name)
		if err != nil {
			return nil, err
		}
		for _, m := range near {
			if !slices.ContainsFunc(matches, func(x queries.Match) bool { return x.IRI == m.IRI }) {
				m.By = queries.ByLikeness
				matches = append(matches, m)
			}
		}
	}
	return matches, nil
}

// foundBy tells what of an entity matched.
func foundBy(m *queries.Match) string {
	if m.Name != m.Label && m.Name != m.Key {
		return m.By.String() + ": " + m.Name
	}
	return m.By.String()
}

// foundTable prints what was found for a reader: a table of entities, then the sentences.
func (p *program) foundTable(matches []queries.Match, passages []passageFound) error {
	if len(matches) > 0 {
		var rows []row
		for _, m := range matches {
			rows = append(rows, row{m.Key, m.Type, m.Label, m.Mentions, foundBy(&m)})
		}
		if err := p.out.rows([]string{"key", "type", "label", "mentions", "by"}, rows); err != nil {
			return err
		}
	}
	for i, f := range passages {
		if i == 0 && len(matches) > 0 {
			fmt.Fprintln(p.out)
		}
		fmt.Fprintf(p.out, "%s  %s of %s\n", f.places(), f.at[0].block.name, f.version)
		p.out.passage("    ", f.within(findReach))
	}
	return nil
}

// findReach is how many bytes of a sentence find shows on either side of the words it looked for.
const findReach = 200

// foundRows prints what was found for a program, a row for each entity and each place.
func (p *program) foundRows(s *state, matches []queries.Match, passages []passageFound) error {
	var rows []row
	for _, m := range matches {
		rows = append(rows, row{m.Key, m.Type, m.Label, m.Mentions, foundBy(&m), "", 0, 0, ""})
	}
	for _, f := range passages {
		for _, at := range f.at {
			rows = append(rows, row{s.key(f.paragraph), "Paragraph", at.block.name + " of " + f.version, 0, "text", at.text.place, at.line, at.column, f.sentence()})
		}
	}
	return p.out.rows([]string{"key", "type", "label", "mentions", "by", "file", "line", "column", "sentence"}, rows)
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
	matches, err := queries.Find(ctx, s.Snapshot, s.base, text)
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

// versionNamed returns the version that has a name, written as "concord list" does or as the key of its graph, or "".
func (s *state) versionNamed(ctx context.Context, name string) (quad.IRI, error) {
	name = strings.TrimPrefix(name, "graph/")
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
