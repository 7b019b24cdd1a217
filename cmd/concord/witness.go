package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/queries"
	"concord/queries/path"
)

// witness is a walk that shows an answer to be one.
type witness struct {
	version string // the version that alone holds the walk, or ""
	start   quad.Value
	steps   []queries.Step
}

// witnesses returns the walks of an answer that show it to be one.
type witnesses func(ctx context.Context, a queries.Answer) ([]witness, error)

// witnessesOf returns what finds a walk for each version that alone holds one between the ends of an answer: two
// texts that say the same are two reasons. Where no version holds a whole walk, or the query was of one version,
// the walk is that of the answer. With every it is for all answers, which costs asking once more instead of once
// for each.
func (s *state) witnessesOf(text string, every bool) (witnesses, error) {
	q, err := queries.Parse(text)
	if err != nil {
		return nil, err
	}
	own := func(a queries.Answer) []witness { return []witness{{a.Version, a.Start, a.Path}} }
	scope := q.Dataset.Scope
	if q.Count || q.Mode != path.Ends || scope != path.DefaultScope && scope != path.TextScope {
		return func(_ context.Context, a queries.Answer) ([]witness, error) { return own(a), nil }, nil
	}
	q.Dataset, q.Limit, q.Offset = path.Dataset{Scope: path.EachScope}, path.None, 0
	var all map[[2]quad.Value][]witness
	return func(ctx context.Context, a queries.Answer) ([]witness, error) {
		if len(a.Path) == 0 {
			return own(a), nil
		}
		found := all
		if found == nil {
			asked := *q
			if !every {
				asked.Start, asked.End = constant(a.Start), constant(a.End)
			}
			var err error
			if found, err = s.walks(ctx, &asked); err != nil {
				return nil, err
			}
			if every {
				all = found
			}
		}
		if each := found[[2]quad.Value{a.Start, a.End}]; len(each) > 0 {
			return each, nil
		}
		return own(a), nil
	}, nil
}

// walks returns the walks that answer a query, by their ends.
func (s *state) walks(ctx context.Context, q *path.Query) (map[[2]quad.Value][]witness, error) {
	compiled, err := queries.Compile(ctx, s.Snapshot, q, &queries.Options{Base: s.base})
	if err != nil {
		return nil, err
	}
	found := map[[2]quad.Value][]witness{}
	for a, err := range compiled.Answers(ctx) {
		if err != nil {
			return nil, err
		}
		ends := [2]quad.Value{a.Start, a.End}
		found[ends] = append(found[ends], witness{a.Version, a.Start, a.Path})
	}
	return found, nil
}

// constant writes a term as the end of a query.
func constant(v quad.Value) path.Term {
	switch v := v.(type) {
	case quad.LangString:
		return path.Term{Kind: path.Literal, Text: string(v.Value), Language: v.Lang}
	case quad.TypedString:
		return path.Term{Kind: path.Literal, Text: string(v.Value), Datatype: &path.Term{Kind: path.IRI, Text: string(v.Type)}}
	case quad.String:
		return path.Term{Kind: path.Literal, Text: string(v)}
	case quad.IRI:
		return path.Term{Kind: path.IRI, Text: string(v)}
	}
	return path.Term{}
}

// answer prints a row with its witnesses, and for each step the words it rests on.
func (w *words) answer(ctx context.Context, of witnesses, n int, a queries.Answer) error {
	found, err := of(ctx, a)
	if err != nil {
		return err
	}
	if w.tabular {
		return w.tableWitnesses(ctx, n, found)
	}
	ends := []string{plain(w.cell(a.Start)), plain(w.cell(a.End))}
	fmt.Fprintf(w.out, "%d  %s\n", n, strings.Join(ends, "  "))
	for _, f := range found {
		if len(f.steps) == 0 {
			continue
		}
		if err := w.node(ctx, "", f.start); err != nil {
			return err
		}
		for _, st := range f.steps {
			if err := w.step(ctx, st); err != nil {
				return err
			}
			if err := w.grounds(ctx, st.Statement, f.version); err != nil {
				return err
			}
		}
	}
	return nil
}

// tableWitnesses adds to the table what the steps of the walks of row n rest on.
func (w *words) tableWitnesses(ctx context.Context, n int, found []witness) error {
	for _, f := range found {
		for i, st := range f.steps {
			grounds, err := w.groundsOf(ctx, st.Statement)
			if err != nil {
				return err
			}
			if f.version != "" {
				grounds = slices.DeleteFunc(grounds, func(g queries.Ground) bool { return g.Version != f.version })
			}
			if err := w.tabled(ctx, n, i+1, st, grounds); err != nil {
				return err
			}
		}
	}
	return nil
}
