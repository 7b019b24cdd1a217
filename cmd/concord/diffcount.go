package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"concord/loaders/align"
)

// diffCounts are how many differences of each kind there are, whatever is shown of them.
type diffCounts struct {
	Substantive  int            `json:"substantive"`
	Translation  int            `json:"translation"`
	Editorial    int            `json:"editorial"`
	Paragraphs   paragraphCount `json:"paragraphs"`
	Undertakings undertakeCount `json:"undertakings"`
	Surroundings int            `json:"surroundings"`
}

type paragraphCount struct {
	Paired int `json:"paired"`
	Moved  int `json:"moved"`
	OnlyA  int `json:"onlyA"`
	OnlyB  int `json:"onlyB"`
}

type undertakeCount struct {
	Exact        int `json:"exact"`
	Changed      int `json:"changed"`
	Weakened     int `json:"weakened"`
	Strengthened int `json:"strengthened"`
	Mixed        int `json:"mixed"`
	OnlyA        int `json:"onlyA"`
	OnlyB        int `json:"onlyB"`
}

// count counts the rows, those that are not shown as well.
func (d *differ) count() {
	c := &d.counts
	for _, p := range d.Pairs {
		if !surrounds(&d.A.Document.Blocks[p.A]) {
			c.Paragraphs.Paired++
		}
		if p.Moved {
			c.Paragraphs.Moved++
		}
	}
	for i := range d.Undertakings {
		m := &d.Undertakings[i]
		switch u := &c.Undertakings; {
		case m.B < 0:
			u.OnlyA++
		case m.A < 0:
			u.OnlyB++
		case m.Exact():
			u.Exact++
		case m.Change == align.Weakened:
			u.Weakened++
		case m.Change == align.Strengthened:
			u.Strengthened++
		case m.Change == align.Mixed:
			u.Mixed++
		default:
			u.Changed++
		}
	}
	for _, r := range d.rows {
		switch r.class {
		case "substantive":
			c.Substantive++
		case "translation":
			c.Translation++
		case "editorial":
			c.Editorial++
		case "surroundings":
			c.Surroundings++
		case "paragraph":
			if r.side[1].block < 0 {
				c.Paragraphs.OnlyA++
			} else {
				c.Paragraphs.OnlyB++
			}
		}
	}
}

// headline prints the counts.
func (d *differ) headline() {
	a, b := d.versions[0], d.versions[1]
	if d.A.Work == d.B.Work {
		fmt.Fprintf(d.out, "%s and %s, versions of %s\n", a, b, d.A.Work)
	} else {
		fmt.Fprintf(d.out, "%s of %s and %s of %s\n", a, d.A.Work, b, d.B.Work)
	}
	c := &d.counts
	line := func(name string, counts ...string) {
		var said []string
		for _, x := range counts {
			if !strings.HasPrefix(x, "0 ") {
				said = append(said, x)
			}
		}
		if len(said) == 0 {
			said = []string{"none"}
		}
		fmt.Fprintf(d.out, "  %-13s %s\n", name, strings.Join(said, ", "))
	}
	of := func(n int, what string) string { return fmt.Sprintf("%d %s", n, what) }
	line("wording", of(c.Substantive, "substantive"), of(c.Translation, "of translation"), of(c.Editorial, "editorial"))
	u := &c.Undertakings
	line("undertakings", of(u.Weakened, "weakened"), of(u.Strengthened, "strengthened"), of(u.Mixed, "both"), of(u.Changed, "changed otherwise"),
		of(u.OnlyA, "only in "+a), of(u.OnlyB, "only in "+b), of(u.Exact, "the same"))
	p := &c.Paragraphs
	line("paragraphs", of(p.OnlyA, "only in "+a), of(p.OnlyB, "only in "+b), of(p.Moved, "moved"), of(p.Paired, "in both"))
	line("around them", of(c.Surroundings, "in mastheads, letters, notes and other surroundings"))
}

// diffLine is a difference in JSON.
type diffLine struct {
	Class   string     `json:"class"`
	Note    string     `json:"note,omitempty"` // "moved"
	Match   string     `json:"match,omitempty"`
	Change  string     `json:"change,omitempty"`
	Aspects []string   `json:"aspects,omitempty"`
	Signs   []diffSign `json:"signs,omitempty"`
	A       *diffQuote `json:"a"`
	B       *diffQuote `json:"b"`
}

type diffSign struct {
	Change string `json:"change"`
	Reason string `json:"reason"`
	A      string `json:"a,omitempty"`
	B      string `json:"b,omitempty"`
}

type diffQuote struct {
	Paragraph   string `json:"paragraph"`
	Name        string `json:"name"`
	Undertaking string `json:"undertaking,omitempty"`
	Quote       string `json:"quote"`
	Start       int    `json:"start"` // bytes of the text
	End         int    `json:"end"`
	At          string `json:"at"`
}

type diffVersion struct {
	Version string `json:"version"`
	Work    string `json:"work"`
	File    string `json:"file"`
}

// json prints the whole comparison as one object.
func (d *differ) json() error {
	version := func(i int) diffVersion {
		r := [2]diffSide{{reading: d.A}, {reading: d.B}}[i].reading
		return diffVersion{d.versions[i], r.Work, r.Text.FileName}
	}
	out := struct {
		A           diffVersion `json:"a"`
		B           diffVersion `json:"b"`
		Counts      diffCounts  `json:"counts"`
		Differences []diffLine  `json:"differences"`
	}{version(0), version(1), d.counts, []diffLine{}}
	for i := range d.rows {
		out.Differences = append(out.Differences, d.line(&d.rows[i]))
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(out)
	for l := range strings.Lines(b.String()) {
		d.out.WriteString(escaped(strings.TrimSuffix(l, "\n")) + "\n")
	}
	return err
}

func (d *differ) line(r *diffRow) diffLine {
	l := diffLine{Class: r.class, A: d.jsonQuote(&r.side[0]), B: d.jsonQuote(&r.side[1])}
	m := r.match
	if m == nil {
		if r.note == align.MovedNote {
			l.Note = r.note
		}
		return l
	}
	l.Match, l.Change, l.Aspects = "none", m.Change.String(), m.Aspects
	if m.A >= 0 {
		l.A.Undertaking = d.A.Undertakings[m.A].Key
	}
	if m.B >= 0 {
		l.B.Undertaking = d.B.Undertakings[m.B].Key
	}
	if m.A >= 0 && m.B >= 0 {
		l.Match = "close"
	}
	for _, s := range m.Signs {
		l.Signs = append(l.Signs, diffSign{s.Change.String(), s.Reason, plain(d.A.Text.Content[s.A.Start:s.A.End]), plain(d.B.Text.Content[s.B.Start:s.B.End])})
	}
	return l
}

func (d *differ) jsonQuote(s *diffSide) *diffQuote {
	if s.block < 0 {
		return nil
	}
	span := s.source()
	return &diffQuote{
		Paragraph: "para/" + s.reading.Text.Name + "/" + s.reading.Document.Blocks[s.block].ID, Name: s.name(),
		Quote: s.words(), Start: span.Start, End: span.End, At: d.placeOf(s),
	}
}
