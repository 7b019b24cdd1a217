package loaders

import (
	"strconv"
	"strings"
	"unicode"

	"concord/loaders/document"
)

// settle tells apart what different texts call by one key because keys are made of few words. Readings are
// in the order of names; the first keeps the key, others get -2, -3 and so on:
//
//   - a work whose title shares neither beginning nor end with that of the first: "Statement on Ukraine" and
//     "Statement on food security" of one group and year are two works;
//   - a letter or a cover that belongs to another work.
func settle(readings []*Reading) {
	works := newHolders()
	for _, r := range readings {
		if key := works.key(r.Work, func(other *Reading) bool { return sameWork(other, r) }, r); key != r.Work {
			r.rekey(r.Work, key)
		}
	}
	carriers := newHolders()
	for _, r := range readings {
		for _, part := range []*string{&r.Cover, &r.Letter} {
			was := *part
			if was == "" {
				continue
			}
			if key := carriers.key(was, func(other *Reading) bool { return other.Work == r.Work }, r); key != was {
				r.rekey(was, key)
			}
		}
	}
}

// holders knows which reading was the first to hold a key.
type holders map[string]*Reading

func newHolders() holders { return holders{} }

// key returns want, or want with the first number whose holder is the same thing as r's or which none holds.
func (h holders) key(want string, same func(*Reading) bool, r *Reading) string {
	for n := 1; ; n++ {
		key := want
		if n > 1 {
			key += "-" + strconv.Itoa(n)
		}
		other, held := h[key]
		if !held {
			h[key] = r
			return key
		}
		if same(other) {
			return key
		}
	}
}

// sameWork reports whether two texts are versions of one work: the rules made one key for theirs, and it is a
// symbol or their titles agree.
func sameWork(a, b *Reading) bool {
	return a.minted == b.minted && (strings.HasPrefix(a.minted, "res/") || sameTitle(a.title(), b.title()))
}

// title returns the words of the declaration's title, "" when it has none.
func (r *Reading) title() string {
	for _, b := range r.Document.Blocks {
		if b.Class == document.Title && b.Kind != "section-heading" && b.Container == document.Declaration {
			words := strings.FieldsFunc(strings.ToLower(b.View.Text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			return strings.Join(words, " ")
		}
	}
	return ""
}

// sameTitle reports whether two titles may be of one work: they are equal, or one begins or ends the other.
func sameTitle(a, b string) bool {
	if a == "" || b == "" {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return strings.HasPrefix(b+" ", a+" ") || strings.HasSuffix(" "+b, " "+a)
}
