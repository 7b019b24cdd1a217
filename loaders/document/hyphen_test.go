package document

import (
	"testing"

	"concord/loaders/lexicon"
)

func TestBroken(t *testing.T) {
	d := parseBytes(t, "a.txt", []byte("The representa-\ntive of the repub-\nlic spoke. A republic has small-scale works and great scale."))
	p := newParser(d.Text, lexicon.English())
	for _, tt := range []struct {
		before, after string
		want          bool
	}{
		{"repub", "lic", true},           // written so elsewhere
		{"small", "scale", false},        // a compound elsewhere
		{"great", "works", false},        // two words of the text
		{"representa", "tive", true},     // a text that divides words
		{"pre", "and", false},            // a conjunction
		{"self", "determination", false}, // a compound of the lexicon
	} {
		if got := p.broken(tt.before, tt.after); got != tt.want {
			t.Errorf("broken(%q, %q) = %v", tt.before, tt.after, got)
		}
	}
}
