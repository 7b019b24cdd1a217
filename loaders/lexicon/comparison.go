package lexicon

import "strings"

// Comparison is what a comparison of two wordings must know of words. The keys are folded words.
type Comparison struct {
	// Form words carry grammar alone, Article words of these not even a relation, Connective ones join.
	Form, Article, Connective map[string]bool
	// Strict words change what is said wherever they stand: "not", "shall", "only".
	Strict map[string]bool
	// Open words leave a choice, under which "and" is as good as "or": "any", "no".
	Open map[string]bool
	// Prefix words are one with what a hyphen joins to them: "co-operation".
	Prefix map[string]bool
	// Degree words weigh another word, Light ones lend it a form: "entire", "manner".
	Degree, Light map[string]bool
	// Synonyms are groups of words that render one thought. A word may be in several.
	Synonyms [][]string
	// spellings are endings that are written in two ways.
	spellings [][2]string
}

func readComparison() Comparison {
	c := Comparison{Form: map[string]bool{}, Article: map[string]bool{}, Connective: map[string]bool{}, Strict: map[string]bool{}, Open: map[string]bool{}, Prefix: map[string]bool{}, Degree: map[string]bool{}, Light: map[string]bool{}}
	classes := map[string]map[string]bool{"form": c.Form, "article": c.Article, "connective": c.Connective, "strict": c.Strict, "open": c.Open, "prefix": c.Prefix, "degree": c.Degree, "light": c.Light}
	for _, row := range rows("comparison.tsv") {
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
	return c
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
