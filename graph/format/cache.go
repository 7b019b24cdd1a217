package format

import (
	"hash/maphash"

	"github.com/cayleygraph/quad"
)

// cache remembers recently read terms by their bytes in the file, so that a term repeated on the next
// lines is neither checked nor allocated again. A slot holds one term; another with its hash replaces it.
type cache struct {
	seed  maphash.Seed
	slots [cacheSlots]cached
}

type cached struct {
	raw  string
	term quad.Value
}

const (
	cacheSlots  = 1 << 12 // 128 KiB a reader
	cacheLength = 256     // longer terms are not remembered, which bounds the memory held to 1 MiB
)

// slot returns where a term written as raw would be, nil when it is not to be remembered.
func (c *cache) slot(raw []byte) *cached {
	if c == nil || len(raw) > cacheLength {
		return nil
	}
	return &c.slots[maphash.Bytes(c.seed, raw)%cacheSlots]
}
