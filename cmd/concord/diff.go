package main

import (
	"cmp"
	"context"
	"fmt"
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

func diffCommand(p *program) *cobra.Command {
	var classes []string
	var text bool
	cmd := &cobra.Command{
		Use:   "diff VERSION VERSION",
		Short: "show what differs between two versions of one work",
		Long: `diff shows what a reader of only one of two versions would not know: substantive differences
first, the undertakings that differ or stand in one version only and the paragraphs of one alone,
then other renderings of one thought, then spelling, order and signs. Each is quoted from both
texts with file, line and column. The exit code is 1 when anything differs, else 0.`,
		Example: `  concord diff mia un
  concord diff mia un --class substantive --text`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, c := range classes {
				if !slices.Contains(diffClasses, c) {
					return usage("--class %s: want %s", c, strings.Join(diffClasses, ", "))
				}
			}
			return p.read(cmd.Context(), func(s *state) error {
				return p.diff(cmd.Context(), s, args[0], args[1], classes, text)
			})
		},
	}
	p.formatFlag(cmd)
	cmd.Flags().StringSliceVar(&classes, "class", nil, "show these classes alone: "+strings.Join(diffClasses, ", "))
	cmd.Flags().BoolVar(&text, "text", false, "print each difference with the sentences around it")
	return cmd
}

// diffClasses are what a difference can be, in the order in which they are shown.
var diffClasses = []string{"substantive", "undertaking", "paragraph", "translation", "editorial"}

// diffRow is a difference with its words in both versions; one of them may have none.
type diffRow struct {
	class string
	note  string // aspects of an undertaking, or what else there is to say
	side  [2]diffSide
}

// diffSide is one version's part in a difference.
type diffSide struct {
	version string
	span    evidence.Span // Paragraph is "" where the version has nothing
}

func (p *program) diff(ctx context.Context, s *state, a, b string, classes []string, text bool) error {
	w := p.words(s)
	if err := s.oneWork(ctx, a, b); err != nil {
		return err
	}
	rows, err := w.alignment(ctx, [2]string{a, b})
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(r diffRow) bool { return len(classes) > 0 && !slices.Contains(classes, r.class) })
	if text {
		err = w.diffText(ctx, rows)
	} else {
		err = w.diffTable(ctx, rows, a, b)
	}
	if err == nil && len(rows) > 0 {
		return no
	}
	return err
}

// oneWork is an error when the two are not versions of one work.
func (s *state) oneWork(ctx context.Context, versions ...string) error {
	works, names := map[string]bool{}, []string{}
	quads, err := s.ofPredicate(ctx, vocab.IsVersionOf)
	if err != nil {
		return err
	}
	workOf := map[string]string{}
	for _, q := range quads {
		g, _ := q.Label.(quad.IRI)
		if name, ok := s.base.VersionOf(g); ok && strings.HasSuffix(s.key(q.Subject), "/"+name) {
			workOf[name] = s.key(q.Object)
			names = append(names, name)
		}
	}
	for _, v := range versions {
		if workOf[v] == "" {
			slices.Sort(names)
			return input("the store has "+strings.Join(names, ", "), "%q: no version of that name", v)
		}
		works[workOf[v]] = true
	}
	if len(works) > 1 {
		return input("diff compares versions of one work", "%s is of %s, %s is of %s", versions[0], workOf[versions[0]], versions[1], workOf[versions[1]])
	}
	return nil
}

// ofPredicate returns the quads with a predicate.
func (s *state) ofPredicate(ctx context.Context, predicate quad.IRI) ([]quad.Quad, error) {
	ids, err := s.Lookup(ctx, []quad.Value{predicate})
	if err != nil {
		return nil, err
	}
	return s.quads(ctx, graph.Pattern{P: ids[0]})
}

