package badgerstore

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sync/atomic"

	badger "github.com/dgraph-io/badger/v4"

	"concord/graph"
)

// terms verifies the dictionary of the generation.
func (v *verifier) terms() {
	g := v.state.gen
	v.found.Terms = g.terms
	if g.db == nil {
		return
	}
	v.hashes = make([]uint64, 0, g.terms)
	v.used = make([]atomic.Uint64, g.terms/64+1)
	d := &dictionaryVerifier{verifier: v, it: g.iterator()}
	defer g.put(d.it)
	d.strangers()
	blocks := (g.terms + blockTerms - 1) / blockTerms
	d.entries(termBlockKey, func(key, value []byte) error { return d.block(key, value, blocks) })
	if d.next != blocks {
		v.inGeneration("terms", "there are %d blocks, %d expected", d.next, blocks)
	}
	if n := uint64(len(v.hashes)); n != g.terms {
		v.inGeneration("terms", "there are %d terms, %d expected", n, g.terms)
	}
	parts := 0
	d.entries(longTermKey, func(_, _ []byte) error { parts++; return nil })
	if parts != d.parts {
		v.inGeneration("long terms", "there are %d parts, %d expected", parts, d.parts)
	}
	separators := 0
	d.entries(separatorKey, func(_, _ []byte) error { separators++; return nil })
	if separators != d.separators {
		v.inGeneration("separators of terms", "there are %d, %d expected", separators, d.separators)
	}
	for k := int(d.kind) + 1; k < len(v.first); k++ {
		v.first[k] = g.terms
	}
}

// dictionaryVerifier walks the blocks of terms.
type dictionaryVerifier struct {
	*verifier
	it         *badger.Iterator
	terms      termBlock
	next       uint64 // the block that is due
	kind       kind   // of the term before
	last, form []byte // of the term before, and of the term at hand
	parts      int    // of long terms
	separators int
}

// strangers finds entries of no kind that is known.
func (v *dictionaryVerifier) strangers() {
	for v.it.Rewind(); v.it.Valid(); {
		key := v.it.Item().KeyCopy(nil)
		switch begin := key[0]; {
		case graph.SPOG <= graph.Order(begin) && graph.Order(begin) <= graph.GOSP:
		case begin == termBlockKey, begin == longTermKey, begin == separatorKey, begin == graphsKey:
		default:
			v.inGeneration(fmt.Sprintf("entry %x", key), "it is of no kind that there is")
		}
		v.it.Seek([]byte{key[0] + 1})
	}
}

// entries calls fn for all entries whose keys begin with a byte, and notes its errors.
func (v *dictionaryVerifier) entries(begin byte, fn func(key, value []byte) error) {
	for v.it.Seek([]byte{begin}); v.it.Valid() && v.ctx.Err() == nil; v.it.Next() {
		item := v.it.Item()
		key := item.Key()
		if key[0] != begin {
			return
		}
		if err := item.Value(func(value []byte) error { return fn(key, value) }); err != nil {
			v.inGeneration(fmt.Sprintf("entry %x", key), "%w", err)
		}
	}
}

// block verifies a block of terms.
func (v *dictionaryVerifier) block(key, value []byte, blocks uint64) error {
	g := v.state.gen
	number := v.next
	v.next++
	if !bytes.Equal(key, appendTermBlockKey(nil, number)) {
		return fmt.Errorf("block %d of the terms is due", number)
	}
	if err := v.terms.decode(value); err != nil {
		return err
	}
	if want := min(blockTerms, g.terms-number*blockTerms); number >= blocks || uint64(v.terms.n) != want {
		return fmt.Errorf("block %d of the terms has %d terms, %d expected", number, v.terms.n, want)
	}
	for i := range v.terms.n {
		rank := number*blockTerms + uint64(i)
		v.form = append(v.form[:0], v.terms.form(i)...)
		if v.terms.isLong(i) {
			var err error
			if v.form, err = g.appendTail(v.form, rank); err != nil {
				return err
			}
			v.parts += (len(v.form) - headBytes + partBytes - 1) / partBytes
		}
		if rank > 0 && i == 0 {
			v.separator(number - 1)
		}
		v.term(rank)
		v.last, v.form = v.form, v.last
	}
	v.found.Blocks++
	v.advance(v.terms.n)
	return nil
}

// term verifies the term at hand.
func (v *dictionaryVerifier) term(rank uint64) {
	what := fmt.Sprintf("term %d", rank)
	if rank > 0 && bytes.Compare(v.last, v.form) >= 0 {
		v.inGeneration(what, "%.80q does not come after %.80q", v.form, v.last)
	}
	if err := canonical(v.form); err != nil {
		v.inGeneration(what, "%w", err)
	} else if _, ok := inlineID(v.form); ok {
		v.inGeneration(what, "%.80q should be inlined", v.form)
	}
	if len(v.form) > 0 {
		for k := kindOf(v.form); v.kind < k; {
			v.kind++
			v.first[v.kind] = rank
		}
	}
	v.hashes = append(v.hashes, termHash(v.form))
}

// separator verifies that look-ups are led to the block before the term at hand.
func (v *dictionaryVerifier) separator(block uint64) {
	s := separator(v.last, v.form)
	if s == nil {
		return
	}
	v.separators++
	item, err := v.state.gen.txn.Get(append([]byte{separatorKey}, s...))
	if err == nil {
		err = item.Value(func(value []byte) error {
			if !bytes.Equal(value, binary.AppendUvarint(nil, block)) {
				return errBlock
			}
			return nil
		})
	}
	if err != nil {
		v.inGeneration("separators of terms", "that of block %d: %w", block, err)
	}
}

// canonical is an error unless form is what graph.AppendTerm gives for the term it stands for.
func canonical(form []byte) error {
	t, err := parseTerm(form)
	if err == nil {
		t, err = graph.Normal(t)
	}
	if err != nil {
		return err
	}
	if !bytes.Equal(graph.AppendTerm(nil, t), form) {
		return fmt.Errorf("%.80q is not in canonical form", form)
	}
	return nil
}
