package badgerstore

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"concord/graph"
)

// segmentBytes is how much memory a segment takes before it is sorted and spilled.
const segmentBytes = 128 << 20

// Load implements graph.Loader. What is little beside what is there goes to the log, as an Update does; else a
// generation is written.
func (s *Store) Load(ctx context.Context, fn func(graph.Bulk) error) error {
	return s.alone(ctx, func(base *state) error { return s.load(ctx, base, fn) })
}

func (s *Store) load(ctx context.Context, base *state, fn func(graph.Bulk) error) (err error) {
	b := newBulk(ctx, s.dir, s.opt)
	defer func() { err = errors.Join(err, b.close()) }()
	if err := fn(b); err != nil {
		return err
	}
	if few := b.few(s.opt.logged); few != nil && base.quads > 0 {
		return s.change(ctx, base, func(t graph.Tx) error { return t.(*tx).addAll(few) })
	}
	s.opt.step(stepChanged)
	runs, err := b.runs()
	if err != nil || len(runs) == 0 {
		return err
	}
	next, err := s.write(ctx, base.generation+1, append([]run{newStateRun(ctx, base, nil)}, runs...)...)
	if err != nil {
		return err
	}
	if next.state == base.state {
		return next.release() // all of it was there: the generation is removed with the old ones
	}
	return s.commit(ctx, base, next)
}

var _ graph.Loader = (*Store)(nil)

// bulk implements graph.Bulk: it collects the quads of a load as sorted runs.
type bulk struct {
	ctx    context.Context
	dir    string
	opt    Options
	budget int // bytes of an adder's segment
	ended  atomic.Bool

	mu     sync.Mutex
	adders []*adder
	spills []*spill
}

func newBulk(ctx context.Context, dir string, opt Options) *bulk {
	// However many cores there are, the adders of all of them take as much memory as two segments.
	return &bulk{ctx: ctx, dir: dir, opt: opt, budget: 2 * opt.segment / max(2, runtime.GOMAXPROCS(0))}
}

// Adder implements graph.Bulk.
func (b *bulk) Adder() graph.Adder {
	a := &adder{bulk: b, segment: newSegment()}
	b.mu.Lock()
	b.adders = append(b.adders, a)
	b.mu.Unlock()
	return a
}

// few ends the load's calls and returns what they added when it is in memory and at most limit quads, else nil.
func (b *bulk) few(limit int) (few []*segment) {
	b.ended.Store(true)
	if len(b.spills) > 0 {
		return nil
	}
	for _, a := range b.adders {
		few = append(few, a.segment)
		limit -= len(a.segment.rows)
	}
	if limit < 0 {
		return nil
	}
	return few
}

// addAll adds the quads of segments to a transaction.
func (t *tx) addAll(few []*segment) error {
	for _, s := range few {
		numbers := make([]uint32, len(s.ends))
		for n := range numbers {
			var err error
			if numbers[n], err = t.seg.term(s.form(uint32(n))); err != nil {
				return err
			}
		}
		for _, r := range s.rows {
			t.seg.add(row{numbers[r[0]], numbers[r[1]], numbers[r[2]], numbers[r[3]]})
		}
	}
	return nil
}

// runs ends the load's calls and returns what they added. The runs are valid until close. Segments stay in memory when
// all of them together are as small as one of an Update may be.
func (b *bulk) runs() (runs []run, err error) {
	b.ended.Store(true)
	adders := slices.DeleteFunc(b.adders, func(a *adder) bool { return len(a.segment.rows) == 0 })
	b.adders = nil
	size := 0
	for _, a := range adders {
		size += a.segment.size()
	}
	if len(b.spills) == 0 && size <= b.opt.segment {
		runs = make([]run, len(adders))
		return runs, inParallel(len(adders), func(i int) error {
			runs[i] = adders[i].segment.sort()
			return nil
		})
	}
	err = inParallel(len(adders), func(i int) error {
		err := adders[i].spill()
		adders[i].segment = nil
		return err
	})
	debug.FreeOSMemory() // the segments: the collector would let the heap grow to twice of them first
	for _, s := range b.spills {
		runs = append(runs, s)
	}
	return runs, err
}

// close gives up what runs returned, or what was added so far.
func (b *bulk) close() error {
	b.ended.Store(true)
	var err error
	for _, s := range b.spills {
		err = errors.Join(err, s.close())
	}
	b.adders, b.spills = nil, nil
	return err
}

// adder implements graph.Adder.
type adder struct {
	bulk    *bulk
	segment *segment
	last    row // the quad added last, whose terms the next one has mostly
	n       int
}

// Add implements graph.Adder.
func (a *adder) Add(q graph.Statement) error {
	if a.n++; a.n%checkEvery == 0 {
		if err := a.check(); err != nil {
			return err
		}
	}
	s := a.segment
	for i, form := range [4][]byte{q.Subject, q.Predicate, q.Object, q.Graph} {
		if bytes.Equal(form, s.form(a.last[i])) {
			continue
		}
		n, err := s.term(form)
		if err != nil {
			return err
		}
		a.last[i] = n
	}
	s.add(a.last)
	return nil
}

// check tests whether the load goes on, and spills the segment when it is large.
func (a *adder) check() error {
	if a.bulk.ended.Load() {
		return errDone
	}
	if err := a.bulk.ctx.Err(); err != nil {
		return err
	}
	if a.segment.size() < a.bulk.budget {
		return nil
	}
	return a.spill()
}

// spill sorts the segment, writes it to a file and empties it.
func (a *adder) spill() error {
	b := a.bulk
	s, err := a.segment.sort().spillTo(b.dir, func(need uint64) error {
		return errors.Join(b.ctx.Err(), checkSpace(b.opt, b.dir, need))
	})
	if err != nil {
		return err
	}
	b.mu.Lock()
	b.spills = append(b.spills, s)
	b.opt.step(stepSpilled)
	b.mu.Unlock()
	a.segment.reset()
	a.last = row{}
	// What sorting left behind would be collected only when the heap has doubled. Segments have no pointers to follow,
	// so this takes a millisecond; 30 million quads take 420 MB of memory with it, 620 without.
	runtime.GC()
	return nil
}
