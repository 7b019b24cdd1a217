// Package lexicon is what the reader knows before it reads: states, organizations, symbol series, well-known
// documents, performative verbs, themes. It is data with the origin of each row, a folder per language, and
// the code that reads it; what the data means in a text is the business of the other packages.
//
// Start with English.
package lexicon

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

// Lexicon is the data of one language. It is read-only and shared.
type Lexicon struct {
	Language string // BCP 47 tag

	Performatives Performatives
	Formulas      []Formula
}

//go:embed en
var files embed.FS

// English returns the English lexicon. A fault in the data is a fault of the program and panics.
var English = sync.OnceValue(func() *Lexicon {
	l := &Lexicon{Language: "en"}
	l.Performatives = performatives()
	l.Formulas = formulas()
	return l
})

// rows returns the rows of a tab-separated file below "en", one map per line by column name. The first line
// names the columns; empty lines and lines that begin with # are passed over.
func rows(name string) []map[string]string {
	data, err := files.ReadFile("en/" + name)
	if err != nil {
		panic(fmt.Sprintf("lexicon: %v", err))
	}
	var header []string
	var out []map[string]string
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if header == nil {
			header = cells
			continue
		}
		if len(cells) != len(header) {
			panic(fmt.Sprintf("lexicon: en/%s:%d: %d cells, want %d", name, i+1, len(cells), len(header)))
		}
		row := make(map[string]string, len(header))
		for j, h := range header {
			row[h] = cells[j]
		}
		out = append(out, row)
	}
	return out
}

// list splits a cell that holds several values, separated by " | ".
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, " | ")
}
