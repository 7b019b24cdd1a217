package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
	"concord/loaders/align"
	"concord/loaders/document"
	"concord/loaders/source"
)

// source returns the bytes of the text that a side quotes; an empty span where it has nothing.
func (s *diffSide) source() source.Span {
	if s.block < 0 {
		return source.Span{}
	}
	return s.reading.Document.Blocks[s.block].View.Source(s.span)
}

// name names the paragraph of a side: "operative paragraph 3 (a)"; "" where the version has nothing.
func (s *diffSide) name() string {
	if s.block < 0 {
		return ""
	}
	b := &s.reading.Document.Blocks[s.block]
	property := map[quad.Value]string{vocab.Class: b.Class.String(), vocab.Kind: b.Kind}
	if b.Number > 0 {
		property[vocab.Number] = strconv.Itoa(b.Number)
	}
	return blockName("para/"+s.reading.Text.Name+"/"+b.ID, property)
}

// place returns where the words of a side begin: "un.md:75:3"; "" where it has none.
func (d *differ) placeOf(s *diffSide) string {
	if s.block < 0 {
		return ""
	}
	t := d.texts[s.reading.Text.Name]
	line, column := t.Position(s.source().Start)
	return position{text: t, line: line, column: column}.String()
}

// words returns the readable words of a side.
func (s *diffSide) words() string {
	if s.block < 0 {
		return ""
	}
	return plain(s.reading.Document.Blocks[s.block].View.Text[s.span.Start:s.span.End])
}

// table prints a row a difference, the quotes of both versions side by side.
func (d *differ) table() error {
	var out []row
	for i := range d.rows {
		r := &d.rows[i]
		a, b := &r.side[0], &r.side[1]
		out = append(out, row{r.class, r.note, a.words(), b.words(), d.placeOf(a), d.placeOf(b)})
	}
	names := d.versions
	if names[0] == names[1] {
		names[1] += " again"
	}
	return d.out.rows([]string{"class", "what", names[0], names[1], "at " + names[0], "at " + names[1]}, out)
}

// heading is what the report calls a class.
func heading(class string) string {
	switch class {
	case "substantive":
		return "What is said otherwise"
	case "undertaking":
		return "Undertakings"
	case "paragraph":
		return "Paragraphs of one text alone"
	case "translation":
		return "Other words for the same"
	case "editorial":
		return "Spelling, order, signs"
	}
	return "Around the text"
}

// report prints the counts, and each difference with the sentences around it.
func (d *differ) report(whole bool) {
	if whole {
		d.headline()
	}
	class := ""
	for i := range d.rows {
		r := &d.rows[i]
		if r.class != class {
			class = r.class
			if whole || i > 0 {
				fmt.Fprintln(d.out)
			}
			fmt.Fprintln(d.out, heading(class))
		}
		fmt.Fprintf(d.out, "\n  %s\n", d.titleOf(r))
		if r.match != nil {
			for _, s := range r.match.Signs {
				d.out.wrap("    ", plain(d.Told(s)))
			}
		}
		core := r.core()
		for k := range r.side {
			d.side(&r.side[k], d.versions[k], core[k])
		}
	}
}

// titleOf names the paragraphs of a row and what is said of it.
func (d *differ) titleOf(r *diffRow) string {
	a, b := r.side[0].name(), r.side[1].name()
	title := cmp.Or(a, b)
	if a != "" && b != "" && a != b {
		title = a + " → " + b
	}
	if r.note != "" {
		title += ", " + r.note
	}
	return title
}

// side prints a version's words in their sentence.
func (d *differ) side(s *diffSide, version string, core source.Span) {
	const reach = 80
	if s.block < 0 {
		fmt.Fprintf(d.out, "    not in %s\n", version)
		return
	}
	b := &s.reading.Document.Blocks[s.block]
	width := max(utf8.RuneCountInString(d.versions[0]), utf8.RuneCountInString(d.versions[1]))
	fmt.Fprintf(d.out, "    %-*s  %s\n", width, version, d.placeOf(s))
	from, to := sentencesOf(b, core)
	text := b.View.Text
	d.out.passage("      ", passage{{text[from:core.Start], around}, {text[core.Start:core.End], quoted}, {text[core.End:to], around}}.within(reach))
}

// sentencesOf returns where the sentences that hold words of a block begin and end.
func sentencesOf(b *document.Block, words source.Span) (from, to int) {
	to = len(b.View.Text)
	for _, s := range b.Sentences {
		if s.Start <= words.Start {
			from = s.Start
		}
		if s.End >= words.End {
			to = s.End
			break
		}
	}
	return from, to
}

// core returns what of the quotes differs: without the words that begin or end both.
func (r *diffRow) core() [2]source.Span {
	a, b := r.side[0], r.side[1]
	if r.match != nil || a.block < 0 || b.block < 0 || r.note == align.MovedNote {
		return [2]source.Span{a.span, b.span}
	}
	x := a.reading.Document.Blocks[a.block].View.Text[a.span.Start:a.span.End]
	y := b.reading.Document.Blocks[b.block].View.Text[b.span.Start:b.span.End]
	head, tail := commonWords(x, y)
	return [2]source.Span{{Start: a.span.Start + head, End: a.span.End - tail}, {Start: b.span.Start + head, End: b.span.End - tail}}
}

// commonWords returns how many bytes of whole words two quotes begin and end with alike.
func commonWords(x, y string) (head, tail int) {
	n := min(len(x), len(y))
	for i := 0; i < n && x[i] == y[i]; i++ {
		if x[i] == ' ' {
			head = i + 1
		}
	}
	for i := 1; i <= n-head && x[len(x)-i] == y[len(y)-i]; i++ {
		if x[len(x)-i] == ' ' {
			tail = i
		}
	}
	if x == y {
		return 0, 0
	}
	// The shorter one may end where the other goes on.
	switch {
	case len(x) < len(y) && strings.HasPrefix(y, x) && y[len(x)] == ' ':
		head, tail = len(x), 0
	case len(y) < len(x) && strings.HasPrefix(x, y) && x[len(y)] == ' ':
		head, tail = len(y), 0
	}
	for head > 0 && head < n && !(utf8.RuneStart(x[head]) && utf8.RuneStart(y[head])) {
		head--
	}
	return head, tail
}
