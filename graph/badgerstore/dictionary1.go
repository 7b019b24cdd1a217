package badgerstore

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/cayleygraph/quad"
	badger "github.com/dgraph-io/badger/v4"

	"concord/graph"
)

// dictionary reads the terms of a generation. It is used by one goroutine, and keeps the block it read last:
// sorted requests decode each block once.
type dictionary1 struct {
	g       *generation1
	it      *badger.Iterator
	block   uint64
	entries []entry // of block; nil before the first
}

func (g *generation1) dictionary() *dictionary1 { return &dictionary1{g: g, it: g.iterator()} }

func (d *dictionary1) close() { d.g.put(d.it) }

// load decodes a block.
func (d *dictionary1) load(block uint64) error {
	if d.entries != nil && d.block == block {
		return nil
	}
	entries, err := d.g.termBlock(block)
	if err != nil {
		d.entries = nil
		return err
	}
	d.block, d.entries = block, entries
	return nil
}

// mostBlocks is how many blocks of terms a generation keeps decoded, 2 MB of common texts. Many small requests,
// for the evidence of one statement after the other, meet the same blocks again and again.
const mostBlocks = 512

// termBlock returns the entries of a block, which must not be changed.
func (g *generation1) termBlock(block uint64) ([]entry, error) {
	g.mu.Lock()
	entries, ok := g.blocksRead[block]
	g.mu.Unlock()
	if ok {
		return entries, nil
	}
	item, err := g.txn.Get(appendTermBlockKey(nil, block))
	if err == nil {
		err = item.Value(func(value []byte) error {
			entries, err = decodeEntries(value)
			return err
		})
	}
	if err != nil {
		return nil, g.damaged(fmt.Sprintf("terms, block %d", block), err)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.blocksRead == nil || len(g.blocksRead) >= mostBlocks {
		g.blocksRead = map[uint64][]entry{}
	}
	g.blocksRead[block] = entries
	return entries, nil
}

// form returns the canonical form of an id that is in range.
func (d *dictionary1) form(id graph.ID) ([]byte, error) {
	if err := d.load(termBlockOf(id)); err != nil {
		return nil, err
	}
	at := int(id-firstID) % blockTerms
	if at >= len(d.entries) {
		return nil, d.g.damaged(fmt.Sprintf("terms, block %d", d.block), errBlock)
	}
	e := d.entries[at]
	if !e.long {
		return e.head, nil
	}
	tail, err := d.tail(id)
	return append(slices.Clip(e.head), tail...), err
}

// tail returns what follows the head of a long term.
func (d *dictionary1) tail(id graph.ID) ([]byte, error) {
	var tail []byte
	for part := 0; ; part++ {
		item, err := d.g.txn.Get(appendLongTermKey(nil, id, part))
		if errors.Is(err, badger.ErrKeyNotFound) && part > 0 {
			return tail, nil
		}
		if err == nil {
			err = item.Value(func(value []byte) error { tail = append(tail, value...); return nil })
		}
		if err != nil {
			return nil, d.g.damaged(fmt.Sprintf("term %d, part %d", id, part), err)
		}
	}
}

// find returns the id of the term with a canonical form, or Unknown.
func (d *dictionary1) find(form []byte) (graph.ID, error) {
	low, ok := d.seekPrefix(form, false)
	if !ok {
		return graph.Unknown, nil
	}
	c, err := d.compareLast(low, form)
	if err != nil {
		return 0, err
	}
	if c < 0 { // blocks after low whose last terms begin alike: look for the first that reaches form
		high, ok := d.seekPrefix(form, true)
		if !ok {
			high = termBlockOf(graph.ID(d.g.terms) + firstID - 1)
		}
		n := sort.Search(int(high-low), func(i int) bool {
			c, e := d.compareLast(low+1+uint64(i), form)
			err = errors.Join(err, e)
			return c >= 0
		})
		if low += 1 + uint64(n); err != nil || low > high {
			return graph.Unknown, err
		}
	}
	if err := d.load(low); err != nil {
		return 0, err
	}
	first := graph.ID(low)*blockTerms + firstID
	at, found := sort.Find(len(d.entries), func(i int) int {
		c, e := d.compare(first+graph.ID(i), d.entries[i], form)
		err = errors.Join(err, e)
		return -c
	})
	if err != nil || !found {
		return graph.Unknown, err
	}
	return first + graph.ID(at), nil
}

// seekPrefix returns the first block whose last term's prefix is that of form or, when beyond, greater than
// it; or greater than both when beyond is false and none is the same.
func (d *dictionary1) seekPrefix(form []byte, beyond bool) (uint64, bool) {
	key := append([]byte{termPrefixKey}, form[:min(len(form), prefixSize)]...)
	if beyond {
		key = append(key, 1) // above the 0 that ends a prefix, below every byte of a term
	}
	d.it.Seek(key)
	if !d.it.Valid() {
		return 0, false
	}
	_, block, ok := blockOfPrefixKey(d.it.Item().Key())
	return block, ok
}

// compareLast compares the last term of a block with form.
func (d *dictionary1) compareLast(block uint64, form []byte) (int, error) {
	if err := d.load(block); err != nil {
		return 0, err
	}
	n := len(d.entries)
	return d.compare(graph.ID(block)*blockTerms+firstID+graph.ID(n-1), d.entries[n-1], form)
}

// compare compares a stored term with form.
func (d *dictionary1) compare(id graph.ID, e entry, form []byte) (int, error) {
	head := form[:min(len(form), headBytes)]
	if c := bytes.Compare(e.head, head); c != 0 || !e.long {
		if c == 0 && len(form) > len(head) {
			c = -1
		}
		return c, nil
	}
	tail, err := d.tail(id)
	return bytes.Compare(tail, form[len(head):]), err
}

// checkEvery is after how many terms of a batch the context is looked at.
const checkEvery = 256

// lookup is graph.Dictionary's Lookup.
func (g *generation1) lookup(ctx context.Context, terms []quad.Value) ([]graph.ID, error) {
	ids := make([]graph.ID, len(terms))
	forms := make([][]byte, len(terms))
	var todo []int
	for i, v := range terms {
		ids[i] = graph.Unknown
		if v == nil {
			ids[i] = graph.DefaultGraph
		} else if v, err := graph.Normal(v); err == nil && g.db != nil {
			forms[i] = graph.AppendTerm(nil, v)
			todo = append(todo, i)
		}
	}
	if len(todo) == 0 {
		return ids, nil
	}
	slices.SortFunc(todo, func(a, b int) int { return bytes.Compare(forms[a], forms[b]) })
	d := g.dictionary()
	defer d.close()
	for n, i := range todo {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if n > 0 && bytes.Equal(forms[i], forms[todo[n-1]]) {
			ids[i] = ids[todo[n-1]]
			continue
		}
		var err error
		if ids[i], err = d.find(forms[i]); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// resolve is graph.Dictionary's Resolve.
func (g *generation1) resolve(ctx context.Context, ids []graph.ID) ([]quad.Value, error) {
	order := make([]int, 0, len(ids))
	for i, id := range ids {
		if id == graph.DefaultGraph {
			continue
		}
		if id < firstID || uint64(id-firstID) >= g.terms {
			return nil, fmt.Errorf("resolve %d: %w", id, graph.ErrUnknownID)
		}
		order = append(order, i)
	}
	terms := make([]quad.Value, len(ids))
	if len(order) == 0 {
		return terms, nil
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(ids[a], ids[b]) })
	d := g.dictionary()
	defer d.close()
	for n, i := range order {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if n > 0 && ids[i] == ids[order[n-1]] {
			terms[i] = terms[order[n-1]]
			continue
		}
		form, err := d.form(ids[i])
		if err != nil {
			return nil, err
		}
		if terms[i], err = parseTerm(form); err != nil {
			return nil, g.damaged(fmt.Sprintf("term %d", ids[i]), err)
		}
	}
	return terms, nil
}
