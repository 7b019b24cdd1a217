// Package lexicon is what the reader knows before it reads: states, organizations, symbol series, well-known
// documents, performative verbs, themes. It is data with the origin of each row, a folder per language, and
// the code that reads it; what the data means in a text is the business of the other packages.
//
// Start with English, Lexicon.MatchAt and Lexicon.Entry.
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
	Acts          *Acts   // verbs of undertakings
	Grammar       Grammar // words of the grammar of undertakings
	Comparison    Comparison

	entries   []*Entry
	entryOf   map[string]*Entry // by key
	stateOf   map[string]string // folded adjective of a state -> its key
	series    []Series
	levels    []Level
	patterns  map[string]string // macros.tsv
	months    []string
	spellings spellings
	words     *vocabulary
	phrases   *tree
	classes   [][]classValue // by word
	sets      []Classes      // by word
	headOf    map[string]string
	row       Row   // that is being read
	trace     Trace // nil for none
}

//go:embed en
var files embed.FS

// English returns the English lexicon. A fault in the data is a fault of the program and panics.
var English = sync.OnceValue(func() *Lexicon {
	l := &Lexicon{
		Language: "en",
		entryOf:  map[string]*Entry{},
		stateOf:  map[string]string{},
		headOf:   map[string]string{},
		patterns: map[string]string{},
		words:    &vocabulary{},
		phrases:  newTree(),

		Performatives: performatives(),
		Formulas:      formulas(),
		Acts:          readActs(),
		Grammar:       readGrammar(),
		Comparison:    readComparison(),
	}
	for _, row := range rows("macros.tsv") {
		l.patterns[row["name"]] = row["alternatives"]
	}
	for _, row := range rows("spellings.tsv") {
		l.spellings = append(l.spellings, [2]string{row["spelling"], row["variant"]})
	}
	for _, t := range tables {
		for _, row := range rows(t.file) {
			l.row = rowOf(t.file, row)
			if err := t.read(l, row); err != nil {
				panic(fmt.Sprintf("lexicon: en/%s: %v", t.file, err))
			}
		}
	}
	l.classifyOpenings()
	return l
})

// rows returns the rows of a tab-separated file below "en", one map per line by column name. The first line
// names the columns; empty lines and lines that begin with # are passed over. The line itself is there as
// the column wholeLine.
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
		row := make(map[string]string, len(header)+1)
		row[wholeLine] = line
		for j, h := range header {
			row[h] = cells[j]
		}
		out = append(out, row)
	}
	return out
}

// wholeLine is a name that no column has.
const wholeLine = ""

func rowOf(table string, row map[string]string) Row { return Row{table, row[wholeLine]} }

// list splits a cell that holds several values, separated by " | ".
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, " | ")
}
