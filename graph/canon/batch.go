package canon

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"concord/graph"
)

const (
	// firstBatch is how many quads are read at first; as long as their terms are short, twice as many each time.
	firstBatch = 1 << 14
	// mostQuads is how many are read at once at last. A store reads terms by blocks, and of a large one every batch
	// needs most blocks: the terms of 10 M quads cost 9 s in batches of 1 << 16, 4 s in these, 3 s in twice as large ones
	// that take 100 MiB more.
	mostQuads = 1 << 19
	// mostForms is how many bytes of terms a batch may have, unless one subject and predicate has more.
	mostForms = 64 << 20
	// mostParts is how many parts a batch is resolved in: some terms, literals before all, cost more than others.
	mostParts = 16
)

// batch is quads with the forms of their terms.
type batch struct {
	rows  []row // places of terms in spans
	spans []span
	parts []part
	err   error
}

// span is where the form of a term is in the forms of a part.
type span struct {
	from       int
	size, part uint32
}

func (b *batch) form(place uint32) []byte {
	s := &b.spans[place]
	return b.parts[s.part].forms[s.from : s.from+int(s.size)]
}

// setParts makes n empty parts, from the memory of those that were there.
func (b *batch) setParts(n int) {
	b.parts = b.parts[:cap(b.parts)]
	for len(b.parts) < n {
		b.parts = append(b.parts, part{})
	}
	b.parts = b.parts[:n]
	for i := range b.parts {
		p := &b.parts[i]
		*p = part{number: uint32(i), forms: p.forms[:0], ids: p.ids, ends: p.ends}
	}
}

// size returns how many bytes the forms have.
func (b *batch) size() int {
	n := 0
	for i := range b.parts {
		n += len(b.parts[i].forms)
	}
	return n
}

// reader cuts quads into batches.
type reader struct {
	*stream
	in     quads
	size   int        // quads in the next batch
	at     graph.Quad // the next quad that in has
	more   bool       // there is one
	ahead  []graph.Quad
	asked  []asked
	spare  []asked // for sorting
	slots  [1 << slotBits]slot
	filled uint32 // the number of the batch
}

// slot remembers the place of an id in the batch. Another id with its hash replaces it, and may get a second place.
type slot struct {
	id    graph.ID
	batch uint32
	place uint32
}

const slotBits = 12

// next moves to the next quad of another line.
func (r *reader) next() bool {
	before := r.at
	for r.in.Next() {
		r.at = r.in.Quad()
		if !r.named {
			if r.at.G = graph.DefaultGraph; r.at == before {
				continue
			}
		}
		return true
	}
	return false
}

// read has n quads ahead, if there are so many.
func (r *reader) read(n int) {
	for r.more && len(r.ahead) < n {
		r.ahead = append(r.ahead, r.at)
		r.more = r.next()
	}
}

// fill makes the next batch.
func (r *reader) fill(ctx context.Context, b *batch) error {
	most := r.most
	for n := r.size; ; {
		r.read(n)
		n = min(n, len(r.ahead))
		fits, err := r.resolve(ctx, b, r.ahead[:n], most)
		switch {
		case err != nil:
			return err
		case !fits && n > 1:
			n = (n + 1) / 2
			r.size = n
			continue
		}
		if end := r.whole(b, n); end > 0 {
			b.rows = b.rows[:end]
			r.ahead = r.ahead[:copy(r.ahead, r.ahead[end:])]
			if n == r.size && 2*b.size() < r.most {
				r.size = min(2*n, r.largest)
			}
			return nil
		}
		n, most = 2*n, math.MaxInt // literals that must be sorted together
	}
}

// whole returns how many of the first n quads ahead can be written: literals at the end must wait for more of the
// same subject and predicate, for they are sorted together.
func (r *reader) whole(b *batch, n int) int {
	last := r.ahead[n-1]
	next, more := r.at, r.more
	if n < len(r.ahead) {
		next, more = r.ahead[n], true
	}
	if !more || !sameGroup(next, last) || !isLiteral(b.form(b.rows[n-1][2])) {
		return n
	}
	for n > 0 && sameGroup(r.ahead[n-1], last) {
		n--
	}
	return n
}

func sameGroup(a, b graph.Quad) bool { return a.S == b.S && a.P == b.P }

func isLiteral(form []byte) bool { return len(form) > 0 && form[0] == '"' }

// resolve sets the rows of b to the quads and its parts to the forms of their terms. It is false when these have more
// than most bytes. Terms are asked for in the order of their ids, which is that of a store's blocks, by as many
// goroutines as there are processors.
func (r *reader) resolve(ctx context.Context, b *batch, quads []graph.Quad, most int) (bool, error) {
	r.place(b, quads)
	r.asked, r.spare = sortAsked(r.asked, r.spare)
	size := max(askAtOnce, (len(r.asked)-1)/mostParts+1)
	b.setParts((len(r.asked)-1)/size + 1)
	var taken atomic.Int64
	var all sync.WaitGroup
	for range min(len(b.parts), runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := int(taken.Add(1)) - 1; i < len(b.parts); i = int(taken.Add(1)) - 1 {
				p, some := &b.parts[i], r.asked[i*size:min((i+1)*size, len(r.asked))]
				p.err = p.resolve(ctx, r.forms, b.spans, some, most/len(b.parts))
			}
		})
	}
	all.Wait()
	for i := range b.parts {
		if err := b.parts[i].err; err != nil && err != errTooMany {
			return false, err
		}
	}
	return !slices.ContainsFunc(b.parts, func(p part) bool { return p.err != nil }), nil
}

// place sets the rows of b to the quads, and asks for their terms.
func (r *reader) place(b *batch, quads []graph.Quad) {
	r.filled++
	r.asked = r.asked[:0]
	b.rows = b.rows[:0]
	var last graph.Quad
	var places row
	for i, q := range quads {
		if i == 0 || q.S != last.S {
			places[0] = r.placeOf(q.S)
		}
		if i == 0 || q.P != last.P {
			places[1] = r.placeOf(q.P)
		}
		if i == 0 || q.O != last.O {
			places[2] = r.placeOf(q.O)
		}
		if i == 0 || q.G != last.G {
			places[3] = r.placeOf(q.G)
		}
		b.rows = append(b.rows, places)
		last = q
	}
	if cap(b.spans) < len(r.asked) {
		b.spans = make([]span, len(r.asked)+len(r.asked)/4)
	}
	b.spans = b.spans[:len(r.asked)]
}

func (r *reader) placeOf(id graph.ID) uint32 {
	const golden = 0x9E3779B97F4A7C15 // spreads ids that are evenly spaced
	s := &r.slots[uint64(id)*golden>>(64-slotBits)]
	if s.id != id || s.batch != r.filled {
		*s = slot{id, r.filled, uint32(len(r.asked))}
		r.asked = append(r.asked, asked{id, s.place})
	}
	return s.place
}
