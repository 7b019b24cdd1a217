package assertion

import (
	"sort"
	"strings"

	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// wording is the view of a block as tokens, with what the lexicon and the mentions say of them. Positions
// in it are token numbers; a range is half-open.
type wording struct {
	lex      *lexicon.Lexicon
	block    int
	text     string
	tokens   []source.Span
	low      []string            // the tokens in lower case
	phrases  []lexicon.Beginning // by token: what of the grammar begins with it
	mentions []mention.Mention   // of the block
	begins   []*mention.Mention  // by token: the longest entity mention that begins there, or nil
	named    []bool              // by token: it lies in the name of something, where no clause begins or ends
	depth    []int               // by token: how many parentheses are open
}

// wording returns the wording of a block, which all rules share.
func (c *Context) wording(block int) *wording {
	if c.worded == nil {
		c.worded = make([]*wording, len(c.Document.Blocks))
	}
	if c.worded[block] == nil {
		c.worded[block] = newWording(block, c.Document.Blocks[block].View.Text, c.inBlock(block), c.Lexicon)
	}
	return c.worded[block]
}

func newWording(block int, text string, mentions []mention.Mention, lex *lexicon.Lexicon) *wording {
	w := &wording{lex: lex, block: block, text: text, tokens: tokens(text, source.Span{End: len(text)}), mentions: mentions}
	n := len(w.tokens)
	w.low = lowered(text, w.tokens)
	w.phrases = make([]lexicon.Beginning, n)
	for i, word := range w.low {
		w.phrases[i] = lex.Grammar.Beginning(word)
	}
	w.named = make([]bool, n)
	w.begins = make([]*mention.Mention, n)
	for k := range w.mentions {
		m := &w.mentions[k]
		if m.Layer == mention.EntityLayer {
			i := w.at(m.Span.Start)
			if i < len(w.tokens) && w.tokens[i].Start == m.Span.Start && w.begins[i] == nil {
				w.begins[i] = m
			}
			for ; i < len(w.tokens) && w.tokens[i].Start < m.Span.End; i++ {
				w.named[i] = true
			}
		}
	}
	w.depth = make([]int, n)
	open := 0
	for i, t := range w.low {
		if t == "(" || t == "[" {
			open++
		}
		w.depth[i] = open
		if (t == ")" || t == "]") && open > 0 {
			open--
		}
	}
	return w
}

// at returns the first token that ends after byte offset.
func (w *wording) at(offset int) int {
	return sort.Search(len(w.tokens), func(i int) bool { return w.tokens[i].End > offset })
}

// span returns the text of tokens i to j.
func (w *wording) span(i, j int) source.Span {
	if i >= j || i >= len(w.tokens) {
		return source.Span{}
	}
	return source.Span{Start: w.tokens[i].Start, End: w.tokens[min(j, len(w.tokens))-1].End}
}

// passage returns the words from token i to before token j, as evidence.
func (w *wording) passage(i, j int) Span { return Span{Block: w.block, Span: w.span(i, j)} }

// word returns token i in lower case, "" outside of the text.
func (w *wording) word(i int) string {
	if i < 0 || i >= len(w.low) {
		return ""
	}
	return w.low[i]
}

// match returns how many tokens from i to end the longest phrase of the class takes, and its force.
func (w *wording) match(class string, i, end int) (int, string) {
	if i < 0 || i >= end || i >= len(w.low) {
		return 0, ""
	}
	return w.lex.Grammar.Match(w.phrases[i], class, w.low[i:min(end, len(w.low))])
}

// is reports whether token i alone is of the class.
func (w *wording) is(class string, i int) bool {
	if i < 0 || i >= len(w.low) {
		return false
	}
	n, _ := w.lex.Grammar.Match(w.phrases[i], class, w.low[i:i+1])
	return n > 0
}

// inName reports whether token i lies in the name of something.
func (w *wording) inName(i int) bool { return i >= 0 && i < len(w.named) && w.named[i] }

// parenthesis returns how many parentheses are open at token i.
func (w *wording) parenthesis(i int) int {
	if i < 0 || i >= len(w.depth) {
		return 0
	}
	return w.depth[i]
}

// punctuation reports whether token i is a sign that separates.
func (w *wording) punctuation(i int) bool {
	switch w.word(i) {
	case ".": // not inside "U.S.-led"
		return i+1 >= len(w.tokens) || w.tokens[i+1].Start > w.tokens[i].End
	case ",", ";", ":", "(", ")", "—", "–", "[", "]", "":
		return true
	}
	return false
}

// lowerCase reports whether token i is a word that begins with a small letter.
func (w *wording) lowerCase(i int) bool {
	if i < 0 || i >= len(w.tokens) {
		return false
	}
	c := w.text[w.tokens[i].Start]
	return c >= 'a' && c <= 'z'
}

// adverbs returns the first token from i on that is no adverb, and passes over commas around them.
func (w *wording) adverbs(i, end int) int {
	for i < end {
		k := i
		if w.word(k) == "," {
			k++
		}
		n, _ := w.match("adverb", k, end)
		if n == 0 && k < end && strings.HasSuffix(w.word(k), "ly") && !w.is("determiner", k) && w.lex.Acts.Base(w.word(k)) == nil && w.word(k) != "family" && w.word(k) != "assembly" {
			n = 1
		}
		if n == 0 {
			return i
		}
		i = k + n
		if w.word(i) == "," && k > 0 && w.word(k-1) == "," {
			i++
		}
	}
	return i
}

// base returns the act whose base form stands at i. When it is a common noun too, it must have an object
// that begins like one, unless sure says that no noun can stand here.
func (w *wording) base(i int, sure bool) *lexicon.Act {
	if i >= len(w.low) || i >= len(w.named) || w.inName(i) {
		return nil
	}
	act := w.lex.Acts.Base(w.low[i])
	if act == nil || act.BaseIsNoun && !sure && !w.object(i+1) && !act.VerbBefore(w.word(i+1)) && !(adjectival(w.word(i+1)) && !act.BaseIsAdjective) && w.adverbs(i+1, len(w.low)) == i+1 {
		return nil
	}
	return act
}

// adjectival reports whether a word has the ending of an adjective. No noun stands right before one.
func adjectival(word string) bool {
	for _, ending := range []string{"al", "ive", "ous", "ic", "able", "ible", "ful"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// object reports whether what stands at i looks like the object of the verb before it.
func (w *wording) object(i int) bool {
	return w.is("determiner", i) || w.is("pronoun", i)
}

// gerund returns the act whose gerund stands at i.
func (w *wording) gerund(i int) *lexicon.Act {
	if i >= len(w.low) {
		return nil
	}
	act := w.lex.Acts.Gerund(w.low[i])
	if w.is("preposition", i) {
		return nil // "including"
	}
	if act == nil || act.GerundIsNoun && !w.object(i+1) {
		return nil
	}
	return act
}

// governing returns the act whose gerund stands at i after a word that takes a gerund, so that a common noun
// is unlikely unless a preposition follows: "by training judges".
func (w *wording) governing(i int) *lexicon.Act {
	if w.is("preposition", i+1) || w.is("coordinator", i+1) || w.punctuation(i+1) {
		return w.gerund(i)
	}
	return w.lex.Acts.Gerund(w.word(i))
}

// infinitive returns the position of the verb when "to" with a verb stands at i: any word that can be one
// when the grammar leaves no choice, a known verb otherwise. It returns -1 when there is none.
func (w *wording) infinitive(i, end int, sure bool) int {
	if w.word(i) != "to" || w.inName(i) {
		return -1
	}
	v := w.adverbs(i+1, end)
	if v >= end {
		return -1
	}
	if w.lex.Acts.Base(w.low[v]) == nil && w.lex.Acts.Base(w.low[i+1]) != nil && w.gerund(v) == nil {
		v = i + 1 // "to further the exchange", not "to further exploring"
	}
	if w.lex.Acts.Base(w.low[v]) != nil && !w.inName(v) {
		if act := w.lex.Acts.Base(w.low[v]); act.BaseIsNoun && !sure && !w.object(v+1) && w.is("preposition", v+1) && w.word(v+1) == "of" {
			return -1
		}
		return v
	}
	if !w.lowerCase(v) || w.inName(v) || w.is("determiner", v) || w.is("pronoun", v) || w.is("preposition", v) || w.is("relative", v) {
		return -1
	}
	if w.low[v] == "be" || w.low[v] == "have" || w.low[v] == "do" {
		return v
	}
	if sure && !nominal(w.low[v]) && !w.is("coordinator", v+1) { // "to peace and stability"
		return v
	}
	return -1
}

// nominal reports whether a word has the ending of a noun or an adjective, so that it is no unknown verb.
func nominal(word string) bool {
	for _, ending := range []string{"tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ies", "ing", "ers", "ors", "al", "ive", "ous", "ic", "ed"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss")
}

// gerundLike reports whether an unknown word at i has the form of a gerund with an object.
func (w *wording) gerundLike(i int) bool {
	word := w.word(i)
	return len(word) > 5 && strings.HasSuffix(word, "ing") && w.lowerCase(i) && !w.inName(i) &&
		!w.is("non-manner", i) && !w.is("preposition", i) && !w.punctuation(i+1) && !w.is("preposition", i+1) && !w.is("coordinator", i+1)
}

// conjunction describes the connective at a position.
type conjunction struct {
	next  int  // the first token after it
	comma bool // a comma or semicolon stands before the word, or is all there is
	bare  bool // it is a comma and no word
	heavy bool // "as well as", ";": it closes what is open
}

// conjunction reads a coordinator at i, and whether one stands there.
func (w *wording) conjunction(i, end int) (conjunction, bool) {
	if i >= end || w.inName(i) {
		return conjunction{}, false
	}
	c := conjunction{next: i}
	if w.word(i) == "," || w.word(i) == ";" {
		c.comma, c.heavy = true, w.word(i) == ";"
		c.next++
	}
	if n, _ := w.match("coordinator", c.next, end); n > 0 && !w.inName(c.next) {
		c.heavy = c.heavy || n >= 3
		c.next += n
		return c, true
	}
	c.bare = true
	return c, c.comma
}
