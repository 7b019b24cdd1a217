package badgerstore

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sort"

	badger "github.com/dgraph-io/badger/v4"

	"concord/graph"
)

// place is where a form stands among the terms of a generation.
type place struct {
	rank  uint64 // of the form, or of the first term that is greater: g.terms when there is none
	found bool
}

// termsAt returns a block of terms, which must not be changed.
func (g *generation) termsAt(number uint64) (*decodedTerms, error) {
	if b := g.cache.decoded.get(number); b != nil && b.number == number {
		return b, nil
	}
	value, err := g.writtenAt(number)
	if err != nil {
		return nil, err
	}
	b := &decodedTerms{number: number}
	if err := g.decodeTerms(&b.termBlock, number, value); err != nil {
		return nil, err
	}
	g.cache.decoded.put(number, b, (*decodedTerms).size, decodedBytes)
	return b, nil
}

func (g *generation) decodeTerms(b *termBlock, number uint64, value []byte) error {
	err := b.decode(value)
	if err == nil && uint64(b.n) != min(blockTerms, g.terms-number*blockTerms) {
		err = errBlock
	}
	if err != nil {
		return g.damaged(fmt.Sprintf("terms, block %d", number), err)
	}
	return nil
}

// writtenAt returns a block of terms as it was written, which must not be changed.
func (g *generation) writtenAt(number uint64) ([]byte, error) {
	if b := g.cache.written.get(number); b != nil && b.number == number {
		return b.value, nil
	}
	b := &writtenTerms{number: number}
	item, err := g.txn.Get(appendTermBlockKey(nil, number))
	if err == nil {
		b.value, err = item.ValueCopy(nil)
	}
	if err != nil {
		return nil, g.damaged(fmt.Sprintf("terms, block %d", number), err)
	}
	g.cache.written.put(number, b, (*writtenTerms).size, writtenBytes)
	return b.value, nil
}

// appendForm appends the canonical form of the term of a rank, which is less than g.terms.
func (g *generation) appendForm(dst []byte, rank uint64) ([]byte, error) {
	number, i := rank/blockTerms, int(rank%blockTerms)
	b := g.cache.decoded.get(number)
	known := b != nil && b.number == number
	if !known && !g.cache.again(number) {
		return g.appendAlone(dst, rank)
	}
	if !known {
		var err error
		if b, err = g.termsAt(number); err != nil {
			return dst, err
		}
	}
	dst = append(dst, b.form(i)...)
	if b.isLong(i) {
		return g.appendTail(dst, rank)
	}
	return dst, nil
}

// expect tells that next will be asked for after id: when both are of one block it is decoded at once.
func (g *generation) expect(id, next graph.ID) {
	a, ok := g.rank(id)
	b, also := g.rank(next)
	if ok && also && a/blockTerms == b/blockTerms {
		g.cache.again(a / blockTerms)
	}
}

// appendAlone is appendForm without decoding the whole block.
func (g *generation) appendAlone(dst []byte, rank uint64) ([]byte, error) {
	value, err := g.writtenAt(rank / blockTerms)
	if err != nil {
		return dst, err
	}
	scratch, _ := g.scratch.Get().(*[]byte)
	if scratch == nil {
		scratch = new([]byte)
	}
	defer g.scratch.Put(scratch)
	dst, long, err := appendTerm(dst, value, int(rank%blockTerms), scratch)
	if err != nil {
		return dst, g.damaged(fmt.Sprintf("term %d", rank), err)
	}
	if long {
		return g.appendTail(dst, rank)
	}
	return dst, nil
}

// appendTail appends what follows the head of a long term.
func (g *generation) appendTail(dst []byte, rank uint64) ([]byte, error) {
	for part := 0; ; part++ {
		item, err := g.txn.Get(appendLongTermKey(nil, graph.ID(rank), part))
		if errors.Is(err, badger.ErrKeyNotFound) && part > 0 {
			return dst, nil
		}
		if err == nil {
			err = item.Value(func(value []byte) error { dst, err = readPart(dst, value); return err })
		}
		if err != nil {
			return dst, g.damaged(fmt.Sprintf("term %d, part %d", rank, part), err)
		}
	}
}

