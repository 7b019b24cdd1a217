package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/queries"
)

func showCommand(p *program) *cobra.Command {
	all := false
	cmd := &cobra.Command{
		Use:   "show KEY|NAME",
		Short: "show all that is known of an undertaking, a paragraph, a text or an entity",
		Long: `show prints a card. Of an undertaking: who is to do what, how strongly it is worded, towards whom, on
what conditions and instruments, and its like in other versions. Of a paragraph, a text or an entity:
what is said of it and where. Each entry has a key to go on with and the words it rests on.`,
		Example: "  concord show commit/un/O5.1\n  concord show un\n  concord show state/qa --format json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.read(cmd.Context(), func(s *state) error {
				return p.show(cmd.Context(), s, args[0], all)
			})
		},
	}
	cmd.Flags().StringVar(&p.format, "format", "", "json: the card as an object; tsv or csv: a row for each statement")
	cmd.Flags().BoolVar(&all, "all", false, "print long sections whole")
	return cmd
}

func (p *program) show(ctx context.Context, s *state, what string, all bool) error {
	if p.format == "" && strings.HasPrefix(what, "stmt/") {
		return p.why(ctx, p.words(s), what) // the words are all there is to a statement
	}
	node, err := p.understand(ctx, s, what)
	if err != nil {
		return err
	}
	w := p.words(s)
	if p.format == "tsv" || p.format == "csv" {
		rows, err := w.statementRows(ctx, node)
		if err != nil {
			return err
		}
		return p.out.rows([]string{"predicate", "other", "label", "in", "at"}, rows)
	}
	c, err := w.card(ctx, node)
	switch {
	case err != nil:
		return err
	case len(c.quotes)+len(c.sections) == 0:
		return input(`"concord list" names the versions`, "there is no more to %s than its name", s.key(node))
	}
	if p.format == "json" {
		return p.out.cardJSON(s, c)
	}
	p.out.card(c, all)
	return nil
}

// card makes the card of a thing.
func (w *words) card(ctx context.Context, node quad.IRI) (*card, error) {
	said, err := w.saidOf(ctx, node)
	if err != nil {
		return nil, err
	}
	c := &card{key: w.key(node)}
	if c.label, err = w.label(ctx, node); err != nil {
		return nil, err
	}
	kind, _, _ := strings.Cut(c.key, "/")
	switch kind {
	case "commit":
		err = w.undertakingCard(ctx, c, node, said)
	case "para":
		err = w.paragraphCard(ctx, c, node, said)
	case "mention":
		err = w.mentionCard(ctx, c, node)
	default:
		err = w.entityCard(ctx, c, node, said)
	}
	return c, err
}

// saying is a statement that a node stands in, and the graphs that make it.
type saying struct {
	queries.Statement
	inverse bool // the node is its object
	in      []quad.IRI
}

// other returns the end of a statement that is not the node.
func (x *saying) other() quad.Value {
	if x.inverse {
		return x.Subject
	}
	return x.Object
}

// saidOf returns the statements that have a node as subject or object, evidence and source texts left out: by
// predicate, with the node as subject before those with it as object, then by the other end.
func (w *words) saidOf(ctx context.Context, node quad.IRI) ([]saying, error) {
	ids, err := w.Lookup(ctx, []quad.Value{node})
	if err != nil {
		return nil, err
	}
	at := map[saidKey]int{}
	var all []saying
	for _, p := range []graph.Pattern{{S: ids[0]}, {O: ids[0]}} {
		quads, err := w.quads(ctx, p)
		if err != nil {
			return nil, err
		}
		for _, q := range quads {
			g, _ := q.Label.(quad.IRI)
			predicate, _ := q.Predicate.(quad.IRI)
			if w.base.IsEvidence(g) {
				continue
			}
			k := saidKey{queries.Statement{Subject: q.Subject, Predicate: predicate, Object: q.Object}, p.S == graph.Any}
			i, ok := at[k]
			if !ok {
				i = len(all)
				at[k] = i
				all = append(all, saying{Statement: k.Statement, inverse: k.inverse})
			}
			all[i].in = append(all[i].in, g)
		}
	}
	for _, x := range all {
		slices.Sort(x.in)
	}
	slices.SortFunc(all, func(a, b saying) int {
		return slices.Compare(
			[]string{string(a.Predicate), fmt.Sprint(a.inverse), w.cell(a.other())}, []string{string(b.Predicate), fmt.Sprint(b.inverse), w.cell(b.other())})
	})
	return all, nil
}

