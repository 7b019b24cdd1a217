package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/memstore"
	"concord/loaders"
	"concord/loaders/lexicon"
	"concord/loaders/source"
	"concord/queries"
)

// pages are the pages of docs whose examples are asked.
var pages = []string{"query-language.md", "undertakings.md"}

// unanswered are the examples of pages that ask for what the reader does not claim yet. One
// that gets an answer must leave the list.
var unanswered = map[string]bool{}

// TestLanguageExamples asks every example of pages of the two texts in docs/dushanbe: each
// has answers, and every step of their paths over what a text says has words it rests on.
func TestLanguageExamples(t *testing.T) {
	ctx := context.Background()
	snap := dushanbe(t)
	for _, example := range examples(t) {
		parsed, err := queries.Parse(example)
		if err != nil {
			t.Errorf("%s: %v", example, err)
			continue
		}
		q, err := queries.Compile(ctx, snap, parsed, nil)
		if err != nil {
			t.Errorf("%s: %v", example, err)
			continue
		}
		answers := 0
		for a, err := range q.Answers(ctx) {
			if err != nil {
				t.Fatalf("%s: %v", example, err)
			}
			answers++
			for _, step := range a.Path {
				checkGrounds(t, snap, q, example, step)
			}
		}
		if answered := answers > 0; answered == unanswered[example] {
			t.Errorf("%s has %d answers; listed as unanswered: %t", example, answers, unanswered[example])
		}
	}
}

// examples returns the examples of pages.
func examples(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, name := range pages {
		page, err := os.ReadFile("../../docs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split(string(page), "```concord\n")[1:] {
			example, _, _ := strings.Cut(block, "\n```")
			out = append(out, example)
		}
	}
	return out
}

// TestStrengthTable holds the table of docs/undertakings.md to the lexicon.
func TestStrengthTable(t *testing.T) {
	page, err := os.ReadFile("../../docs/undertakings.md")
	if err != nil {
		t.Fatal(err)
	}
	verbs := map[string][]string{}
	for _, p := range lexicon.English().Performatives.Rows {
		if key := fmt.Sprintf("| %s | %d | ", p.Family, p.Strength); p.Force != "" && !slices.Contains(verbs[key], p.Lemma) {
			verbs[key] = append(verbs[key], p.Lemma)
		}
	}
	for key, lemmas := range verbs {
		slices.Sort(lemmas)
		if line := key + strings.Join(lemmas, ", ") + " |\n"; !strings.Contains(string(page), line) {
			t.Errorf("docs/undertakings.md lacks the line %s", line)
		}
	}
}

// checkGrounds fails when a version makes the statement of a step and shows no words for it.
func checkGrounds(t *testing.T, snap graph.Snapshot, q *queries.Query, example string, step queries.Step) {
	t.Helper()
	said := 0
	for _, g := range step.Graphs {
		if iri, ok := g.(quad.IRI); ok {
			if _, ok := q.Base().VersionOf(iri); ok {
				said++
			}
		}
	}
	grounds, err := queries.Why(context.Background(), snap, q.Base(), step.Statement)
	if err != nil {
		t.Errorf("%s: %v", example, err)
	}
	if len(grounds) < said {
		t.Errorf("%s: %d versions say %v, and %d show words for it", example, said, step.Statement, len(grounds))
	}
}

// dushanbe returns a snapshot of what the two texts say.
func dushanbe(t *testing.T) graph.Snapshot {
	t.Helper()
	ctx := context.Background()
	var texts []*source.Text
	for _, file := range []string{"mia.txt", "un.md"} {
		data, err := os.ReadFile(filepath.Join("../../docs/dushanbe", file))
		if err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(file, ".")
		text, err := source.Decode(name, file, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	r, err := loaders.Build(ctx, texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	store := memstore.New()
	err = store.Update(ctx, func(tx graph.Tx) error {
		for g := range r.Graphs() {
			if _, err := tx.WriteQuads(g.Quads); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	snap, err := store.Snapshot(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}
