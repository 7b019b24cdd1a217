package mention

import (
	"strings"

	"concord/loaders/lexicon"
)

// Slug returns text as it stands in a key: folded letters and digits, with one "-" for all else; an
// apostrophe leaves no trace.
func Slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range lexicon.FoldText(text) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'':
		default:
			gap = true
		}
	}
	return b.String()
}
