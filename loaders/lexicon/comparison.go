package lexicon

import (
	"cmp"
	"slices"
	"strings"
)

// Comparison is what a comparison of two wordings must know of words. The keys are folded words.
type Comparison struct {
	// Form words carry grammar alone, Article words of these not even a relation, Connective ones join.
	Form, Article, Connective map[string]bool
	// Strict words change what is said wherever they stand: "not", "shall", "only".
	Strict map[string]bool
	// Open words leave a choice, under which "and" is as good as "or": "any", "no".
	Open map[string]bool
	// Pronoun words stand for a thing named before: "it", "them".
	Pronoun map[string]bool
	// Prefix words are one with what a hyphen joins to them: "co-operation".
	Prefix map[string]bool
	// Degree words weigh another word, Light ones lend it a form: "entire", "manner".
	Degree, Light map[string]bool
	// Synonyms are groups of words that render one thought. A word may be in several.
	Synonyms [][]string
	// weights are phrases that weigh an act, by their first word, longer ones first.
	weights map[string][]*Weight
	// spellings are endings that are written in two ways.
	spellings [][2]string
}

// Weight is a phrase that makes an act weaker or stronger.
type Weight struct {
	Kind  string // "hedge", "emphasis", "modal", "quantity"
	Scale string // kind of words of which one stands in another's place, "" for none
	Rank  int    // how much it makes of the act: 0 is as if it were not there
	Row   int    // phrases of one row weigh the same
	words []string
}

// WeightAt returns the phrase that begins n words, and how many words long it is; nil for none. word returns
// the folded word k.
func (c *Comparison) WeightAt(n int, word func(k int) string) (*Weight, int) {
next:
	for _, w := range c.weights[word(0)] {
		if len(w.words) > n {
			continue
		}
		for k, x := range w.words {
			if word(k) != x {
				continue next
			}
		}
		return w, len(w.words)
	}
	return nil, 0
}

// newWeight returns the weight of a class of rows, false for a class of others.
func newWeight(class string) (Weight, bool) {
	switch class {
	case "idle":
		return Weight{}, true
	case "hedge":
		return Weight{Kind: class, Rank: -1}, true
	case "emphasis":
		return Weight{Kind: class, Rank: 1}, true
	case "some":
		return Weight{Kind: "quantity", Scale: "quantity", Rank: -1}, true
	case "all":
		return Weight{Kind: "quantity", Scale: "quantity", Rank: 1}, true
	case "may":
		return Weight{Kind: "modal", Scale: "modal", Rank: -1}, true
	case "should":
		return Weight{Kind: "modal", Scale: "modal", Rank: 1}, true
	case "will":
		return Weight{Kind: "modal", Scale: "modal", Rank: 2}, true
	case "shall":
		return Weight{Kind: "modal", Scale: "modal", Rank: 3}, true
	}
	return Weight{}, false
}

func readComparison() Comparison {
	c := Comparison{Form: map[string]bool{}, Article: map[string]bool{}, Connective: map[string]bool{}, Strict: map[string]bool{}, Open: map[string]bool{}, Prefix: map[string]bool{}, Pronoun: map[string]bool{}, Degree: map[string]bool{}, Light: map[string]bool{}}
	classes := map[string]map[string]bool{"form": c.Form, "article": c.Article, "connective": c.Connective, "strict": c.Strict, "open": c.Open, "prefix": c.Prefix, "pronoun": c.Pronoun, "degree": c.Degree, "light": c.Light}
	c.weights = map[string][]*Weight{}
	for i, row := range rows("comparison.tsv") {
		words := list(row["words"])
		for i := range words {
			words[i] = Fold(words[i])
		}
		if row["class"] == "synonym" {
			c.Synonyms = append(c.Synonyms, words)
			continue
		}
		if row["class"] == "spelling" {
			c.spellings = append(c.spellings, [2]string{words[0], words[1]})
			continue
		}
		if w, ok := newWeight(row["class"]); ok {
			w.Row = i
			for _, phrase := range words {
				w := w
				w.words = strings.Fields(phrase)
				c.weights[w.words[0]] = append(c.weights[w.words[0]], &w)
			}
			continue
		}
		class := classes[row["class"]]
		if class == nil {
			panic("lexicon: en/comparison.tsv: no class " + row["class"])
		}
		for _, w := range words {
			for part := range strings.FieldsSeq(w) {
				class[part] = true
			}
		}
	}
	for _, ws := range c.weights {
		slices.SortStableFunc(ws, func(x, y *Weight) int { return cmp.Compare(len(y.words), len(x.words)) })
	}
	return c
}

// Content reports whether a folded word has a meaning of its own: it is none of the closed classes of words that
// carry grammar, negation, quantity, modality or condition.
func (l *Lexicon) Content(word []byte) bool {
	return !l.Comparison.Form[string(word)] && !l.Comparison.Strict[string(word)]
}

// SameSpelling reports whether two folded words are one, written in two ways: "labour", "labor".
func (l *Lexicon) SameSpelling(x, y string) bool {
	for _, s := range l.Comparison.spellings {
		for _, w := range [][2]string{{x, y}, {y, x}} {
			if stem, ok := strings.CutSuffix(w[0], s[0]); ok && stem+s[1] == w[1] {
				return true
			}
		}
	}
	return false
}
