package canon

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strconv"
)

const (
	canonicalPrefix = "c14n"
	temporaryPrefix = "b"
)

const checkEvery = 4096 // blank nodes, or units of work, between looks at the context

// labeller is the canonicalization state of RDFC-1.0, 4.3. The names of steps are those of the Recommendation.
type labeller struct {
	*mentions
	ctx       context.Context
	hash      hash.Hash
	first     [][]byte // of each node, the hash of its own quads
	canonical *issuer
	temporary *issuer
	twins     map[string]int // classes of nodes that may be exchanged, by the hash of their mentions
	twinOf    []int          // of each node, its class, counted from 1; 0 while it is not known
	work      int            // left
	look      int            // work at which the context is looked at again
}

// label returns the number that each blank node gets (RDFC-1.0, 4.4.3).
func label(ctx context.Context, m *mentions, o *Options) ([]int32, error) {
	l := &labeller{mentions: m, ctx: ctx, hash: sha256.New(), canonical: newIssuer(len(m.nodes)), temporary: newIssuer(len(m.nodes)),
		twins: map[string]int{}, twinOf: make([]int, len(m.nodes)), work: DefaultWork + DefaultWorkPerNode*len(m.nodes)}
	if o != nil && o.Hash != nil {
		l.hash = o.Hash()
	}
	if o != nil && o.MaxWork > 0 {
		l.work = o.MaxWork
	}
	l.look = l.work
	if err := l.hashFirstDegree(); err != nil { // step 3
		return nil, err
	}
	var alike [][]term
	for _, nodes := range l.byFirstHash() { // step 4
		if len(nodes) == 1 {
			l.canonical.issue(nodes[0])
		} else {
			alike = append(alike, nodes)
		}
	}
	for _, nodes := range alike { // step 5
		if err := l.tellApart(nodes); err != nil {
			return nil, err
		}
	}
	labels := make([]int32, len(m.nodes))
	for i, n := range l.canonical.issued {
		labels[n] = int32(i)
	}
	return labels, nil
}

// byFirstHash returns the nodes that have one hash, those with the least first.
func (l *labeller) byFirstHash() [][]term {
	nodes := make([]term, len(l.nodes))
	for n := range nodes {
		nodes[n] = term(n)
	}
	slices.SortStableFunc(nodes, func(a, b term) int { return bytes.Compare(l.first[a], l.first[b]) })
	return groups(nodes, func(a, b term) bool { return bytes.Equal(l.first[a], l.first[b]) })
}

// groups cuts a sorted slice where neighbours are not equal.
func groups[T any](sorted []T, equal func(a, b T) bool) (all [][]T) {
	for from := 0; from < len(sorted); {
		to := from + 1
		for to < len(sorted) && equal(sorted[from], sorted[to]) {
			to++
		}
		all = append(all, sorted[from:to:to])
		from = to
	}
	return all
}

// tellApart issues canonical labels to nodes whose first hashes are equal (steps 5.1 to 5.3).
func (l *labeller) tellApart(nodes []term) error {
	type result struct {
		hash   []byte
		issued []term
	}
	var results []result
	for _, n := range nodes {
		if l.canonical.has(n) {
			continue
		}
		l.temporary.issue(n)
		sum, err := l.hashNDegree(n, 0)
		if err != nil {
			return err
		}
		results = append(results, result{sum, slices.Clone(l.temporary.issued)})
		l.temporary.forget(0)
	}
	slices.SortStableFunc(results, func(a, b result) int { return bytes.Compare(a.hash, b.hash) })
	for _, r := range results {
		for _, n := range r.issued {
			l.canonical.issue(n)
		}
	}
	return nil
}

// hashFirstDegree sets the hash of each node's quads, in which it is _:a and every other node _:z (4.6.3).
func (l *labeller) hashFirstDegree() error {
	l.first = make([][]byte, len(l.nodes))
	var block []byte
	var lines [][]byte
	for n := range l.first {
		if n%checkEvery == 0 && l.ctx.Err() != nil {
			return l.ctx.Err()
		}
		block, lines = l.mentionsOf(term(n), block[:0], lines[:0], func(dst []byte, other term) []byte {
			if other == term(n) {
				return append(dst, "_:a"...)
			}
			return append(dst, "_:z"...)
		})
		l.first[n] = l.sum(lines...)
	}
	return nil
}

// mentionsOf appends the lines of the quads that name n, sorted, in memory appended to block.
func (l *labeller) mentionsOf(n term, block []byte, lines [][]byte, node func([]byte, term) []byte) ([]byte, [][]byte) {
	for _, at := range l.of[n] {
		start := len(block)
		block = l.appendLine(block, l.quads[at], node)
		lines = append(lines, block[start:])
	}
	slices.SortFunc(lines, bytes.Compare)
	return block, lines
}

func (l *labeller) sum(data ...[]byte) []byte {
	l.hash.Reset()
	for _, d := range data {
		l.hash.Write(d) // never fails (package hash)
	}
	return l.hash.Sum(nil)
}

// spend takes n from the work that is left.
func (l *labeller) spend(n int) error {
	if l.work -= n; l.work < 0 {
		return ErrTooComplex
	}
	if l.work < l.look {
		l.look = l.work - checkEvery
		return l.ctx.Err()
	}
	return nil
}

// appendNode appends the canonical label of n, else its temporary one, and reports whether it has one.
func (l *labeller) appendNode(dst []byte, n term) ([]byte, bool) {
	if l.canonical.has(n) {
		return l.canonical.appendLabel(append(dst, "_:"+canonicalPrefix...), n), true
	}
	if l.temporary.has(n) {
		return l.temporary.appendLabel(append(dst, "_:"+temporaryPrefix...), n), true
	}
	return dst, false
}

// issuer numbers nodes in the order they come (RDFC-1.0, 4.5). What the Recommendation does with copies is done by
// forgetting what was issued last.
type issuer struct {
	issued []term
	place  []int32 // of each node in issued, counted from 1
}

func newIssuer(nodes int) *issuer { return &issuer{place: make([]int32, nodes)} }

func (i *issuer) has(n term) bool { return i.place[n] > 0 }

func (i *issuer) issue(n term) {
	if !i.has(n) {
		i.issued = append(i.issued, n)
		i.place[n] = int32(len(i.issued))
	}
}

// forget takes back all numbers but the first.
func (i *issuer) forget(first int) {
	for _, n := range i.issued[first:] {
		i.place[n] = 0
	}
	i.issued = i.issued[:first]
}

func (i *issuer) appendLabel(dst []byte, n term) []byte {
	return strconv.AppendInt(dst, int64(i.place[n])-1, 10)
}

func appendHex(dst, sum []byte) []byte { return hex.AppendEncode(dst, sum) }
