package badgerstore

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"sync"

	"concord/graph"
)

// overlay is what the log changes in the generation before it. It is immutable; with makes the next one.
//
// Its records are grouped in tiers of geometric size, the oldest and largest first, so that a commit costs what
// it changes and a reader has few tiers to look into.
type overlay struct {
	tiers []*tier
	gone  bool // whether any record removes quads
}

// with returns the overlay with a further record.
func (o *overlay) with(rec *record) (*overlay, error) {
	next := &overlay{append(slices.Clone(o.tiers), &tier{records: []*record{rec}, size: rec.size()}), o.gone || rec.removed > 0}
	for n := len(next.tiers); n > 1 && next.tiers[n-2].size <= tierRatio*next.tiers[n-1].size; n-- {
		merged, err := next.tiers[n-2].merge(next.tiers[n-1])
		if err != nil {
			return nil, err
		}
		next.tiers = append(next.tiers[:n-2], merged)
	}
	return next, nil
}

// tierRatio is how much larger than the next each tier is at least.
const tierRatio = 2

// count returns how many quads the records add, less those that they remove, of those that begin with the first
// n ids of a tuple in an order.
func (o *overlay) count(by graph.Order, first tuple, n int) (sum int64, err error) {
	for _, t := range o.tiers {
		c, err := t.changes(by)
		if err != nil {
			return 0, err
		}
		from, to := c.within(first, n)
		sum += int64(c.net[to] - c.net[from])
	}
	return sum, nil
}

// id returns the id of a form that the log brought.
func (o *overlay) id(form []byte) (graph.ID, bool) {
	for _, t := range o.tiers {
		terms := t.terms()
		if at, ok := searchForm(terms, form); ok {
			return terms[at].id, true
		}
	}
	return 0, false
}

// form returns the form of an id that the log brought.
func (o *overlay) form(id graph.ID) ([]byte, bool) {
	for _, t := range o.tiers {
		terms := t.terms()
		if at, ok := slices.BinarySearchFunc(terms, id, func(t term, id graph.ID) int { return cmp.Compare(t.id, id) }); ok {
			return terms[at].form, true
		}
	}
	return nil, false
}

// beside returns the terms nearest to a form that the log did not bring: below of a lesser form and above of a greater
// one, where they are between the given ones.
func (o *overlay) beside(form []byte, below, above term) (_, _ term) {
	for _, t := range o.tiers {
		terms := t.terms()
		at, _ := searchForm(terms, form)
		if at > 0 && terms[at-1].id > below.id {
			below = terms[at-1]
		}
		if at < len(terms) && terms[at].id < above.id {
			above = terms[at]
		}
	}
	return below, above
}

func searchForm(terms []term, form []byte) (int, bool) {
	return slices.BinarySearchFunc(terms, form, func(t term, form []byte) int { return bytes.Compare(t.form, form) })
}

// tier is the changes of consecutive records, summed up. They are unpacked when first asked for, order by order.
type tier struct {
	records []*record
	size    int // quads that the records add and remove

	mu     sync.Mutex
	orders [orders]*changes
	dict   []term // by id, which is by form; nil when not asked for
}

// merge returns a tier with the records of t and those of the newer u. What t has unpacked it has too.
func (t *tier) merge(u *tier) (*tier, error) {
	m := &tier{records: slices.Concat(t.records, u.records), size: t.size + u.size}
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, older := range t.orders {
		if older == nil {
			continue
		}
		newer, err := u.changes(graph.Order(i + 1))
		if err != nil {
			return nil, err
		}
		m.orders[i] = older.merge(newer)
	}
	if t.dict != nil {
		m.dict = mergeTerms(t.dict, u.terms())
	}
	return m, nil
}

// changes returns the changes in one order.
func (t *tier) changes(by graph.Order) (c *changes, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c = t.orders[by-1]; c == nil {
		if c, err = sumUp(t.records, by); err == nil {
			t.orders[by-1] = c
		}
	}
	return c, err
}

func sumUp(records []*record, by graph.Order) (*changes, error) {
	if len(records) == 1 {
		return records[0].changes(by)
	}
	older, err := sumUp(records[:len(records)/2], by)
	if err != nil {
		return nil, err
	}
	newer, err := sumUp(records[len(records)/2:], by)
	if err != nil {
		return nil, err
	}
	return older.merge(newer), nil
}

