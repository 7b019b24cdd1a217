package queries

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"concord/graph"
)

// walk is a way through the graph: a node, and how it was reached from the one before. It is a list that
// shares its beginning with others.
type walk struct {
	node    graph.ID
	back    *walk // nil at the start
	p       graph.ID
	inverse bool
	length  int
}

func (w *walk) start() graph.ID {
	for w.back != nil {
		w = w.back
	}
	return w.node
}

// steps returns the walk's parts in order, without its start.
func (w *walk) steps() []*walk {
	steps := make([]*walk, w.length)
	for i := w.length - 1; i >= 0; i-- {
		steps[i], w = w, w.back
	}
	return steps
}

// compareSteps orders two steps from one node: by predicate, direction and node.
func (n *names) compareSteps(a, b *walk) int {
	if a.p != b.p {
		if c := strings.Compare(n.text(a.p), n.text(b.p)); c != 0 {
			return c
		}
	}
	if a.inverse != b.inverse {
		if a.inverse {
			return 1
		}
		return -1
	}
	if a.node == b.node {
		return 0
	}
	return strings.Compare(n.text(a.node), n.text(b.node))
}

// compare orders walks by length, then start, then step by step.
func (n *names) compare(a, b *walk) int {
	if c := cmp.Compare(a.length, b.length); c != 0 {
		return c
	}
	if c := strings.Compare(n.text(a.start()), n.text(b.start())); c != 0 {
		return c
	}
	return slices.CompareFunc(a.steps(), b.steps(), n.compareSteps)
}

// front is a walk with the states it may be in.
type front struct {
	*walk
	states []int
}

// fromStart yields, for each node that the path reaches from start, the first of its shortest walks, in
// order. A walk to every point is kept, so that each point is expanded once: points are entered in the
// order of their walks, so the first walk to enter one is the first in order.
func (r *runner) fromStart(ctx context.Context, start graph.ID, yield func(*walk) error) error {
	a := r.q.forward
	seen := map[point]bool{}
	enter := func(p point) bool {
		if seen[p] {
			return false
		}
		seen[p] = true
		return true
	}
	if err := r.q.names.resolve(ctx, []graph.ID{start}); err != nil {
		return err
	}
	fronts, err := r.enterFront(ctx, nil, &walk{node: start}, []int{a.start}, enter, yield)
	for err == nil && len(fronts) > 0 {
		fronts, err = r.nextFronts(ctx, fronts, seen, enter, yield)
	}
	return err
}

// enterFront adds w to fronts with those of its states, and of the states that follow freely, that no walk
// entered before, and yields it when one of them accepts.
func (r *runner) enterFront(ctx context.Context, fronts []front, w *walk, states []int, enter func(point) bool, yield func(*walk) error) ([]front, error) {
	var points []point
	for _, s := range states {
		if p := (point{w.node, s}); enter(p) {
			points = append(points, p)
		}
	}
	points, err := r.free(ctx, r.q.forward, points, enter)
	if err != nil || len(points) == 0 {
		return fronts, err
	}
	f := front{walk: w}
	accepted := false
	for _, p := range points {
		f.states = append(f.states, p.state)
		accepted = accepted || p.state == r.q.forward.accept
	}
	if accepted {
		err = yield(w)
	}
	return append(fronts, f), err
}

// branch is a step from one of the fronts into a state.
type branch struct {
	from  int // index of the front
	step  walk
	state int
}

