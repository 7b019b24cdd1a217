package queries_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
	"concord/queries"
	"concord/queries/path"
)

func TestBaseOf(t *testing.T) {
	ctx := context.Background()
	got, err := queries.BaseOf(ctx, fixture(t))
	if err != nil || got != base {
		t.Errorf("BaseOf(texts) = %q, %v, want %q", got, err, base)
	}
	const other vocab.Base = "http://example.org/"
	snap := snapshotOf(t, []quad.Quad{{Subject: other.Registry(), Predicate: vocab.Type, Object: vocab.IRI("Registry"), Label: other.Registry()}})
	if got, err := queries.BaseOf(ctx, snap); err != nil || got != other {
		t.Errorf("BaseOf(texts with another base) = %q, %v, want %q", got, err, other)
	}
	// What somebody else's data says of its registry does not make it ours.
	snap = snapshotOf(t, []quad.Quad{{Subject: other.Registry(), Predicate: vocab.Type, Object: vocab.IRI("Registry")}})
	if got, err := queries.BaseOf(ctx, snap); err != nil || got != base {
		t.Errorf("BaseOf(loaded RDF) = %q, %v, want %q", got, err, base)
	}
}

func TestAnswer(t *testing.T) {
	q := compile(t, fixture(t), "?d outcomeOf/withSupportOf state/qa", nil)
	var answers []queries.Answer
	for a, err := range q.Answers(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	if len(answers) != 1 {
		t.Fatalf("got %d answers, want 1", len(answers))
	}
	a := answers[0]
	if a.Start != base.IRI("doc/d/a") || a.End != base.IRI("state/qa") || a.Count != 1 {
		t.Errorf("answer %v", a)
	}
	if got, want := walked(a.Path), "-outcomeOf-> event/e -withSupportOf-> state/qa"; got != want {
		t.Errorf("path %s, want %s", got, want)
	}
	if got, want := a.Path[1].Graphs, []quad.Value{base.Graph("a"), base.Graph("b")}; !slices.Equal(got, want) {
		t.Errorf("graphs of the second step %v, want %v", got, want)
	}
	if got := q.Columns(); !slices.Equal(got, []string{"d"}) {
		t.Errorf("columns %q, want d", got)
	}
	if got := q.Row(a); !slices.Equal(got, []quad.Value{base.IRI("doc/d/a")}) {
		t.Errorf("row %v", got)
	}
}

func TestColumns(t *testing.T) {
	snap := fixture(t)
	for text, want := range map[string]string{
		"?x cites ?y":               "x y",
		"?x cites ?x":               "x",
		"?x cites":                  "x end",
		"state/qa cites":            "end",
		"state/qa cites res/r":      "",
		"state/qa ^cites ?y":        "y",
		"COUNT ?x cites ?y":         "count",
		"?x cites ?y IN EACH":       "version x y",
		"COUNT ?x cites ?y IN EACH": "version count",
	} {
		if got := strings.Join(compile(t, snap, text, nil).Columns(), " "); got != want {
			t.Errorf("columns of %s: %q, want %q", text, got, want)
		}
	}
}

// TestBreak leaves an answer unread: nothing must be evaluated after it, and the query can be asked again.
func TestBreak(t *testing.T) {
	q := compile(t, fixture(t), "?x . ?y", nil)
	for range 2 {
		n := 0
		for _, err := range q.Answers(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 3 {
				break
			}
		}
		if n != 3 || q.Plan().Answers != 3 {
			t.Errorf("got %d answers, the plan counts %d, want 3", n, q.Plan().Answers)
		}
	}
}

func TestCancelled(t *testing.T) {
	for _, text := range []string{"?x . ?y", "COUNT ?x .* ?y", "state/qa (.|^.)* ?y", "?y (.|^.)* state/qa", "ALL SHORTEST ?x (.|^.)* ?y"} {
		q := compile(t, fixture(t), text, nil)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		var last error
		for _, err := range q.Answers(ctx) {
			last = err
		}
		if !errors.Is(last, context.Canceled) {
			t.Errorf("%s: %v, want %v", text, last, context.Canceled)
		}
	}
}

func TestOverflow(t *testing.T) {
	q := compile(t, fixture(t), "state/qa (^withSupportOf/withSupportOf|^withSupportOf/withSupportOf){64} ?y", &queries.Options{All: true})
	for _, err := range q.Answers(context.Background()) {
		if !errors.Is(err, queries.ErrOverflow) {
			t.Errorf("2^64 times an answer: %v, want %v", err, queries.ErrOverflow)
		}
	}
}

func TestUnknownName(t *testing.T) {
	parsed, err := path.Parse("state/qq ^withSupportOf ?e")
	if err != nil {
		t.Fatal(err)
	}
	_, err = queries.Compile(context.Background(), fixture(t), parsed, nil)
	var unknown *queries.UnknownNameError
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v, want an UnknownNameError", err)
	}
	if unknown.Name != "state/qq" || !slices.Contains(unknown.Near, "state/qa") || unknown.At != (path.Pos{Line: 1, Column: 1}) {
		t.Errorf("got %+v", unknown)
	}
}

