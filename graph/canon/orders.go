package canon

import (
	"iter"
	"slices"
)

// orders yields the orders of items that differ in more than places within a class: items of one class keep the
// order they have. An order is valid until the next.
func orders[T any](items []T, classes []int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		members := map[int][]T{}
		for i, c := range classes {
			members[c] = append(members[c], items[i])
		}
		order := slices.Sorted(slices.Values(classes)) // the first of its permutations
		out := make([]T, len(items))
		next := make(map[int]int, len(members))
		for {
			clear(next)
			for i, c := range order {
				out[i] = members[c][next[c]]
				next[c]++
			}
			if !yield(out) || !permute(order) {
				return
			}
		}
	}
}

// permute makes the next permutation of s in lexicographic order, each once where elements are equal. It reports
// false, and leaves s alone, when s is the last.
func permute(s []int) bool {
	i := len(s) - 2
	for i >= 0 && s[i] >= s[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	j := len(s) - 1
	for s[j] <= s[i] {
		j--
	}
	s[i], s[j] = s[j], s[i]
	slices.Reverse(s[i+1:])
	return true
}