// alignment returns the differences of two versions as graph/alignment has them, what matters most first, and
// then in the order of the first version.
func (w *words) alignment(ctx context.Context, versions [2]string) ([]diffRow, error) {
	ids, err := w.Lookup(ctx, []quad.Value{w.base.Alignment()})
	if err != nil {
		return nil, err
	}
	quads, err := w.quads(ctx, graph.Pattern{G: ids[0]})
	if err != nil {
		return nil, err
	}
	d := &differ{words: w, versions: versions, nodes: map[quad.Value]map[quad.IRI][]quad.Value{}, paired: map[quad.IRI]bool{}}
	for _, q := range quads {
		d.add(q)
	}
	for _, read := range []func(context.Context) error{d.wordings, d.undertakings, d.paragraphs} {
		if err := read(ctx); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(d.rows, func(x, y diffRow) int {
		return cmp.Or(
			cmp.Compare(slices.Index(diffClasses, x.class), slices.Index(diffClasses, y.class)),
			cmp.Compare(x.place(), y.place()), compareSides(x.side[0], y.side[0]), compareSides(x.side[1], y.side[1]), cmp.Compare(x.note, y.note))
	})
	return d.rows, nil
}

// place orders differences by the first version, and what the second alone has behind it.
func (r *diffRow) place() int {
	if r.side[0].span.Paragraph == "" {
		return 1
	}
	return 0
}

func compareSides(x, y diffSide) int {
	return cmp.Or(cmp.Compare(x.span.Start, y.span.Start), cmp.Compare(x.span.End, y.span.End))
}

// differ gathers what graph/alignment says of two versions.
type differ struct {
	*words
	versions [2]string
	nodes    map[quad.Value]map[quad.IRI][]quad.Value
	paired   map[quad.IRI]bool // blocks and undertakings that have their like in the other version
	rows     []diffRow
}

func (d *differ) add(q quad.Quad) {
	p, _ := q.Predicate.(quad.IRI)
	if d.nodes[q.Subject] == nil {
		d.nodes[q.Subject] = map[quad.IRI][]quad.Value{}
	}
	d.nodes[q.Subject][p] = append(d.nodes[q.Subject][p], q.Object)
	switch p {
	case vocab.Counterpart, vocab.ExactMatch, vocab.CloseMatch:
		a, _ := q.Subject.(quad.IRI)
		b, _ := q.Object.(quad.IRI)
		if d.side(a) >= 0 && d.side(b) >= 0 && d.side(a) != d.side(b) {
			d.paired[a], d.paired[b] = true, true
		}
	}
}

// side returns which of the two versions a block or an undertaking is of, -1 for neither.
func (d *differ) side(iri quad.IRI) int {
	parts := strings.SplitN(d.key(iri), "/", 3)
	if len(parts) < 3 || parts[0] != "para" && parts[0] != "commit" {
		return -1
	}
	return slices.Index(d.versions[:], parts[1])
}

// ends returns what two predicates say of a node, in the order of the two versions, and whether both are there.
func (d *differ) ends(n map[quad.IRI][]quad.Value, pa, pb quad.IRI) (ends [2]quad.IRI, flipped, ok bool) {
	if len(n[pa]) != 1 || len(n[pb]) != 1 {
		return ends, false, false
	}
	a, _ := n[pa][0].(quad.IRI)
	b, _ := n[pb][0].(quad.IRI)
	switch i, j := d.side(a), d.side(b); {
	case i == 0 && j == 1:
		return [2]quad.IRI{a, b}, false, true
	case i == 1 && j == 0:
		return [2]quad.IRI{b, a}, true, true
	}
	return ends, false, false
}

// wordings reads the differences of wording.
func (d *differ) wordings(context.Context) error {
	for node, n := range d.nodes {
		ends, flipped, ok := d.ends(n, vocab.AParagraph, vocab.BParagraph)
		if !ok {
			continue
		}
		r := diffRow{class: first(n[vocab.DifferenceClass]), note: first(n[vocab.Note])}
		places := [2][2]quad.IRI{{vocab.AStart, vocab.AEnd}, {vocab.BStart, vocab.BEnd}}
		if flipped {
			places[0], places[1] = places[1], places[0]
		}
		for i, at := range places {
			start, err1 := strconv.Atoi(first(n[at[0]]))
			end, err2 := strconv.Atoi(first(n[at[1]]))
			if err1 != nil || err2 != nil {
				return fmt.Errorf("%s: %w: it has no place in the texts", d.key(node), graph.ErrDamaged)
			}
			r.side[i] = diffSide{d.versions[i], evidence.Span{Paragraph: ends[i], Start: start, End: end}}
		}
		d.rows = append(d.rows, r)
	}
	return nil
}

// undertakings reads which of them differ, and which stand in one version only.
func (d *differ) undertakings(ctx context.Context) error {
	for _, n := range d.nodes {
		ends, flipped, ok := d.ends(n, vocab.ACommitment, vocab.BCommitment)
		if !ok {
			continue
		}
		var aspects []string
		for _, v := range n[vocab.Aspect] {
			aspects = append(aspects, first([]quad.Value{v}))
		}
		slices.Sort(aspects)
		note := strings.Join(aspects, ", ")
		if change := first(n[vocab.Note]); change != "" {
			if opposite := map[string]string{"weakened": "strengthened", "strengthened": "weakened"}[change]; flipped && opposite != "" {
				change = opposite
			}
			note += ": " + change
		}
		if err := d.commitments(ctx, ends, note); err != nil {
			return err
		}
	}
	for i, version := range d.versions {
		quads, err := d.ofType(ctx, version, "Commitment")
		if err != nil {
			return err
		}
		for _, u := range quads {
			if d.paired[u] || d.versions[0] == d.versions[1] {
				continue
			}
			var ends [2]quad.IRI
			ends[i] = u
			if err := d.commitments(ctx, ends, "only in "+version); err != nil {
				return err
			}
		}
	}
	return nil
}

// commitments adds a row for undertakings, one of which may be "".
func (d *differ) commitments(ctx context.Context, ends [2]quad.IRI, note string) error {
	r := diffRow{class: "undertaking", note: note}
	for i, u := range ends {
		r.side[i].version = d.versions[i]
		if u == "" {
			continue
		}
		span, err := d.undertaking(ctx, d.versions[i], u)
		if err != nil {
			return err
		}
		r.side[i].span = span
	}
	d.rows = append(d.rows, r)
	return nil
}

// undertaking returns the words of an undertaking: those of the statement that there is one, else its paragraph.
func (d *differ) undertaking(ctx context.Context, version string, u quad.IRI) (evidence.Span, error) {
	said := d.base.Graph(version)
	ids, err := d.Lookup(ctx, []quad.Value{u, said})
	if err != nil {
		return evidence.Span{}, err
	}
	quads, err := d.quads(ctx, graph.Pattern{O: ids[0], G: ids[1]})
	if err != nil {
		return evidence.Span{}, err
	}
	for _, q := range quads {
		predicate, _ := q.Predicate.(quad.IRI)
		if t, ok := vocab.Lookup(predicate); !ok || t.Group != vocab.PerformativeGroup && t.IRI != vocab.CommitsTo {
			continue
		}
		grounds, err := queries.Why(ctx, d, d.base, queries.Statement{Subject: q.Subject, Predicate: predicate, Object: q.Object})
		if err != nil {
			return evidence.Span{}, err
		}
		for _, g := range grounds {
			if g.Version == version && len(g.Spans) > 0 {
				return g.Spans[0], nil
			}
		}
	}
	paragraphs, err := d.objects(ctx, u, vocab.InParagraph, said)
	if err != nil || len(paragraphs) == 0 {
		return evidence.Span{}, err
	}
	paragraph, _ := paragraphs[0].(quad.IRI)
	return d.whole(ctx, version, paragraph)
}

// paragraphs adds the blocks that stand in one version only.
func (d *differ) paragraphs(ctx context.Context) error {
	for i, version := range d.versions {
		blocks, err := d.ofType(ctx, version, "Paragraph")
		if err != nil {
			return err
		}
		for _, b := range blocks {
			if d.paired[b] || d.versions[0] == d.versions[1] {
				continue
			}
			r := diffRow{class: "paragraph", note: "only in " + version}
			r.side[1-i].version = d.versions[1-i]
			span, err := d.whole(ctx, version, b)
			if err != nil {
				return err
			}
			r.side[i] = diffSide{version, span}
			d.rows = append(d.rows, r)
		}
	}
	return nil
}

// whole returns the span of a paragraph.
func (d *differ) whole(ctx context.Context, version string, paragraph quad.IRI) (evidence.Span, error) {
	b, err := d.block(ctx, version, paragraph)
	return evidence.Span{Paragraph: paragraph, Start: b.span.Start, End: b.span.End}, err
}

// ofType returns the blocks or undertakings of a version.
func (s *state) ofType(ctx context.Context, version, class string) ([]quad.IRI, error) {
	ids, err := s.Lookup(ctx, []quad.Value{vocab.Type, vocab.IRI(class), s.base.Graph(version)})
	if err != nil {
		return nil, err
	}
	quads, err := s.quads(ctx, graph.Pattern{P: ids[0], O: ids[1], G: ids[2]})
	var out []quad.IRI
	for _, q := range quads {
		if iri, ok := q.Subject.(quad.IRI); ok {
			out = append(out, iri)
		}
	}
	return out, err
}

// first returns the characters of the first of some literals, "" where there is none.
func first(values []quad.Value) string {
	if len(values) == 0 {
		return ""
	}
	text, _ := graph.Lexical(values[0])
	return text
}

// quoted returns where a side of a difference stands and what it says; nothing where it has no words.
func (w *words) quoted(ctx context.Context, side diffSide) (place, quote string, err error) {
	if side.span.Paragraph == "" {
		return "", "", nil
	}
	if place, err = w.place(ctx, side.version, side.span); err != nil {
		return "", "", err
	}
	t, err := w.text(ctx, side.version)
	if err != nil {
		return "", "", err
	}
	place, _, _ = strings.Cut(place, "  ")
	return place, plain(t.Content[side.span.Start:side.span.End]), nil
}

// diffTable prints a row a difference, the quotes of both versions side by side.
func (w *words) diffTable(ctx context.Context, rows []diffRow, a, b string) error {
	var out []row
	for _, r := range rows {
		cells := row{r.class, r.note}
		for _, side := range r.side {
			place, quote, err := w.quoted(ctx, side)
			if err != nil {
				return err
			}
			cells = append(cells, quote, place)
		}
		out = append(out, row{cells[0], cells[1], cells[2], cells[4], cells[3], cells[5]})
	}
	if a == b {
		b += " again" // the columns of JSON need names of their own
	}
	return w.out.rows([]string{"class", "what", a, b, "at " + a, "at " + b}, out)
}

// diffText prints each difference with the sentences around it.
func (w *words) diffText(ctx context.Context, rows []diffRow) error {
	for i, r := range rows {
		if i > 0 {
			fmt.Fprintln(w.out)
		}
		fmt.Fprintln(w.out, strings.TrimSpace(r.class+"  "+r.note))
		for _, side := range r.side {
			if side.span.Paragraph == "" {
				fmt.Fprintf(w.out, "    not in %s\n", side.version)
				continue
			}
			place, err := w.place(ctx, side.version, side.span)
			if err != nil {
				return err
			}
			fmt.Fprintf(w.out, "    %s\n", place)
			if err := w.quote(ctx, side.version, side.span, 80); err != nil {
				return err
			}
		}
	}
	return nil
}
