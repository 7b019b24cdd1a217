package queries

import (
	"context"
	"errors"
	"math/bits"

	"concord/graph"
)

// bag is a multiset of nodes.
type bag map[graph.ID]uint64

// ErrOverflow is returned when an answer occurs more often than 64 bits can count.
var ErrOverflow = errors.New("an answer occurs more than 18446744073709551615 times")

func add(a, b uint64) (uint64, error) {
	sum, carry := bits.Add64(a, b, 0)
	if carry != 0 {
		return 0, ErrOverflow
	}
	return sum, nil
}

// put adds n times the multiplicity times of a node.
func (b bag) put(node graph.ID, n, times uint64) error {
	high, product := bits.Mul64(n, times)
	if high != 0 {
		return ErrOverflow
	}
	sum, err := add(b[node], product)
	b[node] = sum
	return err
}

// of returns the multiplicity of a node, 1 of every node when there is no bag.
func (b bag) of(node graph.ID) uint64 {
	if b == nil {
		return 1
	}
	return b[node]
}

func (b bag) sum() (total uint64, err error) {
	for _, n := range b {
		if total, err = add(total, n); err != nil {
			return 0, err
		}
	}
	return total, nil
}

// multiplicities returns how often SPARQL has each end of the path from a node, or with back each start of
// the path to it; nil when the query does not ask.
func (r *runner) multiplicities(ctx context.Context, from graph.ID, back bool) (bag, error) {
	if !r.q.all || r.q.source.Mode != 0 {
		return nil, nil
	}
	return r.bagOf(ctx, r.q.algebra, from, back)
}

// bagOf evaluates x from a node as SPARQL 1.1, 18.4 defines: sequences join, choices add, and what is
// repeated a varying number of times gives each end once.
func (r *runner) bagOf(ctx context.Context, x op, from graph.ID, back bool) (bag, error) {
	switch x := x.(type) {
	case walkOp:
		ends := bag{}
		err := r.walk(ctx, x.atom, back, []graph.ID{from}, func(_, _, to graph.ID, _ bool) error {
			return ends.put(to, 1, 1)
		})
		return ends, err
	case testOp:
		if ok, err := r.passes(ctx, x.test, from); err != nil || !ok {
			return bag{}, err
		}
		return bag{from: 1}, nil
	case choiceOp:
		sum := bag{}
		for _, part := range x.parts {
			if err := r.join(ctx, sum, part, from, 1, back); err != nil {
				return nil, err
			}
		}
		return sum, nil
	case sequenceOp:
		return r.bagOfSequence(ctx, len(x.parts), func(i int) op { return x.parts[i] }, from, back)
	case *repeatOp:
		if x.closed == nil {
			return r.bagOfSequence(ctx, x.min, func(int) op { return x.x }, from, back)
		}
		return r.bagOfClosure(ctx, x.closed, from, back)
	}
	panic("queries: unknown algebra")
}

// join adds to sum what x gives from a node, times as often.
func (r *runner) join(ctx context.Context, sum bag, x op, from graph.ID, times uint64, back bool) error {
	ends, err := r.bagOf(ctx, x, from, back)
	if err != nil {
		return err
	}
	for node, n := range ends {
		if err := sum.put(node, n, times); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) bagOfSequence(ctx context.Context, n int, part func(int) op, from graph.ID, back bool) (bag, error) {
	ends := bag{from: 1}
	for i := range n {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x := part(i)
		if back {
			x = part(n - 1 - i)
		}
		next := bag{}
		for node, times := range ends {
			if err := r.join(ctx, next, x, node, times, back); err != nil {
				return nil, err
			}
		}
		ends = next
	}
	return ends, nil
}

func (r *runner) bagOfClosure(ctx context.Context, c *closure, from graph.ID, back bool) (bag, error) {
	a := c.forward
	if back {
		a = c.backward
	}
	nodes, err := r.reach(ctx, a, from)
	ends := bag{}
	for _, node := range nodes {
		ends[node] = 1
	}
	return ends, err
}
