package lexicon

import (
	"slices"
	"testing"
)

func TestExpand(t *testing.T) {
	words := map[string]string{"un": "{United Nations,UN}"}
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"a b", []string{"a b"}},
		{"[x] {a,b c} d", []string{"a d", "b c d", "x a d", "x b c d"}},
		{"<un> Charter", []string{"United Nations Charter", "UN Charter"}},
		{`{a\, b,c[, d]}`, []string{"a, b", "c", "c, d"}},
		{"a, b", []string{"a, b"}},
	} {
		got, err := expand(c.in, words)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("expand(%q) = %q, %v, want %q", c.in, got, err, c.want)
		}
	}
	for _, in := range []string{"{a", "a]", "<none>", "[a", `a\`} {
		if got, err := expand(in, words); err == nil {
			t.Errorf("expand(%q) = %q, want an error", in, got)
		}
	}
}

func TestCall(t *testing.T) {
	for word, want := range map[string]int{
		"Rights2": 1, "Development14": 2, "Climate-Change13,": 2, "COP26": 0, "m3": 0, "CO2": 0, "F16s": 0, "Item0": 0, "A66": 0, "Rights2006": 0,
	} {
		got := 0
		for i := range word {
			got = max(got, Call(word, i))
		}
		if got != want {
			t.Errorf("Call(%q) = %d, want %d", word, got, want)
		}
	}
}
