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
	predicates, err := n.distinct(ctx, graph.POSG)
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

// keys returns the keys of what the registry, or in loaded RDF any graph, has statements about.
func (n *names) keys(ctx context.Context) ([]string, error) {
	by := graph.SPOG
	if n.concord {
		by = graph.GSPO
	}
	values, err := n.distinct(ctx, by)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(values))
	for i, v := range values {
		keys[i] = Text(n.base, v)
	}
	return keys, nil
}

// mostDistinct bounds how many names near looks at: more would make a typing error slow.
const mostDistinct = 200_000

// distinct returns the predicates (POSG), the subjects (SPOG) or the subjects of the registry (GSPO), by
// leaping from one to the next.
func (n *names) distinct(ctx context.Context, by graph.Order) ([]quad.Value, error) {
	var p graph.Pattern
	next := func(q graph.Quad) graph.Quad { return graph.Quad{S: q.S + 1} }
	switch by {
	case graph.POSG:
		next = func(q graph.Quad) graph.Quad { return graph.Quad{P: q.P + 1} }
	case graph.GSPO:
		p.G = n.common.registry
		next = func(q graph.Quad) graph.Quad { return graph.Quad{G: q.G, S: q.S + 1} }
	}
	ids, err := leap(n.snap.Scan(ctx, p, by), func(q graph.Quad) graph.ID {
		if by == graph.POSG {
			return q.P
		}
		return q.S
	}, next)
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

// distance is the Levenshtein distance of a and b, or any number above most.
func distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > most || len(y)-len(x) > most {
		return most + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
