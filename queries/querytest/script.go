// Package querytest specifies the path language by example: scripts that load statements and ask, a naive
// evaluator that is obviously right, and random comparisons between it and the engine.
//
// A store passes by calling Run. Scripts lie in testdata; their form is told at Run.
package querytest

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/graphtest"
	"concord/queries"
	"concord/queries/path"
)

//go:embed testdata/*.test
var scripts embed.FS

// Run runs every script of testdata on stores that open makes, each empty. A script is a list of blocks, a
// line that begins one and indented lines:
//
//	load
//	  <d:1> <c:cites> <un:S/RES/1373> <v:a> .
//	eval <d:1> c:cites ?r
//	  <un:S/RES/1373>
//
// load adds quads, in the terms of the language. eval asks a query and lists its rows in order: the cells of
// the columns with two spaces between, "yes" for a row without columns, then, where given, "  via " and the
// nodes between the ends of its path; "none" where there is no row. all does the same with every
// multiplicity, written as " x2". plan lists from where a query is evaluated, and "expect error" what is
// wrong with it. A line that begins with # is a comment.
func Run(t *testing.T, open graphtest.Opener) {
	names, err := fs.Glob(scripts, "testdata/*.test")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := scripts.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(strings.TrimPrefix(name, "testdata/"), ".test"), func(t *testing.T) {
			store, _ := open(t)
			defer store.Close()
			s := &script{t: t, name: name, store: store}
			for _, b := range blocks(string(text)) {
				s.run(b)
			}
		})
	}
}

// block is a line of a script with the indented lines under it.
type block struct {
	line       int
	verb, text string
	body       []string
}

func blocks(text string) []block {
	var out []block
	for i, line := range strings.Split(text, "\n") {
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "  "):
			b := &out[len(out)-1]
			b.body = append(b.body, strings.TrimSpace(line))
		default:
			verb, rest, _ := strings.Cut(line, " ")
			out = append(out, block{line: i + 1, verb: verb, text: rest})
		}
	}
	return out
}

type script struct {
	t     *testing.T
	name  string
	store graph.Store
	quads []quad.Quad
}

func (s *script) run(b block) {
	s.t.Helper()
	var got []string
	switch b.verb {
	case "load":
		s.load(b)
		return
	case "eval":
		got = s.eval(b, nil)
	case "all":
		got = s.eval(b, &queries.Options{All: true})
	case "plan":
		got = s.plan(b)
	default:
		s.t.Fatalf("%s:%d: unknown verb %q", s.name, b.line, b.verb)
	}
	if len(b.body) == 1 && strings.HasPrefix(b.body[0], "expect error ") {
		if len(got) != 1 || !strings.HasPrefix(got[0], strings.TrimPrefix(b.body[0], "expect ")) {
			s.t.Errorf("%s:%d: %s %s\n got %s\nwant %s", s.name, b.line, b.verb, b.text, strings.Join(got, "; "), b.body[0])
		}
		return
	}
	for i, want := range b.body {
		if i < len(got) && !strings.Contains(want, "  via ") {
			got[i], _, _ = strings.Cut(got[i], "  via ")
		}
	}
	if !slices.Equal(got, b.body) {
		s.t.Errorf("%s:%d: %s %s\n got\n  %s\nwant\n  %s", s.name, b.line, b.verb, b.text, strings.Join(got, "\n  "), strings.Join(b.body, "\n  "))
	}
}

func (s *script) load(b block) {
	s.t.Helper()
	var quads []quad.Quad
	for i, line := range b.body {
		q, err := ParseQuad(line)
		if err != nil {
			s.t.Fatalf("%s:%d: %v", s.name, b.line+1+i, err)
		}
		quads = append(quads, q)
	}
	Fill(s.t, s.store, quads)
	s.quads = append(s.quads, quads...)
}

