package lexicon

import (
	"io/fs"
	"strings"
	"sync"
	"unicode"
)

// Knows reports whether a word in small letters, or a compound with hyphens, stands anywhere in the data.
func (l *Lexicon) Knows(word string) bool { return englishWords()[word] }

var englishWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	names, err := fs.Glob(files, "en/*.tsv")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		for _, w := range strings.FieldsFunc(strings.ToLower(string(data)), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
			words[w] = true
			for _, part := range strings.Split(w, "-") {
				words[part] = true
			}
		}
	}
	return words
})
