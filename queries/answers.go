package queries

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/queries/path"
)

// found is a walk that is an answer, and how often it is one.
type found struct {
	*walk
	count uint64
}

// answers evaluates the run and yields its answers in order. It returns errStop when yield breaks off.
func (r *runner) answers(ctx context.Context, yield func(Answer) bool) error {
	if r.q.source.Count {
		n, err := r.count(ctx)
		if err == nil && !yield(Answer{Version: r.run.version, Count: n}) {
			err = errStop
		}
		return err
	}
	emit := func(f found) error {
		a, err := r.answer(ctx, f)
		if err == nil && !yield(a) {
			err = errStop
		}
		return err
	}
	q := r.q
	switch {
	case q.plan.Direction == Backward && q.end.bound:
		return r.toEnd(ctx, q.end.id, q.start, emit)
	case q.start.bound:
		return r.between(ctx, q.start.id, q.end, emit)
	}
	return r.everywhere(ctx, emit)
}

// between finds the answers that begin at start and end at to, or anywhere.
func (r *runner) between(ctx context.Context, start graph.ID, to end, emit func(found) error) error {
	if r.q.source.Mode == path.AllShortest {
		return r.allFrom(ctx, start, to, emit)
	}
	counts, err := r.multiplicities(ctx, start, false)
	if err != nil {
		return err
	}
	err = r.fromStart(ctx, start, func(w *walk) error {
		if !to.bound {
			return emit(found{w, counts.of(w.node)})
		}
		if w.node != to.id {
			return nil
		}
		if err := emit(found{w, counts.of(w.node)}); err != nil {
			return err
		}
		return errReached
	})
	if errors.Is(err, errReached) {
		return nil
	}
	return err
}

// errReached ends the search for the one end that was asked for.
var errReached = errors.New("reached")

// toEnd finds the answers that end at node and begin at from, or anywhere.
func (r *runner) toEnd(ctx context.Context, node graph.ID, from end, emit func(found) error) error {
	counts, err := r.multiplicities(ctx, node, true)
	if err != nil {
		return err
	}
	accept := r.q.backward.accept
	var starts []point
	dist, err := r.search(ctx, r.q.backward, node, func(_ int, reached []point) (bool, error) {
		for _, p := range reached {
			if p.state == accept && (!from.bound || p.node == from.id) {
				starts = append(starts, p)
			}
		}
		return from.bound && len(starts) > 0, nil
	})
	if err != nil {
		return err
	}
	if err := r.sortPoints(ctx, starts, dist); err != nil {
		return err
	}
	for _, p := range starts {
		err := r.descend(ctx, p.node, dist, func(w *walk) error {
			if err := emit(found{w, counts.of(p.node)}); err != nil {
				return err
			}
			if r.q.source.Mode != path.AllShortest {
				return errReached
			}
			return nil
		})
		if err != nil && !errors.Is(err, errReached) {
			return err
		}
	}
	return nil
}

// sortPoints sorts points by distance, then by the text of their nodes.
func (r *runner) sortPoints(ctx context.Context, points []point, dist distances) error {
	ids := make([]graph.ID, len(points))
	for i, p := range points {
		ids[i] = p.node
	}
	n := r.q.names
	if err := n.resolve(ctx, ids); err != nil {
		return err
	}
	slices.SortFunc(points, func(a, b point) int {
		return cmp.Or(cmp.Compare(dist[a], dist[b]), strings.Compare(n.text(a.node), n.text(b.node)))
	})
	return nil
}

// allFrom finds all shortest walks from start to each node that the path reaches, level by level.
func (r *runner) allFrom(ctx context.Context, start graph.ID, to end, emit func(found) error) error {
	if to.bound {
		return r.toEnd(ctx, to.id, end{bound: true, id: start}, emit)
	}
	_, err := r.search(ctx, r.q.forward, start, func(_ int, reached []point) (bool, error) {
		var level []found
		for _, p := range reached {
			if p.state != r.q.forward.accept {
				continue
			}
			err := r.toEnd(ctx, p.node, end{bound: true, id: start}, func(f found) error {
				level = append(level, f)
				return nil
			})
			if err != nil {
				return true, err
			}
		}
		return false, r.emitSorted(level, emit)
	})
	return err
}

// emitSorted emits answers in order.
func (r *runner) emitSorted(answers []found, emit func(found) error) error {
	slices.SortFunc(answers, func(a, b found) int { return r.q.names.compare(a.walk, b.walk) })
	for _, f := range answers {
		if err := emit(f); err != nil {
			return err
		}
	}
	return nil
}

