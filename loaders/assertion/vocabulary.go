package assertion

// vocabulary numbers the words of the patterns, so that a passage can tell quickly which of them it holds.
type vocabulary map[string]int

// terms is a set of words of a vocabulary, a bit each.
type terms []uint64

// learn numbers the first words of alternatives.
func (v vocabulary) learn(alternatives [][]string) {
	for _, words := range alternatives {
		if _, ok := v[words[0]]; !ok {
			v[words[0]] = len(v)
		}
	}
}

// none returns an empty set with room for all words.
func (v vocabulary) none() terms { return make(terms, (len(v)+63)/64) }

// first returns the set of the first words of alternatives.
func (v vocabulary) first(alternatives [][]string) terms {
	t := v.none()
	for _, words := range alternatives {
		v.add(t, words[0])
	}
	return t
}

// add puts a word into a set; one that is not numbered is no part of any.
func (v vocabulary) add(t terms, word string) {
	if n, ok := v[word]; ok {
		t[n/64] |= 1 << (n % 64)
	}
}

// meets reports whether two sets of one vocabulary share a word.
func (t terms) meets(u terms) bool {
	for i := range t {
		if t[i]&u[i] != 0 {
			return true
		}
	}
	return false
}
