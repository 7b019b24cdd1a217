package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries/path"
)

// connector searches between two nodes.
type connector struct {
	names    *names
	a, b     graph.ID
	max      int
	relation map[graph.ID]bool // predicates that may be walked; nil: all
	costly   map[graph.ID]bool // hasPart, theme and atLevel
	walls    map[graph.ID]bool // nodes that must not be walked through, as far as asked
	all      *view
	more     bool
}

// chainWalk is a walk with the versions that hold all of it.
type chainWalk struct {
	*walk
	versions []versionGraph
	cost     int
}

// walkable reports whether chains may walk a predicate of the vocabulary.
func walkable(t vocab.Term) bool {
	switch t.Group {
	case vocab.DocumentGroup, vocab.CitationGroup, vocab.EventGroup, vocab.OrganizationGroup,
		vocab.CommitmentGroup, vocab.PerformativeGroup, vocab.ContentGroup:
		return true
	}
	return t.IRI == vocab.HasPart || t.IRI == vocab.IsVersionOf
}

func (c *connector) prepare(ctx context.Context, a, b quad.IRI) error {
	n := c.names
	ids, err := n.snap.Lookup(ctx, []quad.Value{a, b, vocab.HasPart, vocab.Theme, vocab.AtLevel})
	if err != nil {
		return err
	}
	for i, iri := range []quad.IRI{a, b} {
		if ids[i] == graph.Unknown {
			keys, err := n.keys(ctx)
			if err != nil {
				return err
			}
			text := Text(n.base, iri)
			return &UnknownNameError{Name: text, Near: nearest(text, keys)}
		}
	}
	c.a, c.b = ids[0], ids[1]
	c.costly = map[graph.ID]bool{ids[2]: true, ids[3]: true, ids[4]: true}
	if n.concord {
		var relations []quad.Value
		for _, t := range vocab.Terms {
			if walkable(t) {
				relations = append(relations, t.IRI)
			}
		}
		if ids, err = n.lookup(ctx, relations...); err != nil {
			return err
		}
		c.relation = map[graph.ID]bool{}
		for _, id := range ids {
			c.relation[id] = true
		}
	}
	runs, err := n.runs(ctx, path.Dataset{})
	if err != nil {
		return err
	}
	c.all = runs[0].view
	return nil
}

// chains returns the shortest chains inside one version, or when there are none those across versions, in
// order.
func (c *connector) chains(ctx context.Context) ([]chainWalk, error) {
	versions, err := c.names.versions(ctx)
	if err != nil {
		return nil, err
	}
	best := c.max
	var chains []chainWalk
	if c.names.concord {
		for _, v := range versions {
			walks, err := c.shortest(ctx, &view{snap: c.names.snap, graphs: []graph.ID{v.id}}, best)
			if err != nil {
				return nil, err
			}
			if len(walks) > 0 && walks[0].length < best {
				best, chains = walks[0].length, nil
			}
			chains = c.merge(chains, walks, v)
		}
	}
	if len(chains) == 0 {
		walks, err := c.shortest(ctx, c.all, c.max)
		if err != nil {
			return nil, err
		}
		chains = c.merge(nil, walks, versionGraph{})
	}
	slices.SortFunc(chains, func(a, b chainWalk) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), c.names.compare(a.walk, b.walk))
	})
	return chains, nil
}

// merge adds the walks that version v holds to chains; one that another version holds too gets v's name.
func (c *connector) merge(chains []chainWalk, walks []*walk, v versionGraph) []chainWalk {
	at := map[string]int{}
	for i, ch := range chains {
		at[identity(ch.walk)] = i
	}
	for _, w := range walks {
		i, ok := at[identity(w)]
		if !ok {
			i = len(chains)
			chains = append(chains, chainWalk{walk: w, cost: c.costOf(w)})
		}
		if v.name != "" {
			chains[i].versions = append(chains[i].versions, v)
		}
	}
	return chains
}

// identity tells walks apart.
func identity(w *walk) string {
	var b []byte
	for ; w.back != nil; w = w.back {
		b = fmt.Appendf(b, "%d %t %d ", w.node, w.inverse, w.p)
	}
	return string(b)
}

// cost is 1 of a step of layout or theme, else 0.
func (c *connector) cost(p graph.ID) int {
	if c.costly[p] {
		return 1
	}
	return 0
}

func (c *connector) costOf(w *walk) (n int) {
	for ; w.back != nil; w = w.back {
		n += c.cost(w.p)
	}
	return n
}

// shortest returns the shortest walks from a to b in v of at most max steps, at most MostChains of them. The
// first is the best of all.
func (c *connector) shortest(ctx context.Context, v *view, max int) ([]*walk, error) {
	dist, err := c.distances(ctx, v, max)
	if err != nil {
		return nil, err
	}
	start, ok := dist[c.a]
	if !ok {
		return nil, nil
	}
	var walks []*walk
	err = c.descend(ctx, v, &walk{node: c.a}, start.steps, dist, func(w *walk) error {
		if len(walks) == MostChains {
			c.more = true
			return errReached
		}
		walks = append(walks, w)
		return nil
	})
	if errors.Is(err, errReached) {
		err = nil
	}
	return walks, err
}

