package badgerstore

import "sync/atomic"

// termCache keeps blocks of terms, as they were written and decoded: many small requests, for the evidence of one
// statement after the other, meet the same blocks again and again. Badger takes 5 µs to get a block, decoding another
// 3, one term of a block 1. A block is decoded when it is asked for twice within about askedSlots blocks; what is asked
// for at random is not. It may be used by many goroutines.
type termCache struct {
	written slots[writtenTerms]
	decoded slots[decodedTerms]
	asked   [askedSlots]atomic.Uint64 // numbers, plus 1, of blocks asked for lately
}

// writtenTerms is a block as it was written.
type writtenTerms struct {
	number uint64
	value  []byte
}

// decodedTerms is a decoded block, which is not changed any more.
type decodedTerms struct {
	number uint64
	termBlock
}

const (
	cacheSlots   = 1 << 16
	askedSlots   = 256
	decodedBytes = 16 << 20
	writtenBytes = 48 << 20 // the terms of ten million quads and more
)

// again reports whether a block was asked for lately.
func (c *termCache) again(number uint64) bool {
	return c.asked[number%askedSlots].Swap(number+1) == number+1
}

// slots keeps things by number, each at its number modulo the slots there are, and forgets all when they take too many
// bytes.
type slots[T any] struct {
	at    [cacheSlots]atomic.Pointer[T]
	bytes atomic.Int64
}

func (s *slots[T]) get(number uint64) *T { return s.at[number%cacheSlots].Load() }

// put keeps v. size tells the bytes of what is kept.
func (s *slots[T]) put(number uint64, v *T, size func(*T) int, limit int64) {
	n := int64(size(v))
	if s.bytes.Add(n) > limit {
		for i := range s.at {
			s.at[i].Store(nil)
		}
		s.bytes.Store(n)
	}
	if old := s.at[number%cacheSlots].Swap(v); old != nil {
		s.bytes.Add(-int64(size(old)))
	}
}

func (b *writtenTerms) size() int { return len(b.value) }
func (b *decodedTerms) size() int { return cap(b.text) + 4*blockTerms }