// terms returns the terms that the records bring.
func (t *tier) terms() []term {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dict == nil {
		t.dict = []term{}
		for _, r := range t.records {
			t.dict = append(t.dict, r.terms...)
		}
		slices.SortFunc(t.dict, func(a, b term) int { return cmp.Compare(a.id, b.id) })
	}
	return t.dict
}

func mergeTerms(a, b []term) []term {
	out := make([]term, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].id < b[0].id {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// changes are quads added and removed, ascending in one order, each once.
type changes struct {
	tuples []tuple
	net    []int32 // net[i] is how many of the first i are added less how many are removed
}

func newChanges(size int) *changes {
	return &changes{make([]tuple, 0, size), make([]int32, 1, size+1)}
}

func (c *changes) len() int { return len(c.tuples) }

func (c *changes) add(t tuple, gone bool) {
	by := int32(1)
	if gone {
		by = -1
	}
	c.tuples = append(c.tuples, t)
	c.net = append(c.net, c.net[len(c.net)-1]+by)
}

// gone reports whether the quad at an index is removed.
func (c *changes) gone(i int) bool { return c.net[i+1] < c.net[i] }

// search returns the index of the first tuple at or after t, at or after index from.
func (c *changes) search(from int, t tuple) int {
	rest := c.tuples[from:]
	return from + sort.Search(len(rest), func(i int) bool { return compareTuples(rest[i], t) >= 0 })
}

// within returns the range of the tuples that begin with the first n ids of first, whose others are graph.Any.
func (c *changes) within(first tuple, n int) (from, to int) {
	if n == 0 {
		return 0, c.len()
	}
	from = c.search(0, first)
	return from, c.search(from, first.after(n))
}

// merge sums up c and the newer changes. A quad that both have is added by one and removed by the other: since
// each change was one when it was made, it is none together.
func (c *changes) merge(newer *changes) *changes {
	out := newChanges(c.len() + newer.len())
	i, j := 0, 0
	for i < c.len() && j < newer.len() {
		switch d := compareTuples(c.tuples[i], newer.tuples[j]); {
		case d < 0:
			out.add(c.tuples[i], c.gone(i))
			i++
		case d > 0:
			out.add(newer.tuples[j], newer.gone(j))
			j++
		default:
			i, j = i+1, j+1
		}
	}
	for ; i < c.len(); i++ {
		out.add(c.tuples[i], c.gone(i))
	}
	for ; j < newer.len(); j++ {
		out.add(newer.tuples[j], newer.gone(j))
	}
	return out
}

// merged walks the changes of an overlay's tiers in one order and one range together.
type merged struct {
	heads []head
	tuple tuple // the current one
	gone  bool
	ok    bool // whether there is a current one
}

// head is a tier's place.
type head struct {
	*changes
	at, end int
}

// walk returns a walk over the changes that begin with the first n ids of first, before the first of them.
func (o *overlay) walk(by graph.Order, first tuple, n int) (*merged, error) {
	m := &merged{}
	for _, t := range o.tiers {
		c, err := t.changes(by)
		if err != nil {
			return nil, err
		}
		if from, to := c.within(first, n); from < to {
			m.heads = append(m.heads, head{c, from, to})
		}
	}
	m.next()
	return m, nil
}

// next moves to the next change.
func (m *merged) next() {
	for m.ok = false; !m.ok; {
		least := -1
		for i := range m.heads {
			if h := &m.heads[i]; h.at < h.end && (least < 0 || compareTuples(h.tuples[h.at], m.tuple) < 0) {
				least, m.tuple = i, h.tuples[h.at]
			}
		}
		if least < 0 {
			return
		}
		sum := 0
		for i := range m.heads {
			if h := &m.heads[i]; h.at < h.end && h.tuples[h.at] == m.tuple {
				sum += int(h.net[h.at+1] - h.net[h.at])
				h.at++
			}
		}
		m.ok, m.gone = sum != 0, sum < 0
	}
}

// seek moves to the first change at or after t, never backwards.
func (m *merged) seek(t tuple) {
	if !m.ok || compareTuples(m.tuple, t) >= 0 {
		return
	}
	for i := range m.heads {
		h := &m.heads[i]
		h.at = min(h.search(h.at, t), h.end)
	}
	m.next()
}
