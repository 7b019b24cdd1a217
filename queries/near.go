package queries

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries/path"
)

// classes are the class names that the vocabulary gives as domain or range.
var classes = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{"Registry": true}
	for _, t := range vocab.Terms {
		for _, name := range strings.Fields(t.Domain + " " + t.Range) {
			if name != "*" && name != "literal" {
				set[name] = true
			}
		}
	}
	return set
})

// near returns names much like t, of the vocabulary and of what the store holds in the same position.
func (n *names) near(ctx context.Context, t path.Term) ([]string, error) {
	var candidates []string
	if t.Kind == path.Key {
		keys, err := n.keys(ctx)
		return nearest(t.Text, keys), err
	}
	predicates, err := n.distinct(ctx, graph.POSG, graph.Any)
	if err != nil {
		return nil, err
	}
	name := strings.TrimPrefix(t.Text, "con:")
	for _, v := range predicates {
		text := Text(n.base, v)
		candidates = append(candidates, strings.TrimPrefix(text, "con:"))
		// A predicate of loaded RDF is found by its last part, and offered whole.
		if iri, ok := v.(quad.IRI); ok && strings.HasSuffix(string(iri), name) {
			return []string{strings.TrimPrefix(text, "con:")}, nil
		}
	}
	for _, term := range vocab.Terms {
		local, _ := vocab.Local(term.IRI)
		candidates = append(candidates, local)
	}
	for class := range classes() {
		candidates = append(candidates, class)
	}
	return nearest(name, candidates), nil
}

// keys returns the keys of what the registry and the versions, or in loaded RDF any graph, have statements
// about.
func (n *names) keys(ctx context.Context) ([]string, error) {
	var values []quad.Value
	if !n.concord {
		var err error
		if values, err = n.distinct(ctx, graph.SPOG, graph.Any); err != nil {
			return nil, err
		}
	}
	versions, err := n.versions(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range append(versions, versionGraph{id: n.common.registry}) {
		subjects, err := n.distinct(ctx, graph.GSPO, v.id)
		if err != nil {
			return nil, err
		}
		values = append(values, subjects...)
	}
	keys := make([]string, len(values))
	for i, v := range values {
		keys[i] = Text(n.base, v)
	}
	return keys, nil
}

// mostDistinct bounds how many names near looks at: more would make a typing error slow.
const mostDistinct = 200_000

// distinct returns the predicates (POSG), the subjects (SPOG), or the subjects of graph g (GSPO), by leaping
// from one to the next.
func (n *names) distinct(ctx context.Context, by graph.Order, g graph.ID) ([]quad.Value, error) {
	if local(g) {
		return nil, nil
	}
	pick := func(q graph.Quad) graph.ID { return q.S }
	next := func(q graph.Quad) graph.Quad { return graph.Quad{S: q.S + 1} }
	switch by {
	case graph.POSG:
		pick = func(q graph.Quad) graph.ID { return q.P }
		next = func(q graph.Quad) graph.Quad { return graph.Quad{P: q.P + 1} }
	case graph.GSPO:
		next = func(q graph.Quad) graph.Quad { return graph.Quad{G: q.G, S: q.S + 1} }
	}
	ids, err := leap(n.snap.Scan(ctx, graph.Pattern{G: g}, by), pick, next)
	if err != nil {
		return nil, err
	}
	return n.snap.Resolve(ctx, ids)
}

// leap collects pick of every quad that next leads to, at most mostDistinct, and closes the cursor.
func leap(c graph.Cursor, pick func(graph.Quad) graph.ID, next func(graph.Quad) graph.Quad) ([]graph.ID, error) {
	defer c.Close()
	var ids []graph.ID
	for ok := c.Next(); ok && len(ids) < mostDistinct; ok = c.Seek(next(c.Quad())) {
		ids = append(ids, pick(c.Quad()))
	}
	return ids, c.Err()
}

// nearest returns at most three candidates that differ from name by few letters or contain it, most alike
// first.
func nearest(name string, candidates []string) []string {
	type scored struct {
		text     string
		distance int
	}
	var near []scored
	most := max(2, len(name)/4)
	lower := strings.ToLower(name)
	for _, c := range candidates {
		d := distance(lower, strings.ToLower(c), most)
		if d > most && len(name) > 2 && strings.Contains(strings.ToLower(c), lower) {
			d = most
		}
		if d <= most {
			near = append(near, scored{c, d})
		}
	}
	slices.SortFunc(near, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.text, b.text))
	})
	near = slices.Compact(near)
	var texts []string
	for _, s := range near[:min(3, len(near))] {
		texts = append(texts, s.text)
	}
	return texts
}

// distance is how many letters must be changed, added, left out or swapped with the next to make b of a
// (optimal string alignment), or any number above most.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	before, row := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next := make([]int, len(y)+1)
		next[0] = i + 1
		for j := range y {
			cost := row[j]
			if x[i] != y[j] {
				cost++
			}
			next[j+1] = min(cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(y)]
}
