package lexicon

import (
	"strings"
	"testing"
)

func TestGrammarMatch(t *testing.T) {
	g := English().Grammar
	for _, tt := range []struct {
		class, text string
		n           int
		force       string
	}{
		{"coordinator", "as well as to join", 3, ""},
		{"coordinator", "as of today", 0, ""},
		{"stance", "commitment to", 1, "commitment"},
		{"value", "urgent need to", 2, "need"},
		{"quality", "of the utmost importance", 4, "importance"},
		{"condition", "in full compliance with its obligations", 4, ""},
		{"no such class", "to", 0, ""},
		{"stance", "", 0, ""},
	} {
		first, _, _ := strings.Cut(tt.text, " ")
		if n, force := g.Match(g.Beginning(first), tt.class, strings.Fields(tt.text)); n != tt.n || force != tt.force {
			t.Errorf("Match(%q, %q) = %d, %q, want %d, %q", tt.class, tt.text, n, force, tt.n, tt.force)
		}
	}
}

func TestActs(t *testing.T) {
	acts := English().Acts
	if a := acts.Noun("implementation"); a == nil || a.Verb != "implement" || a.Kind != Implementing {
		t.Errorf("Noun(implementation) = %+v", a)
	}
	if a := acts.Gerund("combatting"); a == nil || a.Verb != "combat" {
		t.Errorf("Gerund(combatting) = %+v", a)
	}
	if a := acts.Base("report"); a == nil || !a.BaseIsNoun || !a.VerbBefore("to") || a.VerbBefore("of") {
		t.Errorf("Base(report) = %+v", a)
	}
	if a := acts.Base("terrorism"); a != nil {
		t.Errorf("Base(terrorism) = %+v, want nil", a)
	}
}

// TestUndertakingRows holds the tables to what their columns promise.
func TestUndertakingRows(t *testing.T) {
	kinds := map[ActKind]bool{"": true, Implementing: true, Conveying: true, Founding: true, Light: true, Aspect: true}
	seen := map[string]bool{}
	for _, row := range rows("act.tsv") {
		if seen[row["verb"]] || !kinds[ActKind(row["kind"])] || row["origin"] == "" {
			t.Errorf("act.tsv: %v", row)
		}
		seen[row["verb"]] = true
		for _, g := range list(row["gerund"]) {
			if !strings.HasSuffix(g, "ing") {
				t.Errorf("act.tsv: gerund %q of %q", g, row["verb"])
			}
		}
	}
	seen = map[string]bool{}
	for _, row := range rows("undertaking.tsv") {
		key := row["class"] + "\t" + row["phrase"]
		if seen[key] || row["phrase"] != strings.ToLower(row["phrase"]) || row["origin"] == "" {
			t.Errorf("undertaking.tsv: %v", row)
		}
		seen[key] = true
	}
}