// nextFronts walks one step from each front, in order.
func (r *runner) nextFronts(ctx context.Context, fronts []front, seen map[point]bool, enter func(point) bool, yield func(*walk) error) ([]front, error) {
	owner := map[point]int{}
	var frontier []point
	for i, f := range fronts {
		for _, s := range f.states {
			p := point{f.node, s}
			owner[p] = i
			frontier = append(frontier, p)
		}
	}
	var branches []branch
	var ids []graph.ID
	err := r.moves(ctx, r.q.forward, frontier, func(m move) error {
		if !seen[m.to] {
			from := owner[m.from]
			w := walk{node: m.to.node, back: fronts[from].walk, p: m.p, inverse: m.inverse, length: fronts[from].length + 1}
			branches = append(branches, branch{from, w, m.to.state})
			ids = append(ids, m.p, m.to.node)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	n := r.q.names
	if err := n.resolve(ctx, ids); err != nil {
		return nil, err
	}
	slices.SortStableFunc(branches, func(a, b branch) int {
		if c := cmp.Compare(a.from, b.from); c != 0 {
			return c
		}
		return n.compareSteps(&a.step, &b.step)
	})
	return r.enterBranches(ctx, branches, enter, yield)
}

// enterBranches makes fronts of sorted branches: those that are one step into several states are one front.
func (r *runner) enterBranches(ctx context.Context, branches []branch, enter func(point) bool, yield func(*walk) error) ([]front, error) {
	var fronts []front
	for i := 0; i < len(branches); {
		w := branches[i].step
		from := branches[i].from
		var states []int
		for ; i < len(branches) && branches[i].from == from && branches[i].step == w; i++ {
			states = append(states, branches[i].state)
		}
		var err error
		if fronts, err = r.enterFront(ctx, fronts, &w, states, enter, yield); err != nil {
			return nil, err
		}
	}
	return fronts, nil
}

// descend yields the shortest walks from start to the node that dist, made by the backward automaton, is
// measured from, in order. A walk is yielded once, however many states of the automaton accept it.
func (r *runner) descend(ctx context.Context, start graph.ID, dist distances, yield func(*walk) error) error {
	length, ok := dist[point{start, r.q.forward.start}]
	if !ok {
		return nil
	}
	if err := r.q.names.resolve(ctx, []graph.ID{start}); err != nil {
		return err
	}
	return r.descendFrom(ctx, front{&walk{node: start}, []int{r.q.forward.start}}, length, dist, yield)
}

func (r *runner) descendFrom(ctx context.Context, f front, left int, dist distances, yield func(*walk) error) error {
	if left == 0 {
		return yield(f.walk)
	}
	fronts, err := r.nearer(ctx, f, left, dist)
	if err != nil {
		return err
	}
	for _, next := range fronts {
		if err := r.descendFrom(ctx, next, left-1, dist, yield); err != nil {
			return err
		}
	}
	return nil
}

// nearer returns the steps from f that come one step nearer to where dist is measured from, in order.
func (r *runner) nearer(ctx context.Context, f front, left int, dist distances) ([]front, error) {
	points, err := r.onTheWay(ctx, f, left, dist)
	if err != nil {
		return nil, err
	}
	r.again = true
	defer func() { r.again = false }()
	at := map[walk]int{}
	var fronts []front
	var ids []graph.ID
	err = r.moves(ctx, r.q.forward, points, func(m move) error {
		if d, ok := dist[m.to]; !ok || d != left-1 {
			return nil
		}
		w := walk{node: m.to.node, back: f.walk, p: m.p, inverse: m.inverse, length: f.length + 1}
		i, ok := at[w]
		if !ok {
			i = len(fronts)
			at[w] = i
			fronts = append(fronts, front{walk: &w})
			ids = append(ids, m.p, m.to.node)
		}
		fronts[i].states = append(fronts[i].states, m.to.state)
		return nil
	})
	if err != nil {
		return nil, err
	}
	n := r.q.names
	if err := n.resolve(ctx, ids); err != nil {
		return nil, err
	}
	slices.SortFunc(fronts, func(a, b front) int { return n.compareSteps(a.walk, b.walk) })
	return fronts, nil
}

// onTheWay returns the points of f, with what follows freely, that are left steps away.
func (r *runner) onTheWay(ctx context.Context, f front, left int, dist distances) ([]point, error) {
	seen := map[point]bool{}
	enter := func(p point) bool {
		if d, ok := dist[p]; !ok || d != left || seen[p] {
			return false
		}
		seen[p] = true
		return true
	}
	var points []point
	for _, s := range f.states {
		if p := (point{f.node, s}); enter(p) {
			points = append(points, p)
		}
	}
	return r.free(ctx, r.q.forward, points, enter)
}