// TestPlanBeginsAtBoundEnd holds the planner to the two rules that make paths with a bound end quick, on a
// graph where the wrong choice would walk a thousand statements.
func TestPlanBeginsAtBoundEnd(t *testing.T) {
	var quads []quad.Quad
	for i := range 1000 {
		d := quad.IRI(fmt.Sprintf("d:%d", i))
		quads = append(quads,
			quad.Quad{Subject: quad.IRI("d:hub"), Predicate: quad.IRI("c:cites"), Object: d},
			quad.Quad{Subject: d, Predicate: quad.IRI("c:adoptedBy"), Object: quad.IRI(fmt.Sprintf("o:%d", i/2))})
	}
	snap := snapshotOf(t, quads)
	for _, c := range []struct {
		query     string
		direction queries.Direction
		from      string
		rows      uint64 // at most
	}{
		{"?d c:cites/c:adoptedBy <o:7>", queries.Backward, "<o:7>", 4},
		{"<d:7> c:adoptedBy/^c:adoptedBy ?d", queries.Forward, "<d:7>", 3},
		{"<d:hub> c:cites/c:adoptedBy <o:7>", queries.Backward, "<o:7>", 4},
		{"<o:7> ^c:adoptedBy/^c:cites <d:hub>", queries.Forward, "<o:7>", 4},
		{"<o:7> ^c:adoptedBy/^c:cites* ?x", queries.Forward, "<o:7>", 4},
	} {
		q := compile(t, snap, c.query, nil)
		p, err := q.Explain(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var rows uint64
		for _, s := range p.Steps {
			rows += s.Rows
		}
		if p.Direction != c.direction || p.From != c.from || rows > c.rows || p.Answers == 0 {
			t.Errorf("%s: %s from %s, %d rows, %d answers; want %s from %s, at most %d rows\n%s",
				c.query, p.Direction, p.From, rows, p.Answers, c.direction, c.from, c.rows, p)
		}
	}
}

func ExampleCompile() {
	snap := fixture(new(testing.T))
	parsed, err := queries.Parse("doc/d ^isVersionOf/commitsTo/implements[type = Resolution] ?r")
	if err != nil {
		fmt.Println(err)
		return
	}
	q, err := queries.Compile(context.Background(), snap, parsed, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for a, err := range q.Answers(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(queries.Text(q.Base(), a.End))
		for _, step := range a.Path {
			fmt.Println(" ", queries.Text(q.Base(), step.Subject), queries.Text(q.Base(), step.Predicate), queries.Text(q.Base(), step.Object))
		}
	}
	// Output:
	// res/r
	//   doc/d/a con:isVersionOf doc/d
	//   doc/d/a con:commitsTo commit/a/O1.1
	//   commit/a/O1.1 con:implements res/r
}
