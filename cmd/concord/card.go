package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// card is what is known of one thing, as a reader wants to have it.
type card struct {
	key, kind, label string
	quotes           []quote // the thing itself where it is words of a text
	sections         []section
}

// section is what is known under one heading.
type section struct {
	title   string
	entries []entry
}

// entry is one thing that is known, with the words that say so.
type entry struct {
	key    string // to go on with, "" of a literal
	text   string // its label, or the characters of a literal
	how    string // how it is known where the words do not say it outright, and what else there is to say
	quotes []quote
}

func (c *card) add(title string, entries ...entry) {
	if len(entries) > 0 {
		c.sections = append(c.sections, section{title, entries})
	}
}

// How much of a section and of an entry's words a card shows without --all: enough to see what they are like.
const (
	mostEntries = 8
	mostQuotes  = 3
)

// cardReach is how many bytes of a sentence a card shows on either side of the words an entry rests on.
const cardReach = 40

// card prints c for a reader, with all also the entries and quotes that are left out of long sections.
func (o *output) card(c *card, all bool) {
	fmt.Fprintln(o, strings.TrimRight(o.strong(c.key)+"  "+c.kind, " "))
	if c.label != "" {
		o.wrap("  ", plain(c.label))
	}
	for _, q := range c.quotes {
		fmt.Fprintf(o, "\n  %s  %s of %s\n", q.places(), q.at[0].block.name, q.version)
		o.passage("    ", q.passage)
	}
	width := 0
	for _, s := range c.sections {
		width = max(width, len(s.title))
	}
	for i, s := range c.sections {
		if i == 0 || !s.short() || !c.sections[i-1].short() {
			fmt.Fprintln(o)
		}
		title, entries := s.title, s.entries
		if !all && len(entries) > mostEntries {
			entries = entries[:mostEntries]
		}
		indent := strings.Repeat(" ", width+4)
		for _, e := range entries {
			head := "  " + o.strong(title) + strings.Repeat(" ", width-len(title)+2)
			o.hang(head, indent, width+4, e.line())
			title = ""
			o.entryQuotes(c, e, indent, all)
		}
		if left := len(s.entries) - len(entries); left > 0 {
			fmt.Fprintf(o, "%sand %d more (--all)\n", indent, left)
		}
	}
}

// short reports whether s is one line.
func (s *section) short() bool { return len(s.entries) == 1 && len(s.entries[0].quotes) == 0 }

// line is an entry in one line: "org/un  United Nations  (coreference)".
func (e entry) line() string {
	var parts []string
	for _, p := range []string{e.key, e.text} {
		if p != "" {
			parts = append(parts, plain(p))
		}
	}
	if e.how != "" {
		parts = append(parts, "("+plain(e.how)+")")
	}
	return strings.Join(parts, "  ")
}

// entryQuotes prints the words that an entry rests on: of words in the passage that the card shows, no more than they.
func (o *output) entryQuotes(c *card, e entry, indent string, all bool) {
	quotes := e.quotes
	if !all && len(quotes) > mostQuotes {
		quotes = quotes[:mostQuotes]
	}
	for _, q := range quotes {
		before := ""
		if q.antecedent {
			before = "antecedent "
		}
		if c.shows(q) {
			o.hang(indent, indent, len(indent), before+q.places()+"  "+visible(q.marked()))
			continue
		}
		fmt.Fprintln(o, indent+before+q.places())
		o.passage(indent+"  ", q.within(cardReach))
	}
	if left := len(e.quotes) - len(quotes); left > 0 {
		fmt.Fprintf(o, "%sand %s more (--all)\n", indent, counted(left, "place"))
	}
}

// shows reports whether c shows the passage in which a quote stands.
func (c *card) shows(q quote) bool {
	return slices.ContainsFunc(c.quotes, func(own quote) bool {
		return own.version == q.version && own.at[0].block.span == q.at[0].block.span && strings.Contains(own.sentence(), q.sentence())
	})
}

