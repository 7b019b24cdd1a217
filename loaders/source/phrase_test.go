package source

import (
	"strings"
	"testing"
)

// TestPhrase marks by braces where a phrase is found.
func TestPhrase(t *testing.T) {
	for _, c := range []struct{ phrase, want string }{
		{"root causes", "Address the {root causes} of terrorism, its {Root-Causes}. The root. Causes are"},
		{"1373 (2001)", "{1373(2001}), {1373 (2001}) and 2001"},
		{"Côte d’Ivoire", "{Co\u0302te d'Ivoire} is not Cote d'Ivoire"},
		{"peace", "{peace} {Peace} peaceful"},
		{"no no", "{no no} no"},
		{"", "nothing"},
		{"none", ""},
	} {
		text := strings.NewReplacer("{", "", "}", "").Replace(c.want)
		var phrase []string
		for _, w := range Words(c.phrase) {
			phrase = append(phrase, w.Text)
		}
		got, from := "", 0
		for _, s := range Phrase(text, Words(text), phrase) {
			got += text[from:s.Start] + "{" + text[s.Start:s.End] + "}"
			from = s.End
		}
		if got += text[from:]; got != c.want {
			t.Errorf("Phrase %q: got %s, want %s", c.phrase, got, c.want)
		}
	}
}
