package align

import (
	"slices"

	"concord/loaders/lexicon"
)

// sense knows what words mean as far as a comparison must: words of one stem or of one group of synonyms render
// one thought. It grows while texts are read and belongs to one comparison.
type sense struct {
	lex     *lexicon.Lexicon
	numbers map[string]int32  // by folded word, and by stem behind a space
	groups  map[int32][]int32 // by stem, ascending: the groups of synonyms it is in
	light   map[int32]bool    // stems that only weigh another word or lend it a form
	stems   int32
	buffer  []lexicon.Token
}

func newSense(lex *lexicon.Lexicon) *sense {
	s := &sense{lex: lex, numbers: map[string]int32{}, groups: map[int32][]int32{}, light: map[int32]bool{}}
	for i, words := range lex.Comparison.Synonyms {
		for _, w := range words {
			n := s.stem(lexicon.Word, w)
			if !slices.Contains(s.groups[n], int32(i)) {
				s.groups[n] = append(s.groups[n], int32(i))
			}
		}
	}
	for _, words := range []map[string]bool{lex.Comparison.Degree, lex.Comparison.Light} {
		for w := range words {
			s.light[s.stem(lexicon.Word, w)], s.light[s.stem(lexicon.Word, w+"s")] = true, true
		}
	}
	return s
}

// unit is a word, a number or a sign of a view.
type unit struct {
	lexicon.Token
	word  string // as lexicon.Fold has it
	stem  int32  // words of one stem have one number
	key   string // of what a whole name stands for, "" for a word
	told  bool   // the name tells what the thing is, as those of meetings and offices do
	theme bool   // the name is one of a concept
	idle  bool   // of a phrase that weighs nothing, whatever its words do elsewhere: "all of which"
}

// units returns the units of a text. A prefix and the word that a hyphen joins to it are one.
func (s *sense) units(text string) []unit {
	s.buffer = s.lex.Tokens(s.buffer[:0], text)
	out := make([]unit, 0, len(s.buffer))
	for _, t := range s.buffer {
		word := lexicon.Fold(text[t.Start:t.End])
		if k := len(out) - 1; k >= 0 && t.Kind == lexicon.Word && t.Start > out[k].End && s.lex.Comparison.Prefix[out[k].word] && text[out[k].End] != ' ' {
			t.Start, t.Case = out[k].Start, out[k].Case
			word = out[k].word + word
			out = out[:k]
		}
		out = append(out, unit{Token: t, word: word, stem: s.stem(t.Kind, word)})
	}
	for i := 0; i < len(out); i++ {
		if w, n := s.weightAt(out[i:]); w != nil && w.Rank == 0 {
			for k := range n {
				out[i+k].idle = true
			}
			i += n - 1
		}
	}
	return out
}

// weightAt returns the phrase that weighs an act at the head of units, and how many of them it is. "May" is a month.
func (s *sense) weightAt(units []unit) (*lexicon.Weight, int) {
	w, n := s.lex.Comparison.WeightAt(len(units), func(k int) string { return units[k].word })
	if w != nil && w.Kind == "modal" && units[0].Case != lexicon.Lower {
		return nil, 0
	}
	return w, n
}

// stem returns the number of a word's stem.
func (s *sense) stem(kind lexicon.Kind, word string) int32 {
	if n, ok := s.numbers[word]; ok {
		return n
	}
	stem := word
	if kind == lexicon.Word {
		stem = s.lex.Stem(word)
	}
	n, ok := s.numbers[" "+stem]
	if !ok {
		s.stems++
		n = s.stems
		s.numbers[" "+stem] = n
	}
	s.numbers[word] = n
	return n
}

// synonyms reports whether two words are in one group of synonyms.
func (s *sense) synonyms(x, y *unit) bool {
	if x.key != "" || y.key != "" {
		return false
	}
	gx, gy := s.groups[x.stem], s.groups[y.stem]
	return slices.ContainsFunc(gx, func(g int32) bool { return slices.Contains(gy, g) })
}

// same reports whether two words may render one thought.
func (s *sense) same(x, y *unit) bool {
	return x.key == y.key && x.stem == y.stem || s.synonyms(x, y)
}

// content reports whether a unit is a word that carries more than grammar.
func (s *sense) content(u *unit) bool {
	return u.key != "" || u.Kind == lexicon.Number || u.Kind == lexicon.Word && !s.lex.Comparison.Form[u.word]
}

// meaning returns a number that most words of one thought share.
func (s *sense) meaning(u *unit) int32 {
	if g := s.groups[u.stem]; len(g) > 0 {
		return -1 - g[0]
	}
	return u.stem
}
