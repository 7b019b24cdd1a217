package badgerstore

import "concord/graph"

// batch is quads as a cursor gives them out, in some order: the first n of each array.
type batch struct {
	n          int
	S, P, O, G [blockQuads]graph.ID
}

// quad returns a quad of the batch.
func (b *batch) quad(i int) graph.Quad { return graph.Quad{S: b.S[i], P: b.P[i], O: b.O[i], G: b.G[i]} }

// sorted is the columns of a batch in the positions of its order.
type sorted [4]*[blockQuads]graph.ID

func (b *batch) sorted(by graph.Order) (s sorted) {
	spog := sorted{&b.S, &b.P, &b.O, &b.G}
	for i, at := range positions[by] {
		s[i] = spog[at]
	}
	return s
}

// tuple returns row i.
func (s *sorted) tuple(i int) tuple { return tuple{s[0][i], s[1][i], s[2][i], s[3][i]} }

// compare compares row i with t.
func (s *sorted) compare(i int, t *tuple) int {
	for p, col := range s {
		if a := col[i]; a != t[p] {
			if a < t[p] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// search returns the index of the first row at or after t among those from one index to before another.
func (s *sorted) search(from, to int, t *tuple) int {
	for from < to {
		if mid := int(uint(from+to) >> 1); s.compare(mid, t) < 0 {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}
