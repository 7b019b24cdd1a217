package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"

	"concord/graph"
	"concord/graph/evidence"
	"concord/queries"
	"concord/queries/path"
)

// queryFlags are the flags of query.
type queryFlags struct {
	whyFlag string // as given: "", everyRow or a number
	why     int    // the row to show the words of, 0 for every row
	ids     bool
	all     bool
	explain bool
	timeout time.Duration
}

// everyRow is the value of --why without a number.
const everyRow = "all"

func queryCommand(p *program) *cobra.Command {
	var f queryFlags
	cmd := &cobra.Command{
		Use:   "query TEXT [--why [N]]",
		Short: "ask how things are connected, in the path language",
		Long: `query prints the ends of every path that TEXT describes, and remembers its rows so that
"concord why N" shows the words that row N rests on. It exits with 1 when there is no answer.`,
		Example: `  concord query 'doc/dushanbe-declaration-2018 ^isVersionOf/commitsTo/implements ?r'
  concord query 'state/qa . ?what' --why 1`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 2 && f.whyFlag == everyRow { // "--why 2": the number is left among the arguments
				f.whyFlag, args = args[1], args[:1]
			}
			if len(args) != 1 {
				return usage("query: want one TEXT, in quotes, not %d arguments", len(args))
			}
			n, err := strconv.Atoi(f.whyFlag)
			switch {
			case f.whyFlag == "" || f.whyFlag == everyRow:
			case err != nil || n < 1:
				return usage("--why %s: want the number of a row", f.whyFlag)
			}
			f.why = n
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if f.timeout < 0 {
				return usage("--timeout %v: want a time above 0", f.timeout)
			}
			if f.timeout > 0 {
				var cancel func()
				ctx, cancel = context.WithTimeout(ctx, f.timeout)
				defer cancel()
			}
			err := p.query(ctx, args[0], f)
			if errors.Is(err, context.DeadlineExceeded) {
				return &failure{exitBudget, fmt.Errorf("no answer within %v", f.timeout), "ask less, or give it longer with --timeout"}
			}
			return err
		},
	}
	p.formatFlag(cmd)
	cmd.Flags().StringVar(&f.whyFlag, "why", "", "show the words that row `N` rests on, without N of every row")
	cmd.Flags().Lookup("why").NoOptDefVal = everyRow
	cmd.Flags().BoolVar(&f.ids, "ids", false, "print the ids of the statements each row rests on")
	cmd.Flags().BoolVar(&f.all, "all", false, "tell in a column times how often SPARQL has each answer")
	cmd.Flags().BoolVar(&f.explain, "explain", false, "print the plan with the rows each step brought, not the answers")
	cmd.Flags().DurationVar(&f.timeout, "timeout", 0, "give up after this time, such as 30s (default never)")
	return cmd
}

func (p *program) query(ctx context.Context, text string, f queryFlags) error {
	parsed, err := queries.Parse(text)
	if err != nil {
		return asked(text, err)
	}
	if parsed.Count && f.whyFlag != "" {
		return usage("--why: a count rests on no path of its own; ask without COUNT")
	}
	return p.read(ctx, func(s *state) error {
		q, err := queries.Compile(ctx, s.Snapshot, parsed, &queries.Options{Base: s.base, All: f.all})
		if err != nil {
			return asked(text, err)
		}
		if f.explain {
			plan, err := q.Explain(ctx)
			if err != nil {
				return err
			}
			fmt.Fprint(p.out, plan)
			return nil
		}
		var answers []queries.Answer
		for a, err := range q.Answers(ctx) {
			if err != nil {
				return err
			}
			answers = append(answers, a)
		}
		return p.answer(ctx, s, q, text, answers, f)
	})
}

// answer prints and remembers the rows of a query.
func (p *program) answer(ctx context.Context, s *state, q *queries.Query, text string, answers []queries.Answer, f queryFlags) error {
	p.remember(ctx, s, text, answers)
	switch {
	case f.why > len(answers):
		return input("", "row %d: the answer has %s", f.why, counted(len(answers), "row"))
	case f.whyFlag != "":
		return p.words(s).answers(ctx, text, answers, f.why)
	case len(answers) > 0 || p.out.format == "json":
		columns, rows := p.tabulate(s, q, answers, f)
		if err := p.out.rows(columns, rows); err != nil {
			return err
		}
	}
	if len(answers) == 0 {
		return no
	}
	return nil
}

