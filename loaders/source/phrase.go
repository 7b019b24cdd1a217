package source

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Word is a word or a number of a text, folded so that case and the form of accents do not matter.
type Word struct {
	Text string
	Span // of the text
}

// Words returns the words of a text in their order. What is neither letter, mark nor digit divides them.
func Words(text string) []Word {
	var out []Word
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = append(out, Word{fold(text[start:end]), Span{start, end}})
			start = -1
		}
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			if start < 0 {
				start = i
			}
			continue
		}
		flush(i)
	}
	flush(len(text))
	return out
}

func fold(word string) string {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf {
			return strings.ToLower(norm.NFKC.String(word))
		}
	}
	return strings.ToLower(word)
}

// Phrase returns where the words of a text stand one behind another as phrase has them, none across the end of a
// sentence.
func Phrase(text string, words []Word, phrase []string) []Span {
	var out []Span
	for i := 0; len(phrase) > 0 && i+len(phrase) <= len(words); i++ {
		if stands(text, words[i:i+len(phrase)], phrase) {
			out = append(out, Span{words[i].Start, words[i+len(phrase)-1].End})
			i += len(phrase) - 1
		}
	}
	return out
}

func stands(text string, words []Word, phrase []string) bool {
	for i, w := range words {
		if w.Text != phrase[i] || i > 0 && slices.ContainsFunc(sentenceEnds, func(end string) bool {
			return strings.Contains(text[words[i-1].End:w.Start], end)
		}) {
			return false
		}
	}
	return true
}

var sentenceEnds = []string{". ", "; ", ": ", "! ", "? "}
