package badgerstore

import (
	"fmt"

	badger "github.com/dgraph-io/badger/v4"

	"concord/graph"
)

// blocks reads the blocks of one order. It is used by one goroutine. It starts before the first block.
type blocks struct {
	g    *generation // nil when there are no quads
	it   *badger.Iterator
	by   graph.Order
	key  []byte
	rank uint64 // how many quads come before the block that was read last
	batch
	decoder
}

// blocks returns a reader of an order. A reference to g must be held until it is closed.
func (g *generation) blocks(by graph.Order) *blocks {
	b := &blocks{g: g, by: by}
	if g.db != nil {
		b.it = g.iterator()
	}
	return b
}

func (b *blocks) close() {
	if b.it != nil {
		b.g.put(b.it)
		b.it = nil
	}
}

// seek reads the block that holds the first quad at or after t, and returns that quad's index in it. ok is false when
// there is none.
func (b *blocks) seek(t tuple) (at int, ok bool, err error) {
	if b.it == nil {
		return 0, false, nil
	}
	b.key = quadKey(b.key[:0], b.by, t)
	b.it.Seek(b.key)
	if ok, err = b.load(); !ok {
		return 0, false, err
	}
	rows := b.sorted(b.by)
	if at = rows.search(0, b.n, &t); at == b.n {
		return 0, false, b.damaged(errBlock)
	}
	return at, true, nil
}

// next reads the block after the one that was read last.
func (b *blocks) next() (ok bool, err error) {
	if b.it == nil {
		return false, nil
	}
	if b.n == 0 {
		_, ok, err := b.seek(tuple{})
		return ok, err
	}
	due := b.rank + uint64(b.n)
	b.it.Next()
	if ok, err = b.load(); err != nil {
		return false, err
	}
	// Badger's iterators do not tell of blocks that they could not read.
	if ok && b.rank != due || !ok && due != b.g.quads {
		return false, b.damaged(fmt.Errorf("quad %d is missing", due))
	}
	return ok, nil
}

// load decodes the block at the iterator.
func (b *blocks) load() (ok bool, err error) {
	if !b.it.Valid() {
		return false, nil
	}
	item := b.it.Item()
	if key := item.Key(); len(key) == 0 || key[0] != byte(b.by) {
		return false, nil
	}
	err = item.Value(func(value []byte) error {
		b.n, b.rank, err = b.ids(value, b.g.numbering, b.sorted(b.by))
		return err
	})
	if err != nil {
		return false, b.damaged(err)
	}
	return true, nil
}

func (b *blocks) damaged(err error) error {
	return b.g.damaged("quads in order "+b.by.String(), err)
}

// rankOf returns how many quads of the generation come before t in an order.
func (g *generation) rankOf(by graph.Order, t tuple) (uint64, error) {
	b := g.blocks(by)
	defer b.close()
	at, ok, err := b.seek(t)
	if !ok || err != nil {
		return g.quads, err
	}
	return b.rank + uint64(at), nil
}

// count returns how many quads of the generation begin with the first n ids of a tuple, of which n is at least 1.
func (g *generation) count(by graph.Order, first tuple, n int) (uint64, error) {
	from, err := g.rankOf(by, first)
	if err != nil {
		return 0, err
	}
	to, err := g.rankOf(by, first.after(n))
	return to - from, err
}
