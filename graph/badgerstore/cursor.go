package badgerstore

import (
	"context"
	"errors"
	"fmt"

	"concord/graph"
)

// cursor implements graph.Cursor: the blocks of the generation with the changes of the log merged in, a batch of
// rows at a time. It holds a reference of its state until it ends.
//
// A batch is a block of the generation as it is where the log changes nothing in it, else one of the cursor's own.
type cursor struct {
	at, end int    // the current row of batch, and where those that the pattern selects end
	batch   *batch // nil before the first

	ctx   context.Context
	state *state // nil when ended
	by    graph.Order
	first tuple  // the least tuple of the range
	n     int    // how many constants first begins with
	keys  sorted // of batch
	err   error

	base     *blocks
	baseKeys sorted // of base's batch
	from, to int    // rows of base's batch that are in range and not given out yet
	more     bool   // whether further blocks may have rows in range
	changes  *merged
	own      *batch // made when needed
	ownKeys  sorted
}

// scan is graph.Snapshot's Scan. It takes over a reference to s.
func (s *state) scan(ctx context.Context, p graph.Pattern, by graph.Order) graph.Cursor {
	if by == graph.AnyOrder {
		by = graph.Best(p)
	}
	if by > graph.GOSP || !by.Serves(p) {
		return &cursor{err: errors.Join(fmt.Errorf("scan in order %v: %w", by, graph.ErrOrder), s.release())}
	}
	first, n, none := bounds(p, by)
	if none {
		return &cursor{err: errors.Join(ctx.Err(), s.release())}
	}
	changes, err := s.over.walk(by, first, n)
	if err != nil {
		return &cursor{err: errors.Join(s.damaged(err), s.release())}
	}
	c := &cursor{ctx: ctx, state: s, by: by, first: first, n: n, base: s.gen.blocks(by), changes: changes}
	c.baseKeys = c.base.sorted(by)
	return c
}

// Next implements graph.Cursor.
func (c *cursor) Next() bool {
	if at := c.at + 1; at < c.end {
		c.at = at
		return true
	}
	return c.advance()
}

// Quad implements graph.Cursor.
func (c *cursor) Quad() graph.Quad {
	if at := c.at; at < c.end {
		return c.batch.quad(at)
	}
	return graph.Quad{}
}

// advance moves to the first row of the next batch.
func (c *cursor) advance() bool {
	if c.state == nil {
		return false
	}
	if c.batch == nil {
		return c.seek(c.first)
	}
	if err := c.ctx.Err(); err != nil {
		return c.stop(err)
	}
	return c.fill()
}

// Seek implements graph.Cursor.
func (c *cursor) Seek(q graph.Quad) bool {
	if c.state == nil {
		return false
	}
	t := tuple(c.by.Key(q))
	switch {
	case c.batch == nil:
		if compareTuples(t, c.first) < 0 {
			t = c.first
		}
	case c.keys.compare(c.at, &t) >= 0:
		return true
	case c.keys.compare(c.end-1, &t) >= 0:
		c.at = c.keys.search(c.at, c.end, &t)
		return true
	}
	return c.seek(t)
}

// seek moves to the first quad at or after t, which is in no row of batch.
func (c *cursor) seek(t tuple) bool {
	if err := c.ctx.Err(); err != nil {
		return c.stop(err)
	}
	c.changes.seek(t)
	switch {
	case c.from < c.to && c.baseKeys.compare(c.to-1, &t) >= 0:
		c.from = c.baseKeys.search(c.from, c.to, &t)
	case c.batch != nil && c.base.n > 0 && c.baseKeys.compare(c.base.n-1, &t) >= 0:
		c.from = c.to // what the block has at or after t was removed: seeking in base would bring it back
	case c.more || c.batch == nil:
		at, ok, err := c.base.seek(t)
		if err != nil {
			return c.stop(err)
		}
		c.load(at, ok)
	default:
		c.from = c.to
	}
	return c.fill()
}

// load takes over the rows of base's batch from an index on. ok is false when base has no further block.
func (c *cursor) load(at int, ok bool) {
	if c.more = ok; !ok {
		c.from, c.to = 0, 0
		return
	}
	c.from, c.to = at, c.base.n
	for i := range c.n {
		if c.baseKeys[i][c.to-1] != c.first[i] {
			beyond := c.first.after(c.n)
			c.to, c.more = c.baseKeys.search(at, c.to, &beyond), false
			return
		}
	}
}

// fill makes the next rows current.
func (c *cursor) fill() bool {
	for {
		if c.from == c.to && c.more {
			ok, err := c.base.next()
			if err != nil {
				return c.stop(err)
			}
			c.load(0, ok)
			continue
		}
		if !c.changes.ok || c.from < c.to && c.more && c.baseKeys.compare(c.to-1, &c.changes.tuple) < 0 {
			if c.from == c.to {
				return c.stop(nil)
			}
			c.batch, c.keys, c.at, c.end = &c.base.batch, c.baseKeys, c.from, c.to
			c.from = c.to
			return true
		}
		if err := c.merge(); err != nil {
			return c.stop(err)
		}
		if c.own.n > 0 {
			c.batch, c.keys, c.at, c.end = c.own, c.ownKeys, 0, c.own.n
			return true
		}
	}
}

// merge fills the cursor's own batch with rows of base's batch and changes among them, as far as there is room,
// changes and rows.
func (c *cursor) merge() error {
	if c.own == nil {
		c.own = &batch{}
		c.ownKeys = c.own.sorted(c.by)
	}
	own := c.own
	own.n = 0
	for c.changes.ok {
		t := &c.changes.tuple
		at := c.baseKeys.search(c.from, c.to, t)
		c.from += own.append(&c.base.batch, c.from, at)
		if c.from < at || own.n == blockQuads || at == c.to && c.more {
			return nil
		}
		there := at < c.to && c.baseKeys.compare(at, t) == 0
		if there != c.changes.gone {
			return c.state.damaged(errChange)
		}
		if there {
			c.from++
		} else {
			for p, id := range t {
				c.ownKeys[p][own.n] = id
			}
			own.n++
		}
		c.changes.next()
	}
	return nil
}

// errChange is what is wrong with a log that does not fit its generation.
var errChange = errors.New("a quad is added that is there, or removed that is not")

// append copies rows of another batch, as many as there is room for, and returns how many.
func (b *batch) append(from *batch, start, end int) int {
	end = min(end, start+blockQuads-b.n)
	copy(b.S[b.n:], from.S[start:end])
	copy(b.P[b.n:], from.P[start:end])
	copy(b.O[b.n:], from.O[start:end])
	copy(b.G[b.n:], from.G[start:end])
	b.n += end - start
	return end - start
}

// stop ends the walk and answers false for Next and Seek.
func (c *cursor) stop(err error) bool {
	s := c.state
	c.state, c.end = nil, 0
	c.base.close()
	c.err = errors.Join(err, s.release())
	return false
}

// Err implements graph.Cursor.
func (c *cursor) Err() error { return c.err }

// Close implements graph.Cursor.
func (c *cursor) Close() error {
	if c.state != nil {
		c.stop(nil)
	}
	return c.err
}
