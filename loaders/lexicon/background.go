package lexicon

// Fact is a statement about known things that no text need make.
type Fact struct {
	Subject, Predicate, Object string // keys, and the local name of the predicate
	Origin                     string // where it is from, see SOURCES.md
}

// Background returns what the rows of organizations, documents and roles say of each other, in their order:
// which body an organ belongs to, who made an instrument, at which body a post is.
func (l *Lexicon) Background() []Fact {
	var out []Fact
	for _, t := range []struct{ file, column, predicate string }{
		{"organizations.tsv", "parent", "organOf"},
		{"documents.tsv", "creator", "createdBy"},
		{"roles.tsv", "of", "roleAt"},
	} {
		for _, row := range rows(t.file) {
			if row["key"] != "" && row[t.column] != "" {
				out = append(out, Fact{row["key"], t.predicate, row[t.column], row["origin"]})
			}
		}
	}
	return out
}
