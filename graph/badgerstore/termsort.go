package badgerstore

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"

	"concord/graph"
)

// sortTerms returns the numbers of a segment's terms in the order of their ids: the default graph, what is inlined by
// id, then the others by their forms. ids are the ids of the first of them, which need no place in a dictionary.
func (s *segment) sortTerms() (numbers []uint32, ids []graph.ID) {
	type inline struct {
		id     graph.ID
		number uint32
	}
	inlined := []inline{{graph.DefaultGraph, 0}}
	terms := make([]keyed, 0, len(s.ends))
	for n := uint32(1); int(n) < len(s.ends); n++ {
		form := s.form(n)
		if id, ok := inlineID(form); ok {
			inlined = append(inlined, inline{id, n})
			continue
		}
		terms = append(terms, keyed{number: n})
	}
	slices.SortFunc(inlined, func(a, b inline) int { return cmp.Compare(a.id, b.id) })
	numbers = make([]uint32, 0, len(s.ends))
	for _, in := range inlined {
		numbers, ids = append(numbers, in.number), append(ids, in.id)
	}
	s.sortForms(terms, 0)
	for _, k := range terms {
		numbers = append(numbers, k.number)
	}
	return numbers, ids
}

// keyed is a term with the eight bytes of its form that it is sorted by next.
type keyed struct {
	key    uint64
	number uint32
}

// sortForms sorts terms whose forms are alike up to a depth: by the eight bytes behind what all of them have in common,
// then those alike in these by what follows.
func (s *segment) sortForms(terms []keyed, depth int) {
	for len(terms) > fewTerms {
		depth += s.common(terms, depth)
		for i := range terms {
			terms[i].key = chunk(s.form(terms[i].number), depth)
		}
		slices.SortFunc(terms, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
		depth += 8
		from := 0
		for i := 1; i <= len(terms); i++ {
			if i < len(terms) && terms[i].key == terms[from].key {
				continue
			}
			if i == len(terms) && from == 0 {
				break // all alike: go on with the same
			}
			s.sortForms(terms[from:i], depth)
			from = i
		}
		if from > 0 {
			return
		}
	}
	slices.SortFunc(terms, func(a, b keyed) int { return bytes.Compare(s.form(a.number)[depth:], s.form(b.number)[depth:]) })
}

// fewTerms are sorted by comparing.
const fewTerms = 12

// chunk returns the eight bytes of a form from a depth on, as a number that compares like them. What is missing is 0,
// which no form has, so forms that end within a chunk differ from all others.
func chunk(form []byte, depth int) uint64 {
	if rest := form[min(depth, len(form)):]; len(rest) >= 8 {
		return binary.BigEndian.Uint64(rest)
	} else {
		var b [8]byte
		copy(b[:], rest)
		return binary.BigEndian.Uint64(b[:])
	}
}

// common returns how many bytes all forms have in common from a depth on.
func (s *segment) common(terms []keyed, depth int) int {
	first := s.form(terms[0].number)[depth:]
	n := len(first)
	for _, t := range terms[1:] {
		form := s.form(t.number)[depth:]
		n = min(n, len(form))
		for i := 0; i < n; i++ {
			if form[i] != first[i] {
				n = i
			}
		}
		if n == 0 {
			break
		}
	}
	return n
}
