package badgerstore

import (
	"cmp"

	"concord/graph"
)

// tuple is the ids of a quad in the positions of some order, first to last.
type tuple [4]graph.ID

func compareTuples(a, b tuple) int {
	for i := range a {
		if a[i] != b[i] {
			return cmp.Compare(a[i], b[i])
		}
	}
	return 0
}

// after returns the least tuple that is greater than all which begin with the first n ids of t; the others
// are graph.Any, n is at least 1, and no id is the greatest there is, which is graph.Unknown and no term's.
func (t tuple) after(n int) tuple {
	t[n-1]++
	return t
}
