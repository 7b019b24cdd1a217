package lexicon

import "concord/loaders/automaton"

// Formula is a wording by which a passage shows what it is: "Distr.:", "Letter dated", "Adopted at the".
type Formula struct {
	Kind    string // "distribution", "letter-heading", "adoption"; what it means is said in package document
	Pattern *automaton.Regexp
	Origin  string
	Row     Row
}

// formulas reads formulas.tsv.
func formulas() []Formula {
	var out []Formula
	for _, row := range rows("formulas.tsv") {
		out = append(out, Formula{row["kind"], automaton.MustCompile(row["pattern"]), row["origin"], rowOf("formulas.tsv", row)})
	}
	return out
}
