// Package align compares two versions of one work: which paragraphs and undertakings stand in each other's
// place, and how their wording differs.
//
// It reads what other packages found in the texts and claims nothing of either. The versions may be
// translations, drafts and the adopted text, or two carriers of one text; numbers need not agree. Start with
// Compare, which depends on nothing but the two versions and the lexicon.
package align

import (
	"strings"

	"concord/loaders/assertion"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// Version is a text as it was read.
type Version struct {
	Name         string
	Work         string // key of the work: its number in its own title is no part of the wording
	Document     *document.Document
	Mentions     []mention.Mention // by block and start; of two that start together the longer is first
	Undertakings []assertion.Undertaking
	// Attributes of undertakings by their key: who, towards whom, under which condition.
	Attributes map[string][]Attribute
}

// Attribute is a statement about an undertaking.
type Attribute struct {
	Predicate string        // local name: "actor", "condition"
	Object    string        // key, or the words of a literal
	Spans     []source.Span // of the text: the words it rests on
	Default   bool          // no words name it: who speaks is taken for who acts
}

// Alignment is how two versions compare. Blocks and undertakings are named by their index in the version.
type Alignment struct {
	Pairs        []Pair  // by block of the first version
	OnlyA, OnlyB []int   // blocks that stand in one version only, ascending
	Undertakings []Match // those of the first version in their order, then those of the second alone
}

// Pair is two blocks that stand in each other's place.
type Pair struct {
	A, B        int
	Moved       bool         // other pairs stand the other way round
	Differences []Difference // by place in the first version, then in the second
}

// Difference is a place where the wording of two blocks differs.
type Difference struct {
	Class Class
	// A and B are spans of the views of the two blocks; one of them is empty where words stand in the other
	// version only, and lies where they would stand.
	A, B source.Span
	Note string // MovedNote of a whole block in another place, else ""
}

// MovedNote is the note of a difference that is a block in another place.
const MovedNote = "moved"

// Class tells what a difference means to a reader.
type Class uint8

// The classes, what matters least first.
const (
	Editorial   Class = iota // spelling, case, punctuation, order, number format, acronym against full name
	Translation              // two renderings of one thought
	Substantive              // another actor, act, object, condition, scope, strength or legal status
)

// Classes are all classes, what matters most first.
var Classes = []Class{Substantive, Translation, Editorial}

// String returns the class as con:differenceClass writes it.
func (c Class) String() string { return [...]string{"editorial", "translation", "substantive"}[c] }

// Match is two undertakings that are the same, or one that only one version has.
type Match struct {
	A, B    int      // -1 where the version has none
	Aspects []string // in which they differ in substance, sorted; none: they match exactly
	Change  Change   // of how strongly it is worded, all signs together
	Signs   []Sign   // that show it
}

// Exact reports whether both versions have the undertaking and mean the same by it.
func (m *Match) Exact() bool { return m.A >= 0 && m.B >= 0 && len(m.Aspects) == 0 }

// Change tells whether the second version words an undertaking more or less strongly than the first.
type Change int8

// The changes. Mixed is stronger by one sign and weaker by another.
const (
	Weakened     Change = -1
	Unchanged    Change = 0
	Strengthened Change = 1
	Mixed        Change = 2
)

// String returns the change in a word, "" for none.
func (c Change) String() string {
	return map[Change]string{Weakened: "weakened", Strengthened: "strengthened", Mixed: "mixed"}[c]
}

// Compare aligns two versions.
func Compare(a, b *Version, lex *lexicon.Lexicon) *Alignment {
	c := &comparison{lex: lex, words: newSense(lex)}
	c.a, c.b = c.side(a), c.side(b)
	out := &Alignment{Pairs: c.pairs()}
	var pairedA, pairedB = map[int]bool{}, map[int]bool{}
	for i := range out.Pairs {
		p := &out.Pairs[i]
		pairedA[p.A], pairedB[p.B] = true, true
		if p.Moved {
			whole := func(b *document.Block) source.Span { return source.Span{End: len(b.View.Text)} }
			p.Differences = []Difference{{Class: Editorial, A: whole(&a.Document.Blocks[p.A]), B: whole(&b.Document.Blocks[p.B]), Note: MovedNote}}
		}
		p.Differences = append(p.Differences, c.differences(p.A, p.B)...)
	}
	out.OnlyA, out.OnlyB = rest(len(a.Document.Blocks), pairedA), rest(len(b.Document.Blocks), pairedB)
	out.Undertakings = c.undertakings(out.Pairs)
	return out
}

// unnumbered returns the text of a title with spaces in place of the number of the work itself: "80/66. Report".
func (s *side) unnumbered(text string, block int) string {
	for _, m := range s.mentions[block] {
		if m.Key == s.Work {
			return text[:m.Span.Start] + strings.Repeat(" ", m.Span.Len()) + text[m.Span.End:]
		}
	}
	return text
}

// rest returns the numbers below n that are not in a set.
func rest(n int, in map[int]bool) (out []int) {
	for i := range n {
		if !in[i] {
			out = append(out, i)
		}
	}
	return out
}

// comparison is one run of Compare.
type comparison struct {
	lex   *lexicon.Lexicon
	words *sense
	a, b  *side
}

// side is one version, ready to be compared.
type side struct {
	*Version
	blocks   []block
	mentions [][]mention.Mention // by block
}

// block is what of a block is compared.
type block struct {
	*document.Block
	text    string // of the view, without the calls of footnotes
	units   []unit
	content string // of the whole text
}

func (c *comparison) side(v *Version) *side {
	s := &side{Version: v, mentions: make([][]mention.Mention, len(v.Document.Blocks))}
	for _, m := range v.Mentions {
		s.mentions[m.Block] = append(s.mentions[m.Block], m)
	}
	notes := newNotes(v.Document, c.lex)
	for i := range v.Document.Blocks {
		b := &v.Document.Blocks[i]
		text := b.View.Text
		if body(b.Class) {
			text = notes.blanked(text, s.mentions[i])
			if b.Class == document.Title {
				text = s.unnumbered(text, i)
			}
		}
		s.blocks = append(s.blocks, block{b, text, c.words.units(text), v.Document.Text.Content})
	}
	return s
}
