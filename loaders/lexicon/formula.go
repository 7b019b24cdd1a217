package lexicon

import "regexp"

// Formula is a wording by which a passage shows what it is: "Distr.:", "Letter dated", "Adopted at the".
type Formula struct {
	Kind    string // "distribution", "letter-heading", "adoption"; what it means is said in package document
	Pattern *regexp.Regexp
	Origin  string
	Row     Row
}

// formulas reads formulas.tsv.
func formulas() []Formula {
	var out []Formula
	for _, row := range rows("formulas.tsv") {
		out = append(out, Formula{row["kind"], regexp.MustCompile(row["pattern"]), row["origin"], rowOf("formulas.tsv", row)})
	}
	return out
}
