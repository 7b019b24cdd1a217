package format

import (
	"hash/maphash"

	"github.com/cayleygraph/quad"
)

// cache remembers recently read terms by their canonical forms, so that a term repeated on the next lines is not
// allocated again. A slot holds one term; another with its hash replaces it.
type cache struct {
	seed  maphash.Seed
	slots [cacheSlots]cached
}

type cached struct {
	form string
	term quad.Value
}

const (
	cacheSlots  = 1 << 12 // 128 KiB a reader
	cacheLength = 256     // longer terms are not remembered, which bounds the memory held to 1 MiB
)

// term returns the term of a form.
func (c *cache) term(form []byte) quad.Value {
	if len(form) > cacheLength {
		return term(string(form))
	}
	slot := &c.slots[maphash.Bytes(c.seed, form)%cacheSlots]
	if slot.form != string(form) {
		kept := string(form)
		*slot = cached{kept, term(kept)}
	}
	return slot.term
}
