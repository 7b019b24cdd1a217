package lexicon

import (
	"unicode"
	"unicode/utf8"
)

// Token is a word, a number or a sign of a text. Hyphens and apostrophes between letters part tokens without
// being tokens; a possessive ending is one. "U.S." is one token.
type Token struct {
	Start, End int  // bytes of the text
	Kind       Kind // what it is made of
	Case       Case // of a word
	// Word is the number of the token in the lexicon's vocabulary, whatever its case, 0 for one that no row holds.
	Word int32
	// Glued marks a token that follows the one before it without white space.
	Glued bool
}

// Kind is what a token is made of.
type Kind uint8

// The kinds. A Word begins with a letter, a Number with a digit; Possessive is "'s"; a Sign is one rune.
const (
	Word Kind = iota
	Number
	Possessive
	Sign
)

// Case is how a word is written.
type Case uint8

// The cases: "word", "Word", "WORD" or "WoRD".
const (
	Lower Case = iota
	Initial
	Capitals
)

// Tokens appends the tokens of text to dst.
func (l *Lexicon) Tokens(dst []Token, text string) []Token {
	var buf [64]byte
	last := 0 // end of the token before
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if r == ' ' || unicode.IsSpace(r) {
			i += n
			continue
		}
		t := Token{Start: i, End: i + n, Glued: i == last && i > 0}
		switch {
		case unicode.IsLetter(r):
			t.End = wordEnd(text, i)
			t.Case = caseOf(text[t.Start:t.End])
		case unicode.IsDigit(r):
			t.Kind, t.End = Number, wordEnd(text, i)
		case isApostrophe(r) || r == '-' || r == '‑' || r == '‐':
			t.Kind = Sign
			if end, ok := possessive(text, i, n); ok && i == last {
				t.Kind, t.End = Possessive, end
			} else if i == last && last > 0 && startsWord(text[i+n:]) {
				i += n
				last = i
				continue
			} else if r == '-' && broken(text, i, last) {
				i += n
				continue
			}
		default:
			t.Kind = Sign
		}
		t.Word = l.words.lookup(fold(buf[:0], text[t.Start:t.End]))
		dst = append(dst, t)
		i, last = t.End, t.End
	}
	return dst
}

// broken reports whether the hyphen at i was parted from one half of its compound, as at the end of a line:
// "Non- Proliferation", "Non -Proliferation". The token before ends at last.
func broken(text string, i, last int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:last])
	if last == 0 || !unicode.IsLetter(before) {
		return false
	}
	after := text[i+1:]
	if i == last && len(after) > 0 && after[0] == ' ' {
		after = after[1:]
	} else if i != last+1 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLetter(r)
}

// wordEnd returns the end of the word or number at i: letters, digits and marks, and the full stops of "U.S.".
func wordEnd(text string, i int) int {
	if end := dotted(text, i); end > 0 {
		return end
	}
	for start := i; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if !isASCIIWord(c) || Call(text[start:], i-start) > 0 {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return i
		}
		i += n
	}
	return i
}

// Call returns the length of the call of a footnote that is glued to a word, at byte i of text, which the word
// begins: 1 for "Rights2" at the digit, 0 where there is none. "COP26", "m3" and "F16s" have none.
func Call(text string, i int) int {
	if i < 3 || text[i] < '1' || text[i] > '9' || text[i-1] < 'a' || text[i-1] > 'z' || text[i-2] < 'a' || text[i-2] > 'z' {
		return 0
	}
	n := 1
	for i+n < len(text) && '0' <= text[i+n] && text[i+n] <= '9' {
		n++
	}
	if n > 3 || startsWord(text[i+n:]) {
		return 0
	}
	return n
}

// dotted returns the end of two or more single letters each with a full stop, "U.S." or "a.i.", else 0.
func dotted(text string, i int) int {
	n := 0
	for i+1 < len(text) && isASCIILetter(text[i]) && text[i+1] == '.' {
		i, n = i+2, n+1
	}
	if n < 2 {
		return 0
	}
	return i
}

// possessive tells whether an apostrophe at i, n bytes long, begins "'s", and where that ends.
func possessive(text string, i, n int) (int, bool) {
	r, _ := utf8.DecodeRuneInString(text[i:])
	if !isApostrophe(r) || i+n >= len(text) || text[i+n]|0x20 != 's' {
		return 0, false
	}
	return i + n + 1, !startsWord(text[i+n+1:])
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isASCIIWord(c byte) bool { return isASCIILetter(c) || '0' <= c && c <= '9' }

// caseOf tells how a word is written. A single capital is Initial.
func caseOf(word string) Case {
	upper, first := 0, false
	for i, r := range word {
		if !unicode.IsUpper(r) {
			continue
		}
		upper++
		first = first || i == 0
	}
	switch {
	case upper >= 2:
		return Capitals
	case first:
		return Initial
	}
	return Lower
}

// fold appends word in lower case, without the full stops of "U.S." and without diacritics.
func fold(dst []byte, word string) []byte {
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return foldUnicode(dst, word[i:])
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c|0x20)
		case c == '.' && len(word) > 1:
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