// Fill writes quads to a store.
func Fill(t testing.TB, store graph.Store, quads []quad.Quad) {
	t.Helper()
	err := store.Update(context.Background(), func(tx graph.Tx) error {
		_, err := tx.WriteQuads(quads)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ParseQuad reads a line of a load block: subject, predicate, object and perhaps graph in the terms of the
// language, blank nodes too, and a full stop.
func ParseQuad(line string) (quad.Quad, error) {
	var terms [4]quad.Value
	words := split(line)
	if len(words) < 4 || len(words) > 5 || words[len(words)-1] != "." {
		return quad.Quad{}, fmt.Errorf("%s: want three or four terms and a full stop", line)
	}
	for i, w := range words[:len(words)-1] {
		if label, ok := strings.CutPrefix(w, "_:"); ok {
			terms[i] = quad.BNode(label)
			continue
		}
		t, err := path.ParseTerm(w)
		if i == 1 && err != nil {
			t, err = path.Term{Kind: path.Bare, Text: w}, nil
		}
		if err != nil {
			return quad.Quad{}, fmt.Errorf("%s: %w", w, err)
		}
		terms[i] = Resolve(t)
	}
	return quad.Quad{Subject: terms[0], Predicate: terms[1], Object: terms[2], Label: terms[3]}, nil
}

// split cuts a line at white space outside quotes.
func split(line string) []string {
	quoted := false
	return strings.FieldsFunc(strings.ReplaceAll(line, `\"`, "\x00"), func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return r == ' ' && !quoted
	})
}

func (s *script) snapshot() graph.Snapshot {
	snap, err := s.store.Snapshot(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	return snap
}

func (s *script) eval(b block, opts *queries.Options) []string {
	s.t.Helper()
	ctx := context.Background()
	snap := s.snapshot()
	defer snap.Close()
	q, err := queries.Parse(b.text)
	if err != nil {
		return []string{"error " + strings.TrimPrefix(err.Error(), "query:")}
	}
	compiled, err := queries.Compile(ctx, snap, q, opts)
	if err != nil {
		return []string{"error " + strings.TrimPrefix(err.Error(), "query:")}
	}
	var answers []queries.Answer
	var rows []string
	for a, err := range compiled.Answers(ctx) {
		if err != nil {
			return []string{"error " + err.Error()}
		}
		answers = append(answers, a)
		rows = append(rows, row(compiled, a, opts != nil))
	}
	s.compare(b, q, answers, opts != nil)
	if len(rows) == 0 {
		return []string{"none"}
	}
	return rows
}

func row(q *queries.Query, a queries.Answer, multiplicity bool) string {
	var cells []string
	for _, v := range q.Row(a) {
		text := queries.Text(q.Base(), v)
		if s, ok := v.(quad.String); ok && a.Version == string(s) {
			text = string(s)
		}
		if n, ok := v.(quad.TypedString); ok && a.Start == nil {
			text = string(n.Value)
		}
		cells = append(cells, text)
	}
	if len(cells) == 0 {
		cells = []string{"yes"}
	}
	line := strings.Join(cells, "  ")
	if multiplicity && a.Start != nil && a.Count != 1 {
		line += fmt.Sprintf(" x%d", a.Count)
	}
	if len(a.Path) > 1 {
		line += "  via"
		for _, step := range a.Path[:len(a.Path)-1] {
			line += " " + queries.Text(q.Base(), step.To())
		}
	}
	return line
}

func (s *script) plan(b block) []string {
	s.t.Helper()
	ctx := context.Background()
	snap := s.snapshot()
	defer snap.Close()
	q, err := queries.Parse(b.text)
	if err != nil {
		return []string{"error " + err.Error()}
	}
	compiled, err := queries.Compile(ctx, snap, q, nil)
	if err != nil {
		return []string{"error " + err.Error()}
	}
	p, err := compiled.Explain(ctx)
	if err != nil {
		return []string{"error " + err.Error()}
	}
	lines := []string{strings.TrimSpace(fmt.Sprintf("%s from %s", p.Direction, cmp.Or(p.From, "everywhere")))}
	for _, step := range p.Steps {
		lines = append(lines, fmt.Sprintf("%s estimated %d, actual %d", step.Step, step.Estimate, step.Rows))
	}
	return lines
}

// compare holds the answers of a query without LIMIT, OFFSET, COUNT and mode against the naive evaluator.
func (s *script) compare(b block, q *path.Query, answers []queries.Answer, all bool) {
	s.t.Helper()
	if q.Count || q.Limit != path.None || q.Offset != 0 || q.Mode != path.Ends || q.Start.Kind == path.Name || q.End.Kind == path.Name {
		return
	}
	want := Expect(s.quads, q, all)
	got := map[string]int{}
	for _, a := range answers {
		got[Row(a.Version, a.Start, a.End)] += int(a.Count)
	}
	if diff := difference(got, want); diff != "" {
		s.t.Errorf("%s:%d: %s: engine and naive evaluator differ:\n%s", s.name, b.line, b.text, diff)
	}
}
