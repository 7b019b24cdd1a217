package badgerstore

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"concord/graph"
)

// quadSource is where one run is in a merge of quads.
type quadSource struct {
	cursor quadCursor
	run    int // the greater, the newer
	batch  tuples
	at     int   // of the batch
	head   tuple // the quad there
	sparse bool  // quads may have terms without a place
}

// load goes to the quad at s.at, in the next batch when this one is at its end. ok is false at the end.
func (s *quadSource) load() (ok bool, err error) {
	for s.at == s.batch.n {
		s.at = 0
		if err := s.cursor.next(&s.batch); err != nil || s.batch.n == 0 {
			return false, err
		}
		if s.sparse {
			s.batch.dropUnplaced()
		}
	}
	s.head = s.batch.at(s.at)
	return true, nil
}

// dropUnplaced takes out the quads with a term that no quad of the result has. Such quads are removed, by their own run
// or a newer one.
func (t *tuples) dropUnplaced() {
	n := 0
	for i := range t.n {
		if t.id[0][i] == graph.Any || t.id[1][i] == graph.Any || t.id[2][i] == graph.Any || t.id[3][i] == graph.Any {
			continue
		}
		for p := range t.id {
			t.id[p][n] = t.id[p][i]
		}
		t.removed[n] = t.removed[i]
		n++
	}
	t.n = n
}

// below returns the index of the first quad of the batch that is not less than t. That at s.at is less.
func (s *quadSource) below(t *tuple) int {
	b := &s.batch
	if b.less(b.n-1, t) {
		return b.n
	}
	lo, step := s.at, 1 // lo is less
	hi := lo + step
	for hi < b.n && b.less(hi, t) {
		lo, step = hi, 2*step
		hi = lo + step
	}
	hi = min(hi, b.n-1) // hi is not less
	for lo+1 < hi {
		if mid := int(uint(lo+hi) >> 1); b.less(mid, t) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

func (t *tuples) less(i int, u *tuple) bool {
	for p := range t.id {
		if a := t.id[p][i]; a != u[p] {
			return a < u[p]
		}
	}
	return false
}

// mergeQuads calls emit with the quads of runs in an order, as ranges of batches: each quad once, and not those that
// the newest run which has them removes. sparse tells that not all terms of the runs have a place.
func mergeQuads(ctx context.Context, runs []run, by graph.Order, sparse bool, emit func(t *tuples, from, to int) error) (err error) {
	var all []*quadSource
	defer func() {
		for _, s := range all {
			err = errors.Join(err, s.cursor.close())
		}
	}()
	var open []*quadSource // by their heads, of the same the newest first
	for i, r := range runs {
		c, err := r.quads(by)
		if err != nil {
			return err
		}
		s := &quadSource{cursor: c, run: i, sparse: sparse}
		all = append(all, s)
		ok, err := s.load()
		if err != nil {
			return err
		}
		if ok {
			open = append(open, s)
		}
	}
	slices.SortFunc(open, compareQuadSources)
	for n := 0; len(open) > 0; n++ {
		if n%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		first := open[0]
		to := first.batch.n
		if len(open) > 1 {
			to = first.at + 1
			if second := open[1]; second.head == first.head {
				if open, err = skip(open); err != nil {
					return err
				}
			} else {
				to = first.below(&second.head)
			}
		}
		if err := emitKept(&first.batch, first.at, to, emit); err != nil {
			return err
		}
		first.at = to
		if open, err = advanceQuads(open, 0); err != nil {
			return err
		}
	}
	return nil
}

// skip moves all sources but the first beyond the first's quad.
func skip(open []*quadSource) (_ []*quadSource, err error) {
	n := 1
	for n < len(open) && open[n].head == open[0].head {
		open[n].at++
		n++
	}
	for n--; n > 0; n-- {
		if open, err = advanceQuads(open, n); err != nil {
			return open, err
		}
	}
	return open, nil
}

// advanceQuads puts a source that was moved where it belongs, behind all before it.
func advanceQuads(open []*quadSource, at int) ([]*quadSource, error) {
	s := open[at]
	ok, err := s.load()
	if err != nil {
		return open, err
	}
	if !ok {
		return slices.Delete(open, at, at+1), nil
	}
	rest := open[at+1:]
	if len(rest) == 0 || compareQuadSources(s, rest[0]) < 0 {
		return open, nil
	}
	to, _ := slices.BinarySearchFunc(rest, s, compareQuadSources)
	copy(open[at:], rest[:to])
	open[at+to] = s
	return open, nil
}

func compareQuadSources(a, b *quadSource) int {
	if c := compareTuples(a.head, b.head); c != 0 {
		return c
	}
	return cmp.Compare(b.run, a.run)
}

// emitKept emits a range without what is removed.
func emitKept(t *tuples, from, to int, emit func(t *tuples, from, to int) error) error {
	if !t.removes {
		return emit(t, from, to)
	}
	for from < to {
		if t.removed[from] {
			from++
			continue
		}
		end := from + 1
		for end < to && !t.removed[end] {
			end++
		}
		if err := emit(t, from, end); err != nil {
			return err
		}
		from = end
	}
	return nil
}
