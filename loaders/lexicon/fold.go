package lexicon

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldUnicode is fold for what is not ASCII: typographic apostrophes become plain, letters lose their marks.
func foldUnicode(dst []byte, s string) []byte {
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case isApostrophe(r):
			dst = append(dst, '\'')
		case r == 'ı':
			dst = append(dst, 'i')
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// FoldText returns text in lower case, without diacritics, with plain apostrophes.
func FoldText(text string) string { return string(foldUnicode(nil, text)) }

// Fold returns word as the vocabulary holds it: in lower case, without diacritics.
func Fold(word string) string { return string(fold(nil, word)) }

// AppendFold appends word as the vocabulary holds it.
func AppendFold(dst []byte, word string) []byte { return fold(dst, word) }

// vocabulary numbers the words of the lexicon from 1.
type vocabulary struct {
	numberOf map[string]int32
	signs    [utf8.RuneSelf]int32 // the same of words of one ASCII character, most of them signs
	words    []string
}

func (v *vocabulary) lookup(folded []byte) int32 {
	if len(folded) == 1 && folded[0] < utf8.RuneSelf {
		return v.signs[folded[0]]
	}
	return v.numberOf[string(folded)]
}

// add returns the number of a folded word, a new one for a new word.
func (v *vocabulary) add(word string) int32 {
	if n, ok := v.numberOf[word]; ok {
		return n
	}
	if v.numberOf == nil {
		v.numberOf = map[string]int32{}
		v.words = []string{""}
	}
	n := int32(len(v.words))
	v.numberOf[word] = n
	if len(word) == 1 && word[0] < utf8.RuneSelf {
		v.signs[word[0]] = n
	}
	v.words = append(v.words, word)
	return n
}
