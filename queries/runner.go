package queries

import (
	"context"
	"errors"
	"slices"

	"concord/graph"
)

// runner evaluates one run of a query. It keeps what it learns of nodes while it does.
type runner struct {
	q      *Query
	run    *run
	view   *view
	lookup *view
	tested []map[graph.ID]bool // by test
	walls  map[graph.ID]bool   // literals and classes, which "." does not leave
	rows   []uint64            // by atom: the statements it walked
	// again is set while a path that was found is walked once more, to tell its steps: no new rows.
	again bool
}

// errStop ends an evaluation that the caller of Answers has broken off.
var errStop = errors.New("stopped")

func newRunner(q *Query, run *run) *runner {
	r := &runner{q: q, run: run, view: run.view, lookup: run.lookup, walls: map[graph.ID]bool{}, rows: make([]uint64, len(q.atoms))}
	for range q.tests {
		r.tested = append(r.tested, map[graph.ID]bool{})
	}
	return r
}

// point is a node in a state of an automaton: what a walk has reached, and what it may do next.
type point struct {
	node  graph.ID
	state int
}

// free appends to points those that follow from them by free moves and that enter accepts, each once. enter
// must not accept a point twice.
func (r *runner) free(ctx context.Context, a *automaton, points []point, enter func(point) bool) ([]point, error) {
	for i := 0; i < len(points); i++ {
		at := points[i]
		for _, m := range a.states[at.state].free {
			if m.test >= 0 {
				ok, err := r.passes(ctx, m.test, at.node)
				if err != nil {
					return nil, err
				}
				if !ok {
					continue
				}
			}
			if to := (point{at.node, m.to}); enter(to) {
				points = append(points, to)
			}
		}
	}
	return points, nil
}

// move is one step that a point may take.
type move struct {
	from    point
	p       graph.ID
	inverse bool // of the statement as the automaton walks it
	to      point
}

// moves calls fn for every step that leaves a point of the frontier, state by state.
func (r *runner) moves(ctx context.Context, a *automaton, frontier []point, fn func(move) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	byState := map[int][]graph.ID{}
	var states []int
	for _, at := range frontier {
		if len(a.states[at.state].steps) == 0 {
			continue
		}
		if byState[at.state] == nil {
			states = append(states, at.state)
		}
		byState[at.state] = append(byState[at.state], at.node)
	}
	slices.Sort(states)
	for _, s := range states {
		nodes := byState[s]
		slices.Sort(nodes)
		nodes = slices.Compact(nodes)
		for _, step := range a.states[s].steps {
			err := r.walk(ctx, step.atom, a.reversed, nodes, func(from, p, to graph.ID, inverse bool) error {
				return fn(move{point{from, s}, p, inverse, point{to, step.to}})
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// walk calls fn for every statement that atom i walks from one of the nodes, which are sorted and without
// repetition; with back from the node that the atom reaches to the one it leaves.
func (r *runner) walk(ctx context.Context, i int, back bool, nodes []graph.ID, fn func(from, p, to graph.ID, inverse bool) error) error {
	a := &r.q.atoms[i]
	inverse := a.inverse != back
	if a.any && !back {
		open := make([]graph.ID, 0, len(nodes))
		for _, node := range nodes {
			wall, err := r.wall(ctx, node)
			if err != nil {
				return err
			}
			if !wall {
				open = append(open, node)
			}
		}
		nodes = open
	}
	return r.view.expand(ctx, nodes, a.p, inverse, func(from, p, to graph.ID) error {
		if a.p == graph.Any {
			if _, not := slices.BinarySearch(a.not, p); not {
				return nil
			}
		}
		if a.any && back {
			if wall, err := r.wall(ctx, to); err != nil || wall {
				return err
			}
		}
		if !r.again {
			r.rows[i]++
		}
		return fn(from, p, to, inverse)
	})
}

// wall reports whether "." must not leave node: it is a literal or a class that the query does not name.
func (r *runner) wall(ctx context.Context, node graph.ID) (bool, error) {
	if wall, seen := r.walls[node]; seen {
		return wall, nil
	}
	wall, err := r.findWall(ctx, node)
	r.walls[node] = wall
	return wall, err
}

func (r *runner) findWall(ctx context.Context, node graph.ID) (bool, error) {
	if r.q.start.bound && node == r.q.start.id || r.q.end.bound && node == r.q.end.id {
		return false, nil
	}
	n := r.q.names
	if err := n.resolve(ctx, []graph.ID{node}); err != nil {
		return false, err
	}
	if v := n.term(node); isLiteral(v) || isClass(v) {
		return true, nil
	}
	typed := false
	err := r.lookup.scan(ctx, graph.Pattern{P: n.common.typ, O: node}, func(graph.Quad) error {
		typed = true
		return errStop
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return typed, err
}

// distances tells how many steps each point is away from where an automaton started.
type distances map[point]int

// search walks automaton a from a node, level by level, and returns the distance of every point it reached.
// It ends early when done, called after each level with the points that were new, says so.
func (r *runner) search(ctx context.Context, a *automaton, from graph.ID, done func(level int, reached []point) (bool, error)) (distances, error) {
	dist := distances{}
	level := 0
	enter := func(p point) bool {
		if _, seen := dist[p]; seen {
			return false
		}
		dist[p] = level
		return true
	}
	start := point{from, a.start}
	enter(start)
	frontier, err := r.free(ctx, a, []point{start}, enter)
	for err == nil && len(frontier) > 0 {
		if stop, err := done(level, frontier); err != nil || stop {
			return dist, err
		}
		level++
		var next []point
		err = r.moves(ctx, a, frontier, func(m move) error {
			if enter(m.to) {
				next = append(next, m.to)
			}
			return nil
		})
		if err == nil {
			frontier, err = r.free(ctx, a, next, enter)
		}
	}
	return dist, err
}

// reach returns the nodes that automaton a accepts from a node, sorted by id.
func (r *runner) reach(ctx context.Context, a *automaton, from graph.ID) ([]graph.ID, error) {
	var nodes []graph.ID
	_, err := r.search(ctx, a, from, func(_ int, reached []point) (bool, error) {
		for _, p := range reached {
			if p.state == a.accept {
				nodes = append(nodes, p.node)
			}
		}
		return false, nil
	})
	slices.Sort(nodes)
	return nodes, err
}
