package assertion

import (
	"strings"
	"testing"

	"concord/graph/vocab"
	"concord/loaders/lexicon"
)

func TestParsePatternErrors(t *testing.T) {
	for _, tt := range []struct{ pattern, want string }{
		{"held in X:Place", `no slot "X"`},
		{"S+S:Event", `no slot "S+S"`},
	} {
		if _, err := parsePattern(tt.pattern); err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.pattern) {
			t.Errorf("parsePattern(%q) = %v, want %s", tt.pattern, err, tt.want)
		}
	}
}

// TestRelations holds the rows of the lexicon to the vocabulary: a predicate that is there, slots that the
// pattern has, evidence that is closed.
func TestRelations(t *testing.T) {
	known := map[string]bool{}
	for _, term := range vocab.Terms {
		name, _ := vocab.Local(term.IRI)
		known[name] = true
	}
	for _, r := range lexicon.English().Relations() {
		p, err := parsePattern(r.Pattern)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		slots := map[string]bool{}
		open, closed := 0, 0
		for _, e := range p {
			switch e.kind {
			case slotElement:
				slots[string(e.slot)] = true
			case gapElement:
				slots["L"] = slots["L"] || e.keep
			case openElement:
				open++
			case closeElement:
				closed++
			}
		}
		if !known[r.Predicate] {
			t.Errorf("%s: the vocabulary has no %s", r.Pattern, r.Predicate)
		}
		for _, end := range []string{r.Subject, r.Object} {
			if (end == "S" || end == "O") && !slots[end] || end == "L" && !slots["L"] && !slots["O"] {
				t.Errorf("%s: has no slot for %s", r.Pattern, end)
			}
			if end == "this" && !strings.HasPrefix(r.Scope, "in:") {
				t.Errorf("%s: %q stands in no mention", r.Pattern, r.Scope)
			}
		}
		if open != closed || open > 1 || r.Origin == "" || r.Basis == "" {
			t.Errorf("%s: evidence opened %d times and closed %d times, origin %q, basis %q", r.Pattern, open, closed, r.Origin, r.Basis)
		}
	}
}