// locate finds forms, which ascend, among the terms of the generation.
func (g *generation) locate(ctx context.Context, forms [][]byte, places []place) error {
	if g.db == nil {
		clear(places[:len(forms)])
		return nil
	}
	d := &finder{g: g, it: g.iterator()}
	defer g.put(d.it)
	for i, form := range forms {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var err error
		if places[i], err = d.find(form); err != nil {
			return err
		}
	}
	return nil
}

// finder finds forms. It remembers the block it found the last one in: of ascending forms the next is often there too.
type finder struct {
	g   *generation
	it  *badger.Iterator
	at  *decodedTerms
	key []byte
}

func (f *finder) find(form []byte) (place, error) {
	if f.at != nil {
		if c, err := f.compareBlock(form); err != nil || c == 0 {
			return f.inBlock(form)
		}
	}
	number, err := f.seek(form)
	if err != nil {
		return place{}, err
	}
	if f.at, err = f.g.termsAt(number); err != nil {
		return place{}, err
	}
	// Between blocks that separators do not tell apart the right one has to be looked for.
	for f.at.number > 0 {
		if c, err := f.compare(0, form); err != nil || c <= 0 {
			break
		}
		here := f.at
		if f.at, err = f.g.termsAt(f.at.number - 1); err != nil {
			return place{}, err
		}
		if c, err := f.compare(f.at.n-1, form); err != nil {
			return place{}, err
		} else if c < 0 {
			f.at = here
			break
		}
	}
	return f.inBlock(form)
}

// seek returns the first block that ends with a separator greater than form, or the last block.
func (f *finder) seek(form []byte) (uint64, error) {
	f.key = append(append(f.key[:0], separatorKey), form[:min(len(form), maxSeparator+1)]...)
	f.key = append(f.key, 0) // below every byte of a term: the next key is greater than form
	f.it.Seek(f.key)
	if !f.it.Valid() {
		return (f.g.terms - 1) / blockTerms, nil
	}
	item := f.it.Item()
	if item.Key()[0] != separatorKey {
		return (f.g.terms - 1) / blockTerms, nil
	}
	number := uint64(0)
	err := item.Value(func(value []byte) error {
		n := 0
		if number, n = binary.Uvarint(value); n != len(value) || number >= (f.g.terms+blockTerms-1)/blockTerms {
			return errBlock
		}
		return nil
	})
	if err != nil {
		return 0, f.g.damaged("separators of terms", err)
	}
	return number, nil
}

// compareBlock tells whether form lies before (1), within (0) or after (-1) the terms of the block.
func (f *finder) compareBlock(form []byte) (int, error) {
	if c, err := f.compare(0, form); err != nil || c > 0 {
		return 1, err
	}
	if c, err := f.compare(f.at.n-1, form); err != nil || c < 0 {
		return -1, err
	}
	return 0, nil
}

// inBlock finds form in the block.
func (f *finder) inBlock(form []byte) (place, error) {
	var failed error
	at, found := sort.Find(f.at.n, func(i int) int {
		c, err := f.compare(i, form)
		failed = errors.Join(failed, err)
		return -c
	})
	return place{f.at.number*blockTerms + uint64(at), found}, failed
}

// compare compares the i-th term of the block with form.
func (f *finder) compare(i int, form []byte) (int, error) {
	have := f.at.form(i)
	if !f.at.isLong(i) {
		return bytes.Compare(have, form), nil
	}
	head := form[:min(len(form), headBytes)]
	if c := bytes.Compare(have, head); c != 0 {
		return c, nil
	}
	tail, err := f.g.appendTail(nil, f.at.number*blockTerms+uint64(i))
	return bytes.Compare(tail, form[len(head):]), err
}

// separator returns the shortest form that is greater than last and not greater than first, the first term of the
// block that follows, and nil when it would be too long for a key.
func separator(last, first []byte) []byte {
	n := 0
	for n < len(last) && last[n] == first[n] {
		n++
	}
	if n >= maxSeparator {
		return nil
	}
	return first[:n+1]
}