// marked returns what is meant, without the rest of its sentences.
func (p passage) marked() string {
	var parts []string
	for _, x := range p {
		switch {
		case x.as == trigger && len(parts) > 0, x.as == quoted && len(parts) > 0 && !strings.HasSuffix(parts[len(parts)-1], "»"):
			parts[len(parts)-1] += x.text
		case x.as == quoted || x.as == trigger:
			parts = append(parts, "«"+x.text)
		case len(parts) > 0 && x.text != "" && !strings.HasSuffix(parts[len(parts)-1], "»"):
			parts[len(parts)-1] += "»"
		}
	}
	if len(parts) == 0 {
		return ""
	}
	if last := &parts[len(parts)-1]; !strings.HasSuffix(*last, "»") {
		*last += "»"
	}
	return strings.Join(parts, " ")
}

// hang prints a line behind head, of which width columns are seen, and on a terminal what does not fit behind
// indent.
func (o *output) hang(head, indent string, width int, line string) {
	if o.terminal {
		line = text.WrapSoft(line, max(o.width-width, 40))
	}
	for i, l := range strings.Split(line, "\n") {
		if i > 0 {
			head = indent
		}
		fmt.Fprintln(o, strings.TrimRight(head+l, " "))
	}
}

// strong makes words stand out where the terminal can.
func (o *output) strong(s string) string {
	if !o.color || s == "" {
		return s
	}
	return text.Bold.Sprint(s)
}

// The forms of a card in JSON. Lines and columns count from 1, start and end are bytes of the text in the store.
type (
	cardJSON struct {
		Key      string        `json:"key"`
		Type     string        `json:"type"`
		Label    string        `json:"label"`
		Places   []placeJSON   `json:"places"`
		Sections []sectionJSON `json:"sections"`
	}
	sectionJSON struct {
		Title   string      `json:"title"`
		Entries []entryJSON `json:"entries"`
	}
	entryJSON struct {
		Key    string      `json:"key,omitempty"`
		Text   string      `json:"text,omitempty"`
		How    string      `json:"how,omitempty"`
		Places []placeJSON `json:"places,omitempty"`
	}
	placeJSON struct {
		Version    string `json:"version"`
		File       string `json:"file"`
		Line       int    `json:"line"`
		Column     int    `json:"column"`
		Start      int    `json:"start"`
		End        int    `json:"end"`
		Paragraph  string `json:"paragraph"`
		Quote      string `json:"quote"`
		Sentence   string `json:"sentence"`
		Antecedent bool   `json:"antecedent,omitempty"`
	}
)

// cardJSON prints c as one object.
func (o *output) cardJSON(s *state, c *card) error {
	places := func(quotes []quote) []placeJSON {
		out := []placeJSON{}
		for _, q := range quotes {
			for i, p := range q.at {
				span := q.spans[i]
				out = append(out, placeJSON{
					q.version, p.text.place, p.line, p.column, span.Start, span.End, s.key(span.Paragraph),
					p.text.Content[span.Start:span.End], q.sentence(), q.antecedent,
				})
			}
		}
		return out
	}
	out := cardJSON{c.key, c.kind, c.label, places(c.quotes), []sectionJSON{}}
	for _, section := range c.sections {
		entries := []entryJSON{}
		for _, e := range section.entries {
			entries = append(entries, entryJSON{e.key, e.text, e.how, places(e.quotes)})
		}
		out.Sections = append(out.Sections, sectionJSON{section.title, entries})
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()) {
		fmt.Fprintln(o, escaped(strings.TrimSuffix(line, "\n")))
	}
	return nil
}

// sentence returns the sentences of p that hold what is meant, without marks.
func (p passage) sentence() string {
	var b strings.Builder
	for _, x := range p {
		if x.as != beside {
			b.WriteString(x.text)
		}
	}
	return strings.TrimSpace(b.String())
}

// byPlace orders entries by where their words stand, those without words first, by key.
func byPlace(a, b entry) int {
	at := func(e entry) (string, int) {
		if len(e.quotes) == 0 {
			return "", 0
		}
		return e.quotes[0].version, e.quotes[0].spans[0].Start
	}
	va, sa := at(a)
	vb, sb := at(b)
	return slices.Compare([]string{va, fmt.Sprintf("%12d", sa), a.key, a.text}, []string{vb, fmt.Sprintf("%12d", sb), b.key, b.text})
}
