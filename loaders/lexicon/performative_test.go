package lexicon

import (
	"slices"
	"testing"

	"concord/graph/vocab"
)

func TestPerformatives(t *testing.T) {
	family := map[string]string{} // of a predicate
	for _, term := range vocab.Terms {
		if name, ok := vocab.Local(term.IRI); ok && term.Group == vocab.PerformativeGroup {
			family[name] = term.Definition
		}
	}
	families := []string{"acknowledgement", "affirmation", "emphasis", "appraisal", "thanks", "exhortation", "demand", "decision", "undertaking"}
	forces := []string{"", "commitment", "willingness", "need", "importance", "support", "encouragement", "call", "recognition", "request", "decision", "demand"}
	for _, r := range English().Performatives.Rows {
		if r.Predicate != "" && family[r.Predicate] != r.Family {
			t.Errorf("%s: %s, but its predicate %q is of family %q in the vocabulary", r.Lemma, r.Family, r.Predicate, family[r.Predicate])
		}
		if !slices.Contains(families, r.Family) || !slices.Contains(forces, r.Force) || r.Strength < 1 || r.Strength > 5 || r.Origin == "" {
			t.Errorf("%s: family %q, force %q, strength %d, origin %q", r.Lemma, r.Family, r.Force, r.Strength, r.Origin)
		}
		if len(r.Finite) == 0 || r.Adjective != (len(r.Third) == 0) {
			t.Errorf("%s: finite %v, third %v, adjective %v", r.Lemma, r.Finite, r.Third, r.Adjective)
		}
	}
}

func TestComplement(t *testing.T) {
	tests := []struct{ lemma, after, want string }{
		{"note", "with great concern and alarm the growing threat", "with great concern and alarm"},
		{"note", "that States", ""},
		{"consider", "it important to", "it important"},
		{"deem", "it absolutely essential that", "it absolutely essential"},
		{"express", "its deep appreciation to", "its deep appreciation"},
		{"express", "our sincere gratitude and thanks for", "our sincere gratitude and thanks"},
	}
	for _, tt := range tests {
		rows := English().Performatives.Lemma(tt.lemma)
		if len(rows) == 0 {
			t.Errorf("no row for %q", tt.lemma)
			continue
		}
		if got := rows[0].Complement.FindString(tt.after); got != tt.want {
			t.Errorf("complement of %q in %q = %q, want %q", tt.lemma, tt.after, got, tt.want)
		}
	}
}