// everywhere finds the answers of a path neither of whose ends is bound: from every node where it may begin,
// or to every node where it may end.
func (r *runner) everywhere(ctx context.Context, emit func(found) error) error {
	backward := r.q.plan.Direction == Backward
	nodes, err := r.sources(ctx, backward)
	if err != nil {
		return err
	}
	var all []found
	collect := func(f found) error {
		all = append(all, f)
		return nil
	}
	for _, node := range nodes {
		other := end{bound: r.q.same, id: node}
		if backward {
			err = r.toEnd(ctx, node, other, collect)
		} else {
			err = r.between(ctx, node, other, collect)
		}
		if err != nil {
			return err
		}
	}
	return r.emitSorted(all, emit)
}

// sources returns the nodes at which a walk of the path may begin, or with backward end, sorted by id.
func (r *runner) sources(ctx context.Context, backward bool) ([]graph.ID, error) {
	a := r.q.forward
	if backward {
		a = r.q.backward
	}
	first, empty := a.edges()
	var nodes []graph.ID
	if empty {
		// SPARQL 1.1, 18.4: a path of length zero joins every node of the graph to itself.
		err := r.view.scan(ctx, graph.Pattern{}, func(q graph.Quad) error {
			nodes = append(nodes, q.S, q.O)
			return nil
		})
		slices.Sort(nodes)
		return slices.Compact(nodes), err
	}
	for _, i := range first {
		x := r.q.atoms[i]
		err := r.view.scan(ctx, graph.Pattern{P: x.p}, func(q graph.Quad) error {
			if x.inverse != backward {
				nodes = append(nodes, q.O)
			} else {
				nodes = append(nodes, q.S)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(nodes)
	return slices.Compact(nodes), nil
}

// count returns the number of the run's answers without making them.
func (r *runner) count(ctx context.Context) (uint64, error) {
	if r.q.source.Mode == path.AllShortest {
		return r.countWalks(ctx)
	}
	backward := r.q.plan.Direction == Backward
	from, to := r.q.start, r.q.end
	if backward {
		from, to = to, from
	}
	if from.bound {
		return r.countFrom(ctx, from.id, to, backward)
	}
	nodes, err := r.sources(ctx, backward)
	if err != nil {
		return 0, err
	}
	var total uint64
	for _, node := range nodes {
		n, err := r.countFrom(ctx, node, end{bound: r.q.same, id: node}, backward)
		if err != nil {
			return 0, err
		}
		if total, err = add(total, n); err != nil {
			return 0, err
		}
	}
	return total, nil
}

// countFrom counts the ends reached from a node, or how often the one asked for is.
func (r *runner) countFrom(ctx context.Context, from graph.ID, to end, backward bool) (uint64, error) {
	if counts, err := r.multiplicities(ctx, from, backward); err != nil || counts != nil {
		if to.bound {
			return counts[to.id], err
		}
		total, sumErr := counts.sum()
		return total, errors.Join(err, sumErr)
	}
	a := r.q.forward
	if backward {
		a = r.q.backward
	}
	nodes, err := r.reach(ctx, a, from)
	if !to.bound {
		return uint64(len(nodes)), err
	}
	if _, ok := slices.BinarySearch(nodes, to.id); ok {
		return 1, err
	}
	return 0, err
}

// countWalks counts the answers of a mode whose answers are walks.
func (r *runner) countWalks(ctx context.Context) (n uint64, err error) {
	tally := func(found) error {
		n++
		return nil
	}
	switch {
	case r.q.plan.Direction == Backward && r.q.end.bound:
		err = r.toEnd(ctx, r.q.end.id, r.q.start, tally)
	case r.q.start.bound:
		err = r.between(ctx, r.q.start.id, r.q.end, tally)
	default:
		err = r.everywhere(ctx, tally)
	}
	return n, err
}

// answer turns a walk into terms.
func (r *runner) answer(ctx context.Context, f found) (Answer, error) {
	n := r.q.names
	steps, err := n.steps(ctx, r.view, f.walk)
	return Answer{Version: r.run.version, Count: f.count, Start: n.term(f.start()), End: n.term(f.node), Path: steps}, err
}

// steps turns a walk whose ids are resolved into statements with the graphs of v that hold them.
func (n *names) steps(ctx context.Context, v *view, w *walk) ([]Step, error) {
	steps := make([]Step, w.length)
	for i, w := range w.steps() {
		s, o := w.back.node, w.node
		if w.inverse {
			s, o = o, s
		}
		graphs, err := n.graphsOf(ctx, v, graph.Quad{S: s, P: w.p, O: o})
		if err != nil {
			return nil, err
		}
		steps[i] = Step{Statement{n.term(s), n.term(w.p).(quad.IRI), n.term(o)}, w.inverse, graphs}
	}
	return steps, nil
}
