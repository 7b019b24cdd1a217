package main

import (
	"context"

	"concord/queries"
)

// groundColumns are what --format gives of the words that statements rest on, a row for each span: the number
// of the answer, chain or statement and of the step in it, the statement and whether it is walked from its
// object, the version or other graph that makes it, its id there, how the reader came to it, and where the
// words stand, or where the background has it from. Lines and columns count from 1; 0 is no place.
var groundColumns = []string{
	"row", "step", "subject", "predicate", "object", "inverse", "in", "statement", "basis", "rule", "file", "line", "column", "paragraph", "quote", "origin",
}

// tabular reports whether --format asks for rows where words are printed for a reader.
func (p *program) tabular() bool { return p.format != "" && p.format != formats[0] }

// tabled adds to the table what a step rests on.
func (w *words) tabled(ctx context.Context, number, step int, st queries.Step, grounds []queries.Ground) error {
	head := row{number, step, w.cell(st.Subject), w.key(st.Predicate), w.cell(st.Object), st.Inverse}
	add := func(cells ...any) { w.table = append(w.table, append(head[:len(head):len(head)], cells...)) }
	for _, g := range grounds {
		id := w.key(g.ID)
		if g.Version == "background" {
			add(g.Version, id, string(g.Basis), g.Rule, "", 0, 0, "", "", g.Origin)
			continue
		}
		for _, span := range g.Spans {
			at, err := w.at(ctx, g.Version, span)
			if err != nil {
				return err
			}
			add(g.Version, id, string(g.Basis), g.Rule, at.text.place, at.line, at.column, w.key(span.Paragraph), span.Quote, "")
		}
	}
	if len(grounds) > 0 {
		return nil
	}
	names, err := w.graphsOf(ctx, st.Statement)
	for _, name := range names {
		add(name, "", "", "", "", 0, 0, "", "", "")
	}
	return err
}

// printTable prints what tabled added.
func (w *words) printTable() error { return w.out.rows(groundColumns, w.table) }