// remoteness is how far a node is from b: in steps, and in costly steps of the cheapest walk as short.
type remoteness struct{ steps, cost int }

// distances returns how far the nodes near b are from it, up to the distance of a.
func (c *connector) distances(ctx context.Context, v *view, max int) (map[graph.ID]remoteness, error) {
	dist := map[graph.ID]remoteness{c.b: {}}
	frontier := []graph.ID{c.b}
	for level := 1; level <= max && len(frontier) > 0; level++ {
		if _, reached := dist[c.a]; reached {
			break
		}
		var next []graph.ID
		err := c.edges(ctx, v, frontier, func(from graph.ID, w walk) error {
			far := remoteness{level, dist[from].cost + c.cost(w.p)}
			was, seen := dist[w.node]
			if !seen {
				next = append(next, w.node)
			}
			if !seen || was.steps == level && far.cost < was.cost {
				dist[w.node] = far
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if frontier, err = c.passable(ctx, next); err != nil {
			return nil, err
		}
	}
	return dist, nil
}

// passable returns, sorted, the nodes that a chain may go through. The others get no distance of their own
// beyond: they end where they are.
func (c *connector) passable(ctx context.Context, nodes []graph.ID) ([]graph.ID, error) {
	if err := c.names.resolve(ctx, nodes); err != nil {
		return nil, err
	}
	var open []graph.ID
	for _, node := range nodes {
		wall, err := c.wall(ctx, node)
		if err != nil {
			return nil, err
		}
		if !wall {
			open = append(open, node)
		}
	}
	slices.Sort(open)
	return open, nil
}

func (c *connector) wall(ctx context.Context, node graph.ID) (bool, error) {
	if wall, seen := c.walls[node]; seen {
		return wall, nil
	}
	n := c.names
	v := n.term(node)
	wall := isLiteral(v) || isClass(v)
	if !wall && !n.concord {
		used, err := c.all.estimate(ctx, graph.Pattern{P: n.common.typ, O: node})
		if err != nil {
			return false, err
		}
		wall = used.Count > 0
	}
	c.walls[node] = wall
	return wall, nil
}

// edges calls fn for every relation at the nodes of a sorted frontier, both ways, as a step from its node.
func (c *connector) edges(ctx context.Context, v *view, frontier []graph.ID, fn func(from graph.ID, w walk) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, inverse := range []bool{false, true} {
		err := v.expand(ctx, frontier, graph.Any, inverse, func(from, p, to graph.ID) error {
			if c.relation == nil && p == c.names.common.typ || c.relation != nil && !c.relation[p] {
				return nil
			}
			return fn(from, walk{node: to, p: p, inverse: inverse})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// descend yields the walks that come one step nearer to b with each step.
func (c *connector) descend(ctx context.Context, v *view, w *walk, left int, dist map[graph.ID]remoteness, yield func(*walk) error) error {
	if left == 0 {
		return yield(w)
	}
	var next []*walk
	var ids []graph.ID
	err := c.edges(ctx, v, []graph.ID{w.node}, func(_ graph.ID, step walk) error {
		if far, ok := dist[step.node]; ok && far.steps == left-1 {
			step.back, step.length = w, w.length+1
			next = append(next, &step)
			ids = append(ids, step.node, step.p)
		}
		return nil
	})
	if err == nil {
		err = c.names.resolve(ctx, append(ids, w.node))
	}
	if err != nil {
		return err
	}
	slices.SortFunc(next, func(a, b *walk) int {
		return cmp.Or(cmp.Compare(c.cost(a.p)+dist[a.node].cost, c.cost(b.p)+dist[b.node].cost), c.names.compareSteps(a, b))
	})
	for _, step := range next {
		if wall := left > 1 && c.walls[step.node]; wall {
			continue
		}
		if err := c.descend(ctx, v, step, left-1, dist, yield); err != nil {
			return err
		}
	}
	return nil
}

// chain turns a walk into terms with their grounds.
func (c *connector) chain(ctx context.Context, w chainWalk) (Chain, error) {
	var chain Chain
	v := c.all
	if len(w.versions) > 0 {
		v = &view{snap: c.names.snap}
	}
	for _, version := range w.versions {
		chain.Versions = append(chain.Versions, version.name)
		v = v.with(version.id)
	}
	steps, err := c.names.steps(ctx, v, w.walk)
	if err != nil {
		return chain, err
	}
	for _, step := range steps {
		grounds, err := c.names.why(ctx, step.Statement)
		if err != nil {
			return chain, err
		}
		grounds = slices.DeleteFunc(grounds, func(g Ground) bool {
			return len(chain.Versions) > 0 && !slices.Contains(chain.Versions, g.Version)
		})
		chain.Links = append(chain.Links, Link{step, grounds})
	}
	return chain, nil
}
