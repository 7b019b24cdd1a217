package badgerstore

import "sync/atomic"

// termCache keeps decoded blocks of terms: many small requests, for the evidence of one statement after the other, meet
// the same blocks again and again. It may be used by many goroutines.
type termCache struct {
	slots [cacheSlots]atomic.Pointer[cachedTerms] // a block is kept at its number modulo cacheSlots
	bytes atomic.Int64
}

// cachedTerms is a decoded block, which is not changed any more.
type cachedTerms struct {
	number uint64
	termBlock
}

const (
	cacheSlots = 4096     // a quarter million terms
	cacheBytes = 32 << 20 // rarely reached: blocks of common terms decode to 4 KiB
)

func (c *termCache) get(number uint64) *cachedTerms {
	if b := c.slots[number%cacheSlots].Load(); b != nil && b.number == number {
		return b
	}
	return nil
}

func (c *termCache) put(b *cachedTerms) {
	if c.bytes.Add(b.size()) > cacheBytes {
		c.clear()
		c.bytes.Add(b.size())
	}
	if old := c.slots[b.number%cacheSlots].Swap(b); old != nil {
		c.bytes.Add(-old.size())
	}
}

func (c *termCache) clear() {
	for i := range c.slots {
		c.slots[i].Store(nil)
	}
	c.bytes.Store(0)
}

func (b *cachedTerms) size() int64 { return int64(cap(b.text)) + blockTerms*4 }
