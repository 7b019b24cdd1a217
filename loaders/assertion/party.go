package assertion

import "concord/loaders/mention"

// parties returns those who are named between tokens i and j as the ones to act. Whoever stands in a
// relative clause, behind a preposition or as an example ("including ...") is not one of them. The words
// that show a party run from token lead to its name.
func (r *reader) parties(i, j, lead int) []party {
	var out []party
	aside := false
	for k := i; k < j; k++ {
		if r.w.word(k) == "," || r.w.word(k) == ";" {
			aside = false
			continue
		}
		if n, _ := r.w.match("cooperation", k, j); n > 0 && k > i && !r.w.inName(k) {
			k = r.w.phraseEnd(k+n, j) - 1 // "Invites the Department, in cooperation with Governments and stakeholders, to"
			continue
		}
		if key := r.general(i, k); key != "" && !aside {
			out = append(out, party{key, r.w.passage(lead, k+1)})
			continue
		}
		if m := r.mentionAt(k); m != nil {
			if actorTypes[m.Type] && m.Key != "" && !aside && !r.possesses(m) {
				out = append(out, party{m.Key, r.w.passage(lead, r.w.at(m.Span.End-1)+1)})
			}
			k = r.w.at(m.Span.End - 1)
			continue
		}
		if n, _ := r.w.match("coordinator", k, j); n > 0 {
			aside = aside && n == 1
			k += n - 1
			continue
		}
		if n, _ := r.w.match("group", k-1, k); n > 0 && r.w.word(k) == "of" {
			continue // "the Governments of Nicaragua and Honduras"
		}
		if (r.w.is("preposition", k) || r.w.is("relative", k)) && k > i {
			aside = true
		}
	}
	return out
}

// general returns the key of a group that the word at k alone names, when only small words stand between it and
// token i, where its phrase begins, or a sign before it: "States", "the Governments concerned".
func (r *reader) general(i, k int) string {
	n, key := r.w.match("group", k, k+1)
	if n == 0 || r.w.inName(k) || r.w.word(k+1) == "of" {
		return ""
	}
	for b := k - 1; b >= i && r.w.word(b) != ","; b-- {
		if !r.w.is("determiner", b) && !r.w.is("coordinator", b) && !r.w.is("adverb", b) {
			return ""
		}
	}
	return key
}

// possesses reports whether m is the owner of what follows: "WHO's international partners".
func (r *reader) possesses(m *mention.Mention) bool {
	w := r.w.word(r.w.at(m.Span.End-1) + 1)
	return w == "'" || w == "’"
}

// coordination returns the parties of the coordination that begins at token i: "the A, B and the C".
func (r *reader) coordination(i, end, lead int) []party {
	var out []party
	for k := i; k < end; k++ {
		m := r.mentionAt(k)
		switch {
		case m != nil && actorTypes[m.Type]:
			k = r.w.at(m.Span.End - 1)
			if w := r.w.word(k + 1); w == "'" || w == "’" {
				return out // "the Secretary-General's calls"
			}
			if m.Key != "" {
				out = append(out, party{m.Key, r.w.passage(lead, k+1)})
			}
		case m != nil:
			return out
		case r.passed(k, end) > 0:
			k += r.passed(k, end) - 1
		default:
			return out
		}
	}
	return out
}

// passed returns how many tokens at k may stand between the members of a coordination.
func (r *reader) passed(k, end int) int {
	if r.w.word(k) == "," {
		return 1
	}
	for _, class := range []string{"coordinator", "sort", "determiner", "article", "adverb"} {
		if n, _ := r.w.match(class, k, end); n > 0 {
			return n
		}
	}
	return 0
}
