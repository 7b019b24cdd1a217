package loaders

import (
	"testing"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
	"concord/loaders/lexicon"
)

// The themes of the registry are a scheme as SKOS has it: each theme is a concept of it with one preferred label
// and an origin, and what it names as broader is one too.
func TestThemesAreAScheme(t *testing.T) {
	r := build(t, dushanbe(t), nil)
	values := map[quad.Value]map[quad.IRI][]quad.Value{}
	for g := range r.Graphs() {
		if g.Graph != r.Base.Registry() {
			continue
		}
		for _, q := range g.Quads {
			if values[q.Subject] == nil {
				values[q.Subject] = map[quad.IRI][]quad.Value{}
			}
			p := q.Predicate.(quad.IRI)
			values[q.Subject][p] = append(values[q.Subject][p], q.Object)
		}
	}
	has := func(node quad.Value, p quad.IRI, o quad.Value) bool {
		return len(values[node][p]) == 1 && values[node][p][0] == o
	}
	scheme := r.Base.IRI("scheme/themes")
	if !has(scheme, vocab.Type, vocab.IRI("ConceptScheme")) {
		t.Errorf("the registry has no scheme %s", scheme)
	}
	themes, alternatives := 0, 0
	for node, v := range values {
		if !has(node, vocab.Type, vocab.IRI("Theme")) {
			continue
		}
		themes++
		alternatives += len(v[vocab.AltLabel])
		if !has(node, vocab.InScheme, scheme) || len(v[vocab.Label]) != 1 || len(v[vocab.Origin]) != 1 {
			t.Errorf("%s: %v", node, v)
		}
		for _, b := range v[vocab.Broader] {
			if !has(b, vocab.Type, vocab.IRI("Theme")) {
				t.Errorf("%s: broader %s is no theme of the registry", node, b)
			}
		}
	}
	if themes < 60 || alternatives < themes {
		t.Errorf("%d themes with %d other labels", themes, alternatives)
	}
}

// No theme is broader than itself, and the fields of which declarations speak have concepts each.
func TestThemes(t *testing.T) {
	lex := lexicon.English()
	under := map[string]int{} // concepts by what they are below, at any remove
	for _, e := range lex.Entries() {
		if e.Type != "Theme" {
			continue
		}
		above := map[string]bool{}
		for next := []string{e.Key}; len(next) > 0; next = next[1:] {
			for _, b := range lex.Entry(next[0]).Broader {
				if b == e.Key {
					t.Errorf("%s is broader than itself", e.Key)
				} else if !above[b] {
					above[b] = true
					next = append(next, b)
				}
			}
		}
		for b := range above {
			under[b]++
		}
	}
	for _, field := range []string{
		"terrorism", "crime", "security", "peace", "disarmament", "human-rights", "women", "children", "development", "trade", "education",
		"environment", "climate-change", "health", "humanitarian-assistance", "rule-of-law", "migration", "decolonization", "science-technology", "international-cooperation",
	} {
		if under["theme/"+field] < 2 {
			t.Errorf("theme/%s: %d narrower concepts, want 2", field, under["theme/"+field])
		}
	}
}
