package mention

import (
	"slices"
	"strings"

	"concord/loaders/lexicon"
)

// phrases finds what rows of the lexicon name, entities and themes.
func (p *passage) phrases() {
	var matches []lexicon.Match
	for i := range p.tokens {
		if p.tokens[i].Word == 0 {
			continue
		}
		matches = p.lex.MatchAt(matches[:0], p.text, p.tokens, i)
		for _, m := range matches {
			if !acronymToo(matches, m) {
				p.phrase(m)
			}
		}
	}
}

// acronymToo reports whether the words of m, a name, are an acronym of the same thing as written: "INTERPOL",
// which in other letters is a name.
func acronymToo(matches []lexicon.Match, m lexicon.Match) bool {
	return !m.Phrase.Acronym && slices.ContainsFunc(matches, func(o lexicon.Match) bool {
		return o.Phrase.Acronym && o.Phrase.Entry == m.Phrase.Entry && o.Last == m.Last
	})
}

func (p *passage) phrase(m lexicon.Match) {
	e := m.Phrase.Entry
	if e.Type == "Language" || !p.hasContext(m.First, e.Context) {
		return
	}
	if m.Phrase.Acronym && p.local.redefines(p.text[p.tokens[m.First].Start:p.tokens[m.Last-1].End], e.Key) {
		return
	}
	if m.Phrase.Acronym && p.inCompound(m.Last) {
		return // "AU-PATTEC"
	}
	if e.Type == "State" && (p.is(m.Last, lexicon.Currency) || p.word(m.Last) == "$") {
		return
	}
	c := candidate{first: m.First, last: m.Last, phrase: m.Phrase, Mention: Mention{Form: formOf(m.Phrase), Type: e.Type, Key: e.Key}}
	if e.Type == "Theme" {
		c.Layer = ThemeLayer
	}
	p.found = append(p.found, c)
	p.mark(&p.found[len(p.found)-1], int32(len(p.found)))
}

// inCompound reports whether token i is joined by a hyphen to the one before and is capitals that no row holds.
func (p *passage) inCompound(i int) bool {
	return p.glued(i) && p.acronym(i) && p.tokens[i].Word == 0
}

func formOf(ph *lexicon.Phrase) Form {
	switch {
	case ph.Acronym:
		return Acronym
	case ph.Entry.Type == "Theme":
		return ThemeForm
	case strings.HasSuffix(ph.Entry.Type, "Group"):
		return Description
	}
	return Name
}

// hasContext reports whether for each group of stems the sentence of token i has a word that begins so.
func (p *passage) hasContext(i int, stems []string) bool {
	if len(stems) == 0 {
		return true
	}
	first, last := i, i
	for first > 0 && first > i-longestContext && p.word(first-1) != "." {
		first--
	}
	for last < len(p.tokens) && last < i+longestContext && p.word(last) != "." {
		last++
	}
	for _, stem := range stems {
		found := false
		for j := first; j < last && !found; j++ {
			found = hasPrefixFold(p.word(j), stem)
		}
		if !found {
			return false
		}
	}
	return true
}

// longestContext is how many words before or after a phrase may lie what its meaning hangs on. The longest
// sentences of resolutions have some 400.
const longestContext = 400

func hasPrefixFold(word, stem string) bool {
	return len(word) >= len(stem) && strings.EqualFold(word[:len(stem)], stem)
}
