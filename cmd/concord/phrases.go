package main

import (
	"fmt"
	"slices"

	"concord/loaders"
)

// mostPhrases is how many phrases a table shows: nobody reads further, and a collection of texts has tens of
// thousands.
const mostPhrases = 100

// listPhrases prints what of the texts of the call was not understood.
func (p *program) listPhrases(places map[string]string, r *loaders.Result) error {
	readings := slices.DeleteFunc(slices.Clone(r.Readings), func(r *loaders.Reading) bool { return places[r.Text.Name] == "" })
	phrases := loaders.NotUnderstood(readings)
	if more := len(phrases) - mostPhrases; p.out.format == "table" && more > 0 {
		phrases = phrases[:mostPhrases]
		defer p.note("%d more; --format tsv lists all", more)
	}
	var rows []row
	for _, ph := range phrases {
		rows = append(rows, row{ph.Count, ph.Texts, ph.Kind.String(), ph.Words, fmt.Sprintf("%s:%d:%d", places[ph.Text.Name], ph.Line, ph.Column)})
	}
	return p.out.rows([]string{"count", "texts", "kind", "words", "place"}, rows)
}
