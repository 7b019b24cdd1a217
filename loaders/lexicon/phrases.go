package lexicon

import (
	"slices"
	"strings"
)

// Match is a phrase of the lexicon found in a text: tokens First to Last, half-open.
type Match struct {
	First, Last int
	Phrase      *Phrase
}

// Phrase is one way of naming an entry.
type Phrase struct {
	Entry *Entry
	Row   Row
	// Acronym marks capitals that stand for the entry's name.
	Acronym bool
	// Words is the number of its tokens.
	Words int
	// Digits marks a phrase that holds a number of its own, such as the year of "2030 Agenda".
	Digits bool
	writes []string // per token: the spelling to the letter, or "" for any
	cases  []Case   // per token: the least case wanted
}

// edge leads from a node of the tree of phrases by a word to the next.
type edge struct {
	node, word int32
}

// tree holds all phrases, token by token.
type tree struct {
	next   map[edge]int32
	ending [][]*Phrase // by node
}

func newTree() *tree { return &tree{next: map[edge]int32{}, ending: make([][]*Phrase, 1)} }

func (t *tree) add(words []int32, p *Phrase) {
	node := int32(0)
	for _, w := range words {
		next, ok := t.next[edge{node, w}]
		if !ok {
			next = int32(len(t.ending))
			t.next[edge{node, w}] = next
			t.ending = append(t.ending, nil)
		}
		node = next
	}
	t.ending[node] = append(t.ending[node], p)
}

// addPhrases files every reading of pattern under e.
func (l *Lexicon) addPhrases(e *Entry, pattern string, acronym bool) error {
	texts, err := expand(pattern, l.patterns)
	if err != nil {
		return err
	}
	for _, text := range l.spellings.all(texts) {
		p := &Phrase{Entry: e, Row: l.row, Acronym: acronym}
		var words []int32
		for _, t := range l.learn(text) {
			written := text[t.Start:t.End]
			p.Digits = p.Digits || t.Kind == Number
			p.cases = append(p.cases, t.Case)
			if t.Case != Capitals {
				written = ""
			}
			p.writes = append(p.writes, written)
			words = append(words, t.Word)
		}
		if p.Words = len(words); p.Words > 0 {
			l.phrases.add(words, p)
		}
	}
	return nil
}

// spellings pairs a way to write a word with another.
type spellings [][2]string

// all returns texts and what they are in the other spellings of their words.
func (s spellings) all(texts []string) []string {
	for _, pair := range s {
		for _, text := range texts {
			for k := range pair {
				if other := strings.ReplaceAll(text, pair[k], pair[1-k]); other != text {
					texts = append(texts, other)
				}
			}
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// learn returns the tokens of text after taking their words into the vocabulary.
func (l *Lexicon) learn(text string) []Token {
	tokens := l.Tokens(nil, text)
	for i, t := range tokens {
		tokens[i].Word = l.words.add(Fold(text[t.Start:t.End]))
	}
	return tokens
}

// MatchAt appends the phrases that begin at token i of text, shortest first.
func (l *Lexicon) MatchAt(dst []Match, text string, tokens []Token, i int) []Match {
	node := int32(0)
	for j := i; j < len(tokens) && tokens[j].Word != 0; j++ {
		next, ok := l.phrases.next[edge{node, tokens[j].Word}]
		if !ok {
			break
		}
		node = next
		for _, p := range l.phrases.ending[node] {
			if p.written(text, tokens[i:j+1]) {
				dst = append(dst, Match{i, j + 1, p})
			}
		}
	}
	return dst
}

// written reports whether the words are written as the phrase asks.
func (p *Phrase) written(text string, tokens []Token) bool {
	for k, t := range tokens {
		switch p.cases[k] {
		case Initial:
			if t.Case == Lower {
				return false
			}
		case Capitals:
			if s := text[t.Start:t.End]; s != p.writes[k] && undotted(s) != undotted(p.writes[k]) {
				return false
			}
		}
	}
	return true
}

// undotted returns "US" for "U.S.".
func undotted(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '.' {
			b = append(b, s[i])
		}
	}
	return string(b)
}
