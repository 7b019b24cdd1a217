package lexicon

// Relation is a row of relations.tsv: a phrase that claims a statement of two mentions, or of a mention and
// a document of the file. What Scope, Subject, Object and Pattern mean is said in that file and read by
// package assertion.
type Relation struct {
	Rule                          string
	Predicate                     string // local name
	Subject, Object               string
	Scope, Basis, Pattern, Origin string
	Row                           Row
}

// Relations returns the rows of relations.tsv in their order.
func (l *Lexicon) Relations() []Relation {
	var out []Relation
	for _, row := range rows("relations.tsv") {
		out = append(out, Relation{
			Rule: row["rule"], Predicate: row["predicate"], Subject: row["subject"], Object: row["object"],
			Scope: row["scope"], Basis: row["basis"], Pattern: row["pattern"], Origin: row["origin"],
			Row: rowOf("relations.tsv", row),
		})
	}
	return out
}

// Coordination returns the phrases of a class of coordination.tsv: "determiner", "coordinator" or "filler".
func (l *Lexicon) Coordination(class string) []string {
	var out []string
	for _, row := range rows("coordination.tsv") {
		if row["class"] == class {
			out = append(out, row["phrase"])
		}
	}
	return out
}