// tabulate makes a table of answers: a column for each variable, "answer" when there is none, how often SPARQL
// has the answer when that was asked, and the ids of the statements; in the table that a reader sees the
// number of the row instead of the ids.
func (p *program) tabulate(s *state, q *queries.Query, answers []queries.Answer, f queryFlags) (columns []string, rows []row) {
	columns = q.Columns()
	decided := len(columns) == 0
	if decided {
		columns = []string{"answer"}
	}
	count := len(answers) > 0 && answers[0].Start == nil // which rests on no statements of its own
	times := f.all && !count
	numbered := p.out.format == "table"
	if numbered {
		columns = slices.Insert(columns, 0, "#")
	}
	if times {
		columns = append(columns, "times")
	}
	ids := f.ids || p.out.format == "tsv" || p.out.format == "json"
	ids = ids && !count
	if ids {
		columns = append(columns, "statements")
	}
	for i, a := range answers {
		var r row
		if numbered {
			r = append(r, i+1)
		}
		if decided {
			r = append(r, "yes")
		}
		for _, v := range q.Row(a) {
			r = append(r, s.cell(v))
		}
		if times {
			r = append(r, a.Count)
		}
		if ids {
			r = append(r, s.statements(a.Path))
		}
		rows = append(rows, r)
	}
	return columns, rows
}

// answers prints row n, or with 0 every row, with what it rests on.
func (w *words) answers(ctx context.Context, query string, answers []queries.Answer, n int) error {
	of, err := w.witnessesOf(query, n == 0)
	if err != nil {
		return err
	}
	for i, a := range answers {
		if n != 0 && n != i+1 {
			continue
		}
		if err := w.answer(ctx, of, i+1, a); err != nil {
			return err
		}
	}
	if w.tabular {
		if err := w.printTable(); err != nil {
			return err
		}
	}
	if len(answers) == 0 {
		return no
	}
	return nil
}

// statements returns the keys of the evidence nodes of a path's statements, of every version that makes them.
func (s *state) statements(steps []queries.Step) []string {
	keys := []string{}
	for _, st := range steps {
		for _, g := range st.Graphs {
			iri, _ := g.(quad.IRI)
			if version, ok := s.base.VersionOf(iri); ok {
				node := evidence.StatementIRI(s.base, version, st.Subject, st.Predicate, st.Object)
				keys = append(keys, s.key(node))
			}
		}
	}
	return keys
}

// cell writes a term in a table: a key, a name, or the characters of a literal.
func (s *state) cell(v quad.Value) string {
	if text, ok := graph.Lexical(v); ok {
		return text
	}
	return s.key(v)
}

// asked is an error in a query, with its place marked.
func asked(text string, err error) error {
	var syntax *path.SyntaxError
	var unknown *queries.UnknownNameError
	var ambiguous *queries.AmbiguousNameError
	switch {
	case errors.As(err, &syntax):
		return &failure{code: exitUsage, err: fmt.Errorf("%w%s", err, caret(text, syntax.Pos))}
	case errors.As(err, &unknown):
		return &failure{code: exitInput, err: fmt.Errorf("%w%s", err, caret(text, unknown.At))}
	case errors.As(err, &ambiguous):
		return &failure{code: exitInput, err: fmt.Errorf("%w%s", err, caret(text, ambiguous.At)), hint: "write the key instead of the name"}
	}
	return err
}

// caret returns the line of a query with a mark below the place, each after a line feed; "" for no place.
func caret(text string, at path.Pos) string {
	lines := strings.Split(text, "\n")
	if at.Line < 1 || at.Line > len(lines) {
		return ""
	}
	line := strings.ReplaceAll(lines[at.Line-1], "\t", " ")
	before := string([]rune(line)[:min(at.Column-1, len([]rune(line)))])
	return "\n  " + line + "\n  " + strings.Repeat(" ", uniseg.StringWidth(before)) + "^"
}
