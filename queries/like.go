package queries

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"concord/graph"
	"concord/graph/vocab"
)

// FindLike returns the entities whose names have the words of text when these are spelt as names spell them, a word
// that no name has standing for the one most like it; where none do, those that have all words but one. None is no
// error. For the nearest whole names see UnknownNameError.
func FindLike(ctx context.Context, snap graph.Snapshot, base vocab.Base, text string) ([]Match, error) {
	n, err := newNames(ctx, snap, base)
	if err != nil {
		return nil, fmt.Errorf("find like %q: %w", text, err)
	}
	type name struct {
		id    graph.ID
		text  string
		words []string
	}
	var all []name
	known := map[string]bool{}
	err = n.eachName(ctx, func(id graph.ID, _ MatchedBy, text string) {
		all = append(all, name{id, text, words(text)})
		for _, w := range all[len(all)-1].words {
			known[w] = true
		}
	})
	if err != nil {
		return nil, fmt.Errorf("find like %q: %w", text, err)
	}
	want := respell(words(text), known)
	for _, missing := range []int{0, 1} {
		var found []candidate
		for _, x := range all {
			if have := common(want, x.words); len(want)-len(have) == missing && telling(have, missing) {
				found = append(found, candidate{x.id, ByLikeness, x.text, !behind(have, x.words), len(x.words) - len(have)})
			}
		}
		if len(found) > 0 {
			matches, err := n.matches(ctx, found)
			if err != nil {
				return nil, fmt.Errorf("find like %q: %w", text, err)
			}
			return matches, nil
		}
	}
	return nil, nil
}

// respell puts known words in the place of those that are not but are much like one.
func respell(text []string, known map[string]bool) []string {
	var sorted []string
	for w := range known {
		sorted = append(sorted, w)
	}
	slices.Sort(sorted)
	out := slices.Clone(text)
	for i, w := range text {
		if known[w] || len(w) < shortestRespelt {
			continue
		}
		least := max(1, len(w)/4) + 1
		for _, k := range sorted {
			if d := distance(w, k, least-1); d < least && !digits(k) {
				out[i], least = k, d
			}
		}
	}
	return out
}

// common returns the words of want that have has too.
func common(want, have []string) []string {
	var out []string
	for _, w := range want {
		if within(append(out[:len(out):len(out)], w), have) {
			out = append(out, w)
		}
	}
	return out
}

// telling reports whether words are enough to tell a name by when others are missing: a number, or two words.
func telling(words []string, missing int) bool {
	long := 0
	for _, w := range words {
		if digits(w) {
			return true
		}
		if len(w) >= shortestRespelt {
			long++
		}
	}
	return long > missing
}

// shortestRespelt is the length of word below which one letter more or less makes another word.
const shortestRespelt = 4

func digits(w string) bool { return strings.IndexFunc(w, unicode.IsDigit) >= 0 }
