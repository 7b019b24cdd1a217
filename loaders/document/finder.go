package document

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/loaders/automaton"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// form is the shape in which a performative occurs.
type form uint8

const (
	finite     form = iota // "decide", "we decide"
	third                  // "decides"
	gerund                 // "deciding"
	participle             // "decided", in "having decided"
	adjective              // "convinced"
)

// hit is a performative found in a text.
type hit struct {
	row    *lexicon.Performative
	form   form
	verb   source.Span
	phrase source.Span
}

// finder finds performatives. It is built once for a lexicon.
type finder struct {
	particle, also, aside *automaton.Regexp

	byWord map[string][]wordForm // first word of a form
}

type wordForm struct {
	row  *lexicon.Performative
	form form
	rest []string // the words after the first
}

func newFinder(p *lexicon.Performatives) *finder {
	f := &finder{particle: p.Particle, also: p.Also, aside: p.Aside, byWord: map[string][]wordForm{}}
	for i := range p.Rows {
		row := &p.Rows[i]
		for fm, words := range map[form][]string{finite: row.Finite, third: row.Third, gerund: row.Gerund, participle: row.Participle} {
			if row.Adjective && fm == finite {
				fm = adjective
			}
			for _, w := range words {
				parts := strings.Fields(w)
				f.byWord[parts[0]] = append(f.byWord[parts[0]], wordForm{row, fm, parts[1:]})
			}
		}
	}
	for _, forms := range f.byWord {
		sortForms(forms)
	}
	return f
}

// wordAt returns the end of the word at i, where i is the start of one.
func wordAt(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && r != '-' && r != '‑' {
			break
		}
		i += n
	}
	return i
}

// at returns the performative whose first word stands at i, in one of the forms asked for; of several the
// one with most words.
func (f *finder) at(s string, i int, forms ...form) (hit, bool) {
	end := wordAt(s, i)
	var best hit
	words := -1
	for _, w := range f.byWord[strings.ToLower(s[i:end])] {
		if len(w.rest) <= words || !hasForm(forms, w.form) {
			continue
		}
		if to, ok := f.rest(s, end, w.rest); ok {
			words = len(w.rest)
			best = hit{row: w.row, form: w.form, verb: source.Span{Start: i, End: to}}
		}
	}
	if words < 0 {
		return hit{}, false
	}
	best.phrase = source.Span{Start: i, End: f.phraseEnd(s, best)}
	return best, true
}

func hasForm(forms []form, f form) bool {
	for _, x := range forms {
		if x == f {
			return true
		}
	}
	return false
}

// rest matches the further words of a form after i; particles and an aside may stand between them.
func (f *finder) rest(s string, i int, words []string) (int, bool) {
	for _, w := range words {
		next, ok := i, false
		for range 6 {
			j := skipSpace(s, next)
			end := wordAt(s, j)
			if strings.EqualFold(s[j:end], w) {
				next, ok = end, true
				break
			}
			if m := f.aside.FindString(s[next:]); m != "" {
				next += len(m)
				continue
			}
			if m := f.particle.FindString(s[j:]); m != "" {
				next = j + len(m)
				continue
			}
			break
		}
		if !ok {
			// "Takes note that": the preposition of a last word may be missing before a clause.
			return i, len(words) > 1 && w == words[len(words)-1] && strings.HasPrefix(s[skipSpace(s, i):], "that")
		}
		i = next
	}
	return i, true
}

// phraseEnd returns the end of the verb with the particles after it and its fixed complement.
func (f *finder) phraseEnd(s string, h hit) int {
	end := h.verb.End
	for i := skipSpace(s, end); ; i = skipSpace(s, end) {
		m := f.also.FindString(s[i:])
		if m == "" {
			break
		}
		end = i + len(m)
	}
	if h.row.Complement != nil {
		i := skipSpace(s, end)
		if m := h.row.Complement.FindString(s[i:]); m != "" {
			end = i + len(m)
		}
	}
	return end
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '_') { // a misread speck of a printed page
		i++
	}
	return i
}

// particles skips particles, and commas after them, from i on.
func (f *finder) particles(s string, i int) int {
	for {
		i = skipSpace(s, i)
		m := f.particle.FindString(s[i:])
		if m == "" {
			return i
		}
		i += len(m)
		if strings.HasPrefix(s[i:], ",") {
			i++
		}
	}
}

// sortForms brings the forms of a word into an order that does not depend on maps.
func sortForms(forms []wordForm) {
	slices.SortStableFunc(forms, func(a, b wordForm) int {
		return cmp.Or(cmp.Compare(a.form, b.form), cmp.Compare(a.row.Lemma, b.row.Lemma))
	})
}
