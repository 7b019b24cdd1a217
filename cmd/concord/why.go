package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/queries"
)

func whyCommand(p *program) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "why N|ID|KEY",
		Short: "show the words that a statement rests on, with file, line and column",
		Long: `why shows the sentences that a statement rests on, in every text that makes it, the words
themselves in «». It takes the number of a row of your last query on this store, the id of a
statement as "concord query --ids" prints it, or a key, whose statements are all shown.`,
		Example: `  concord query 'doc/dushanbe-declaration-2018 ^isVersionOf/commitsTo/implements ?r'
  concord why 1
  concord why commit/un/O5.1`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				w := p.words(s)
				if err := p.why(cmd.Context(), w, args[0]); err != nil || !w.tabular {
					return err
				}
				return w.printTable()
			})
		},
	}
	p.wordsFlag(cmd)
	return cmd
}

// furtherSpan is the key of a further span of a statement, which stands for the statement.
var furtherSpan = regexp.MustCompile(`^(stmt/[^/]+/[0-9a-f]+)/[0-9]+$`)

func (p *program) why(ctx context.Context, w *words, what string) error {
	s := w.state
	w.neighbours = 1
	if n, err := strconv.Atoi(what); err == nil {
		query, a, err := p.recall(ctx, s, n)
		if err != nil {
			return err
		}
		of, err := w.witnessesOf(query, false)
		if err != nil {
			return err
		}
		return w.answer(ctx, of, n, a)
	}
	key := strings.TrimPrefix(strings.Trim(what, "<>"), string(s.base))
	iri := s.base.IRI(furtherSpan.ReplaceAllString(key, "$1"))
	if version, ok := evidence.VersionOf(s.base, iri); ok {
		a, err := evidence.OfStatement(ctx, s, s.base, iri)
		if errors.Is(err, evidence.ErrNone) {
			return input("query --ids prints the ids of statements", "no statement has the id %s", key)
		} else if err != nil {
			return err
		}
		st := queries.Statement{Subject: a.Subject, Predicate: a.Predicate, Object: a.Object}
		ground := queries.Ground{Version: version, ID: iri, Assertion: *a}
		if w.tabular {
			return w.tabled(ctx, 1, 1, queries.Step{Statement: st}, []queries.Ground{ground})
		}
		w.heading(st)
		return w.ground(ctx, ground, 0)
	}
	node, err := p.understand(ctx, s, what)
	if err != nil {
		return err
	}
	if version, ok := s.versionOf(node); ok && strings.HasPrefix(s.key(node), "para/") {
		return w.paragraph(ctx, version, node)
	}
	statements, err := s.about(ctx, node)
	if err != nil {
		return err
	}
	if len(statements) == 0 {
		return input("", "no text says anything of %s", s.key(node))
	}
	return w.statements(ctx, statements)
}

// statements prints each statement with its grounds.
func (w *words) statements(ctx context.Context, statements []queries.Statement) error {
	for i, st := range statements {
		if w.tabular {
			grounds, err := w.groundsOf(ctx, st)
			if err == nil {
				err = w.tabled(ctx, i+1, 1, queries.Step{Statement: st}, grounds)
			}
			if err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Fprintln(w.out)
		}
		w.heading(st)
		if err := w.grounds(ctx, st, ""); err != nil {
			return err
		}
	}
	return nil
}

func (w *words) heading(st queries.Statement) {
	fmt.Fprintf(w.out, "%s %s %s\n", w.key(st.Subject), w.key(st.Predicate), plain(w.key(st.Object)))
}

// versionOf returns the version that a paragraph or an undertaking belongs to, and whether node is one.
func (s *state) versionOf(node quad.IRI) (string, bool) {
	key, _ := s.base.Key(node)
	kind, rest, _ := strings.Cut(key, "/")
	version, _, whole := strings.Cut(rest, "/")
	return version, whole && (kind == "para" || kind == "commit")
}

// paragraph prints where a paragraph stands and what it says.
func (w *words) paragraph(ctx context.Context, version string, paragraph quad.IRI) error {
	b, err := w.block(ctx, version, paragraph)
	if err != nil {
		return err
	}
	t, err := w.text(ctx, version)
	if err != nil {
		return err
	}
	whole := evidence.Span{Paragraph: paragraph, Start: b.span.Start, End: b.span.End}
	place, err := w.place(ctx, version, whole)
	if err != nil {
		return err
	}
	if w.tabular {
		return usage("--format %s: a paragraph rests on no words but its own; show %s prints what is said of it", w.out.format, w.key(paragraph))
	}
	fmt.Fprintln(w.out, place)
	view := t.view(b.span)
	w.out.wrap("    ", visible(view.Text))
	return nil
}

// about returns what texts and the background say with a node as subject, and then with it as object, each
// sorted. What a text says by layout alone, that it has a part or a mention, is left out.
func (s *state) about(ctx context.Context, node quad.IRI) ([]queries.Statement, error) {
	ids, err := s.Lookup(ctx, []quad.Value{node})
	if err != nil {
		return nil, err
	}
	var all []queries.Statement
	for _, p := range []graph.Pattern{{S: ids[0]}, {O: ids[0]}} {
		quads, err := s.quads(ctx, p)
		if err != nil {
			return nil, err
		}
		var found []queries.Statement
		for _, q := range quads {
			predicate, _ := q.Predicate.(quad.IRI)
			if s.said(q) && relation(predicate) {
				found = append(found, queries.Statement{Subject: q.Subject, Predicate: predicate, Object: q.Object})
			}
		}
		slices.SortFunc(found, func(a, b queries.Statement) int {
			return cmp.Or(cmp.Compare(s.key(a.Subject), s.key(b.Subject)), cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(s.key(a.Object), s.key(b.Object)))
		})
		found = slices.CompactFunc(found, func(a, b queries.Statement) bool {
			return a.Subject == b.Subject && a.Predicate == b.Predicate && a.Object == b.Object
		})
		all = append(all, found...)
	}
	return all, nil
}

// said reports whether q stands in the graph of a version or in the background.
func (s *state) said(q quad.Quad) bool {
	g, _ := q.Label.(quad.IRI)
	_, version := s.base.VersionOf(g)
	return version || g == s.base.Background()
}

// relation reports whether a predicate is one that words carry, not layout or bookkeeping.
func relation(p quad.IRI) bool {
	t, ok := vocab.Lookup(p)
	if !ok {
		return false
	}
	switch t.Group {
	case vocab.StructureGroup:
		return t.IRI == vocab.IsVersionOf
	case vocab.AttributeGroup, vocab.RegistryGroup, vocab.AlignmentGroup:
		return false
	}
	return true
}