type saidKey struct {
	queries.Statement
	inverse bool
}

// entry makes the entry of a statement: what stands at its other end, how that is known, and the words.
func (w *words) entry(ctx context.Context, x *saying) (e entry, err error) {
	if iri, ok := x.other().(quad.IRI); ok {
		e.key = w.cell(iri)
		if e.text, err = w.described(ctx, iri); err != nil {
			return e, err
		}
	} else {
		e.text = w.cell(x.other())
	}
	grounds, err := w.groundsOf(ctx, x.Statement)
	if err != nil {
		return e, err
	}
	var how []string
	for _, g := range grounds {
		if g.Version == "background" {
			how = append(how, "background: "+g.Origin)
			continue
		}
		quotes, err := w.quotes(ctx, g)
		if err != nil {
			return e, err
		}
		e.quotes = append(e.quotes, quotes...)
		if known := map[evidence.Basis]string{
			evidence.Coreference: "from a pronoun or a short form", evidence.DefaultAgent: "by default: the text names no other",
		}[g.Basis]; known != "" && !slices.Contains(how, known) {
			how = append(how, known)
		}
	}
	e.how = strings.Join(how, "; ")
	return e, nil
}

// described returns the label of an entity, of an undertaking its force and summary, and of a paragraph where in
// its text it stands.
func (w *words) described(ctx context.Context, node quad.IRI) (string, error) {
	kind, rest, _ := strings.Cut(w.key(node), "/")
	version, _, ok := strings.Cut(rest, "/")
	switch {
	case kind == "commit" && ok:
		property, err := w.attributes(ctx, node, version)
		return property[vocab.Force] + ": " + property[vocab.Summary], err
	case kind == "para" && ok:
		b, err := w.block(ctx, version, node)
		return b.name + " of " + version, err
	}
	return w.label(ctx, node)
}

// attributes returns the literals that a version says of a node, by predicate.
func (w *words) attributes(ctx context.Context, node quad.IRI, version string) (map[quad.Value]string, error) {
	ids, err := w.Lookup(ctx, []quad.Value{node, w.base.Graph(version)})
	if err != nil {
		return nil, err
	}
	return w.literals(ctx, graph.Pattern{S: ids[0], G: ids[1]})
}

// statementRows returns a row for each statement that has a node as subject or, with "^" before the predicate,
// as object.
func (w *words) statementRows(ctx context.Context, node quad.IRI) ([]row, error) {
	said, err := w.saidOf(ctx, node)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, inverse := range []bool{false, true} {
		for _, x := range said {
			if x.inverse != inverse {
				continue
			}
			r, err := w.statementRow(ctx, &x)
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

func (w *words) statementRow(ctx context.Context, x *saying) (row, error) {
	predicate, label := w.key(x.Predicate), ""
	if x.inverse {
		predicate = "^" + predicate
	}
	in, at := []string{}, []string{}
	for _, g := range x.in {
		in = append(in, w.graphName(g))
	}
	if iri, ok := x.other().(quad.IRI); ok {
		var err error
		if label, err = w.label(ctx, iri); err != nil {
			return nil, err
		}
	}
	grounds, err := w.groundsOf(ctx, x.Statement)
	if err != nil {
		return nil, err
	}
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
	return row{predicate, w.cell(x.other()), label, in, at}, nil
}

// graphName writes the name of a graph of the store: of a version its name alone.
func (s *state) graphName(g quad.IRI) string {
	if g == "" {
		return "default"
	}
	return strings.TrimPrefix(s.key(g), "graph/")
}
