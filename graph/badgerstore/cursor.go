package badgerstore

import (
	"context"
	"errors"
	"fmt"

	badger "github.com/dgraph-io/badger/v4"

	"concord/graph"
)

// blocks reads the blocks of one order.
type blocks1 struct {
	g   *generation1
	it  *badger.Iterator
	by  graph.Order
	key []byte
	quadBlock
}

func (g *generation1) blocks(by graph.Order) *blocks1 { return &blocks1{g: g, it: g.iterator(), by: by} }

func (b *blocks1) close() { b.g.put(b.it) }

// seek decodes the block that holds the first quad at or after t, and returns that quad's index in it. ok is
// false when there is none.
func (b *blocks1) seek(t tuple) (at int, ok bool, err error) {
	b.key = quadKey(b.key[:0], b.by, t)
	b.it.Seek(b.key)
	if ok, err = b.load(); !ok {
		return 0, false, err
	}
	at = b.search(0, t)
	if at == len(b.tuples) {
		return 0, false, b.g.damaged("quads in order "+b.by.String(), errBlock)
	}
	return at, true, nil
}

// next decodes the block after the one that was decoded last.
func (b *blocks1) next() (ok bool, err error) {
	due := b.rank + uint64(len(b.tuples))
	b.it.Next()
	if ok, err = b.load(); err != nil {
		return false, err
	}
	// Badger's iterators do not tell of blocks that they could not read.
	if ok && b.rank != due || !ok && due != b.g.quads {
		return false, b.g.damaged("quads in order "+b.by.String(), fmt.Errorf("quad %d is missing", due))
	}
	return ok, nil
}

func (b *blocks1) load() (ok bool, err error) {
	if !b.it.Valid() {
		return false, nil
	}
	item := b.it.Item()
	if key := item.Key(); len(key) == 0 || key[0] != byte(b.by) {
		return false, nil
	}
	if err := item.Value(b.decode); err != nil {
		return false, b.g.damaged("quads in order "+b.by.String(), err)
	}
	return true, nil
}

// rankOf returns how many quads come before t in an order.
func (g *generation1) rankOf(by graph.Order, t tuple) (uint64, error) {
	b := g.blocks(by)
	defer b.close()
	at, ok, err := b.seek(t)
	if !ok || err != nil {
		return g.quads, err
	}
	return b.rank + uint64(at), nil
}

// count returns how many quads match p.
func (g *generation1) count(p graph.Pattern) (uint64, error) {
	by := graph.Best(p)
	first, n, none := bounds(p, by)
	if none || g.db == nil {
		return 0, nil
	}
	if n == 0 {
		return g.quads, nil
	}
	from, err := g.rankOf(by, first)
	if err != nil {
		return 0, err
	}
	to, err := g.rankOf(by, first.after(n))
	return to - from, err
}

// bounds returns the least tuple that p can match in an order that serves it, and the number of its
// constants, which come first. none is true when p matches nothing in any store.
func bounds(p graph.Pattern, by graph.Order) (first tuple, n int, none bool) {
	first = by.Key(graph.Quad(p))
	for n < len(first) && first[n] != graph.Any {
		none = none || first[n] == graph.Unknown
		n++
	}
	return first, n, none
}

// cursor implements graph.Cursor. It holds a reference of its generation until it ends.
type cursor struct {
	ctx    context.Context
	blocks *blocks1 // nil when ended
	first  tuple   // the least tuple of the range
	n      int     // how many constants first begins with
	at     int     // index of the current quad in the block
	moved  bool    // whether there is a current quad
	err    error
}

// scan is graph.Snapshot's Scan. It takes over a reference to g.
func (g *generation1) scan(ctx context.Context, p graph.Pattern, by graph.Order) graph.Cursor {
	if by == graph.AnyOrder {
		by = graph.Best(p)
	}
	if by > graph.GOSP || !by.Serves(p) {
		return &cursor{err: errors.Join(fmt.Errorf("scan in order %v: %w", by, graph.ErrOrder), g.release())}
	}
	first, n, none := bounds(p, by)
	if none || g.db == nil {
		return &cursor{err: errors.Join(ctx.Err(), g.release())}
	}
	return &cursor{ctx: ctx, blocks: g.blocks(by), first: first, n: n}
}

// Next implements graph.Cursor.
func (c *cursor) Next() bool {
	if c.blocks == nil {
		return false
	}
	if !c.moved {
		return c.seek(c.first)
	}
	if c.at++; c.at < len(c.blocks.tuples) {
		return c.inRange()
	}
	if err := c.ctx.Err(); err != nil {
		return c.end(err)
	}
	c.at = 0
	if ok, err := c.blocks.next(); !ok || err != nil {
		return c.end(err)
	}
	return c.inRange()
}

// Seek implements graph.Cursor.
func (c *cursor) Seek(q graph.Quad) bool {
	if c.blocks == nil {
		return false
	}
	t := tuple(c.blocks.by.Key(q))
	if !c.moved {
		if compareTuples(t, c.first) < 0 {
			t = c.first
		}
		return c.seek(t)
	}
	if compareTuples(t, c.blocks.tuples[c.at]) <= 0 {
		return true
	}
	if last := len(c.blocks.tuples) - 1; compareTuples(t, c.blocks.tuples[last]) <= 0 {
		c.at = c.blocks.search(c.at, t)
		return c.inRange()
	}
	return c.seek(t)
}

// seek moves to the first quad at or after t, which is in another block.
func (c *cursor) seek(t tuple) bool {
	if err := c.ctx.Err(); err != nil {
		return c.end(err)
	}
	at, ok, err := c.blocks.seek(t)
	if !ok || err != nil {
		return c.end(err)
	}
	c.at, c.moved = at, true
	return c.inRange()
}

// inRange reports whether the current quad is one that the pattern selects. The first that is not ends the
// walk.
func (c *cursor) inRange() bool {
	t := &c.blocks.tuples[c.at]
	for i := range c.n {
		if t[i] != c.first[i] {
			return c.end(nil)
		}
	}
	return true
}

// end ends the walk and answers false for Next and Seek.
func (c *cursor) end(err error) bool {
	b := c.blocks
	c.blocks, c.moved = nil, false
	b.close()
	c.err = errors.Join(err, b.g.release())
	return false
}

// Quad implements graph.Cursor.
func (c *cursor) Quad() graph.Quad {
	if !c.moved {
		return graph.Quad{}
	}
	return c.blocks.by.Quad(c.blocks.tuples[c.at])
}

// Err implements graph.Cursor.
func (c *cursor) Err() error { return c.err }

// Close implements graph.Cursor.
func (c *cursor) Close() error {
	if c.blocks != nil {
		c.end(nil)
	}
	return c.err
}
