package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/vocab"
	"concord/loaders"
	"concord/loaders/align"
	"concord/loaders/document"
	"concord/loaders/source"
)

func diffCommand(p *program) *cobra.Command {
	var classes []string
	var text bool
	cmd := &cobra.Command{
		Use:   "diff VERSION VERSION",
		Short: "show what differs between two versions",
		Long: `diff shows what a reader of only one of two texts would not know: substantive differences first,
the undertakings that are weakened, strengthened or changed or stand in one text only and the
paragraphs of one alone, then other renderings of one thought, then spelling, order and signs, and
last what surrounds the text: masthead, letter, adoption and footnotes. Each is quoted from both
texts with file, line and column. The two may be versions of one work or any two of the store, such
as a draft and the resolution that came of it. The exit code is 1 when anything differs, else 0.`,
		Example: `  concord diff mia un
  concord diff mia un --class substantive,undertaking --text
  concord diff mia un --format json`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, c := range classes {
				if !slices.Contains(diffClasses, c) {
					return usage("--class %s: want %s", c, strings.Join(diffClasses, ", "))
				}
			}
			return p.read(cmd.Context(), func(s *state) error {
				return p.diff(cmd.Context(), s, [2]string{args[0], args[1]}, classes, text || p.out.terminal && p.format == "")
			})
		},
	}
	cmd.Flags().StringVar(&p.format, "format", "", "table, tsv, csv or json (default --text on a terminal, else tsv)")
	cmd.Flags().StringSliceVar(&classes, "class", nil, "show these classes alone: "+strings.Join(diffClasses, ", "))
	cmd.Flags().BoolVar(&text, "text", false, "print a report: counts, then each difference with the sentence around it")
	return cmd
}

// diffClasses are what a difference can be, in the order in which they are shown.
var diffClasses = []string{"substantive", "undertaking", "paragraph", "translation", "editorial", "surroundings"}

func (p *program) diff(ctx context.Context, s *state, versions [2]string, classes []string, text bool) error {
	d := &differ{words: p.words(s), versions: versions}
	if err := d.compare(ctx); err != nil {
		return err
	}
	d.collect()
	d.count()
	d.rows = slices.DeleteFunc(d.rows, func(r diffRow) bool { return len(classes) > 0 && !slices.Contains(classes, r.class) })
	err := error(nil)
	switch {
	case text:
		d.report(len(classes) == 0)
	case p.out.format == "json":
		err = d.json()
	default:
		err = d.table()
	}
	if err == nil && len(d.rows) > 0 {
		return no
	}
	return err
}

// differ compares two versions of a store and tells of it.
type differ struct {
	*words
	versions [2]string
	*loaders.Comparison
	rows   []diffRow
	counts diffCounts
}

// diffRow is a difference with its words in both versions; one of them may have none.
type diffRow struct {
	class string
	note  string       // of an undertaking how and in what it differs, or what else there is to say
	match *align.Match // of an undertaking, else nil
	side  [2]diffSide
}

// diffSide is one version's part in a difference.
type diffSide struct {
	reading *loaders.Reading
	block   int         // -1 where the version has nothing
	span    source.Span // of the block's view
}

// compare aligns the two texts as the store keeps them.
func (d *differ) compare(ctx context.Context) error {
	var texts [2]*source.Text
	for i, v := range d.versions {
		t, err := d.text(ctx, v)
		if errors.Is(err, graph.ErrDamaged) {
			if names, err := d.versionNames(ctx); err == nil && !slices.Contains(names, v) {
				return input("the store has "+strings.Join(names, ", "), "%q: no version of that name", v)
			}
		}
		if err != nil {
			return err
		}
		texts[i] = t.Text
	}
	var err error
	d.Comparison, err = loaders.Compare(ctx, texts[0], texts[1], &loaders.Options{Base: d.base})
	return err
}

// versionNames returns the names of the versions in the store, sorted.
func (s *state) versionNames(ctx context.Context) ([]string, error) {
	ids, err := s.Lookup(ctx, []quad.Value{vocab.IsVersionOf})
	if err != nil {
		return nil, err
	}
	quads, err := s.quads(ctx, graph.Pattern{P: ids[0]})
	var names []string
	for _, q := range quads {
		g, _ := q.Label.(quad.IRI)
		if name, ok := s.base.VersionOf(g); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), err
}

// collect makes rows of the comparison, what matters most first, and then in the order of the first text.
func (d *differ) collect() {
	for _, p := range d.Pairs {
		for _, x := range p.Differences {
			class := x.Class.String()
			if surrounds(&d.A.Document.Blocks[p.A]) {
				class = "surroundings"
			}
			d.add(diffRow{class: class, note: x.Note}, p.A, x.A, p.B, x.B)
		}
	}
	for i := range d.Undertakings {
		d.undertaking(&d.Undertakings[i])
	}
	alone := func(r *loaders.Reading, i int, version string) (diffRow, source.Span) {
		b := &r.Document.Blocks[i]
		row := diffRow{class: "paragraph", note: "only in " + version}
		if surrounds(b) || b.Class == document.Boilerplate {
			row.class = "surroundings"
		}
		return row, source.Span{End: len(b.View.Text)}
	}
	for _, i := range d.OnlyA {
		row, span := alone(d.A, i, d.versions[0])
		d.add(row, i, span, -1, source.Span{})
	}
	for _, i := range d.OnlyB {
		row, span := alone(d.B, i, d.versions[1])
		d.add(row, -1, source.Span{}, i, span)
	}
	slices.SortStableFunc(d.rows, func(x, y diffRow) int {
		return cmp.Or(cmp.Compare(slices.Index(diffClasses, x.class), slices.Index(diffClasses, y.class)), cmp.Compare(x.rank(), y.rank()))
	})
}

// rank orders undertakings: first those whose strength changes.
func (r *diffRow) rank() int {
	switch {
	case r.match == nil || r.match.Change != align.Unchanged:
		return 0
	case r.match.A >= 0 && r.match.B >= 0:
		return 1
	}
	return 2
}

func (d *differ) add(r diffRow, a int, sa source.Span, b int, sb source.Span) {
	r.side = [2]diffSide{{d.A, a, sa}, {d.B, b, sb}}
	d.rows = append(d.rows, r)
}

// undertaking adds a row for undertakings that do not match exactly.
func (d *differ) undertaking(m *align.Match) {
	r := diffRow{class: "undertaking", match: m}
	a, b := -1, -1
	var sa, sb source.Span
	if m.A >= 0 {
		u := &d.A.Undertakings[m.A]
		a, sa = u.Block, u.Span
	}
	if m.B >= 0 {
		u := &d.B.Undertakings[m.B]
		b, sb = u.Block, u.Span
	}
	switch {
	case m.Exact():
		return
	case b < 0:
		r.note = "only in " + d.versions[0]
	case a < 0:
		r.note = "only in " + d.versions[1]
	default:
		r.note = strings.Join(m.Aspects, ", ")
		if m.Change != align.Unchanged {
			r.note = m.Change.String() + ": " + r.note
		}
	}
	d.add(r, a, sa, b, sb)
}

// surrounds reports whether a block is none of the declaration's own: a masthead, a letter, the line of the vote.
func surrounds(b *document.Block) bool {
	if b.Container != document.Declaration {
		return true
	}
	switch b.Kind {
	case "meeting", "vote", "adoption-line", "footnote-call":
		return true
	}
	return b.Class == document.FrontMatter || b.Class == document.LetterText || b.Class == document.Boilerplate && b.Kind != "footnote"
}
