package source

import (
	"strings"
	"testing"
)

func TestUnhyphenate(t *testing.T) {
	content := "The imple-\n  mentation of the cease-\nfire is pre-\nand post-war work, opera-\nted by all."
	v := NewView(content, []Span{{0, len(content)}}, false)
	v.Unhyphenate(content, func(before, after string) bool { return before == "imple" || before == "opera" })
	if want := "The implementation of the cease-fire is pre- and post-war work, operated by all."; v.Text != want {
		t.Fatalf("text %q, want %q", v.Text, want)
	}
	for _, tt := range []struct{ view, source string }{
		{"implementation", "imple-\n  mentation"}, {"cease-fire", "cease-\nfire"}, {"operated by", "opera-\nted by"}, {"all.", "all."},
	} {
		at := strings.Index(v.Text, tt.view)
		s := v.Source(Span{at, at + len(tt.view)})
		if got := content[s.Start:s.End]; got != tt.source {
			t.Errorf("source of %q = %q, want %q", tt.view, got, tt.source)
		}
		if v.At(s.Start) != at {
			t.Errorf("At(%d) = %d, want %d", s.Start, v.At(s.Start), at)
		}
	}
}
