package main

import (
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"concord/loaders/source"
)

// passage is words of a text as a reader sees them: white space folded, markup and page furniture gone.
type passage []piece

// piece is a part of a passage that is shown in one way.
type piece struct {
	text string
	as   shown
}

// shown is how a piece of a passage is shown.
type shown uint8

const (
	around  shown = iota // the rest of the sentence
	quoted               // the words that are meant
	trigger              // of them the word that makes them what they are
	beside               // sentences before and after
)

// sentences returns the sentences of a block that hold quotes, which lie in it and are in ascending order. word,
// when it is not empty, is marked inside them. neighbours is how many sentences more are shown on either side.
func sentences(view source.View, quotes []source.Span, word source.Span, neighbours int) passage {
	var marks []source.Span // of view.Text
	for _, q := range quotes {
		m := source.Span{Start: view.At(q.Start), End: view.At(q.End)}
		for m.Start < m.End && view.Text[m.Start] == ' ' {
			m.Start++
		}
		for m.End > m.Start && view.Text[m.End-1] == ' ' {
			m.End--
		}
		if n := len(marks); n > 0 && m.Start < marks[n-1].End {
			marks[n-1].End = max(marks[n-1].End, m.End)
			continue
		}
		marks = append(marks, m)
	}
	if len(marks) == 0 {
		return nil
	}
	first, last := marks[0].Start, marks[len(marks)-1].End
	starts, from, to := sentenceStarts(view.Text), 0, 0
	for i, s := range starts[:len(starts)-1] {
		if s <= first {
			from = i
		}
		if s < last || i == from {
			to = i + 1
		}
	}
	before, after := max(from-neighbours, 0), min(to+neighbours, len(starts)-1)
	if before == 1 && neighbours > 0 {
		before = 0 // often but the number of the paragraph
	}
	p := passage{{view.Text[starts[before]:starts[from]], beside}}
	at := starts[from]
	inner := source.Span{Start: view.At(word.Start), End: view.At(word.End)}
	for _, m := range marks {
		p = append(p, piece{view.Text[at:m.Start], around})
		if word.Len() > 0 && m.Contains(inner) {
			p = append(p, piece{view.Text[m.Start:inner.Start], quoted}, piece{view.Text[inner.Start:inner.End], trigger}, piece{view.Text[inner.End:m.End], quoted})
		} else {
			p = append(p, piece{view.Text[m.Start:m.End], quoted})
		}
		at = m.End
	}
	p = append(p, piece{view.Text[at:starts[to]], around}, piece{view.Text[starts[to]:starts[after]], beside})
	p[len(p)-1].text = strings.TrimRight(p[len(p)-1].text, " ")
	if p[len(p)-1].text == "" {
		p[len(p)-2].text = strings.TrimRight(p[len(p)-2].text, " ")
	}
	return p
}

// sentenceStarts returns where the sentences of s begin (UAX 29), and its length.
func sentenceStarts(s string) []int {
	starts := []int{0}
	state := -1
	for rest := s; rest != ""; {
		var sentence string
		sentence, rest, state = uniseg.FirstSentenceInString(rest, state)
		starts = append(starts, starts[len(starts)-1]+len(sentence))
	}
	if len(starts) == 1 {
		starts = append(starts, 0)
	}
	return starts
}

// within returns p with about reach bytes of its sentence on either side of the words that are meant.
func (p passage) within(reach int) passage {
	out := slices.Clone(p)
	meant := func(x piece) bool { return x.as == quoted || x.as == trigger }
	first := slices.IndexFunc(p, meant)
	last := len(p) - 1
	for last > first && !meant(p[last]) {
		last--
	}
	for i, x := range p {
		switch {
		case x.as == beside:
			out[i].text = ""
		case x.as != around:
		case i < first:
			out[i].text = tail(x.text, reach)
		case i > last:
			out[i].text = head(x.text, reach)
		case len(x.text) > 2*reach:
			out[i].text = strings.TrimSuffix(head(x.text, reach), "…") + tail(x.text, reach)
		}
	}
	return out
}

// String returns the words of p, those that are meant in «» and the word that makes them so in ‹›.
func (p passage) String() string {
	var b strings.Builder
	for _, x := range p.shown() {
		b.WriteString(x.text)
	}
	return b.String()
}

// shown returns p with its signs put in.
func (p passage) shown() passage {
	var out passage
	open := false
	for _, x := range p {
		inside := x.as == quoted || x.as == trigger
		if inside && !open {
			out = append(out, piece{"«", quoted})
		}
		if !inside && open {
			out = append(out, piece{"»", quoted})
		}
		open = inside
		if x.as == trigger {
			x.text = "‹" + x.text + "›"
		}
		if x.text != "" {
			out = append(out, x)
		}
	}
	if open {
		out = append(out, piece{"»", quoted})
	}
	return out
}

// tail returns the last words of s, about n bytes, after an ellipsis when there are more.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if rest := s[len(s)-n-1:]; strings.Contains(rest, " ") {
		return "…" + rest[strings.IndexByte(rest, ' '):]
	}
	return "…"
}

// head returns the first words of s, about n bytes, before an ellipsis when there are more.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if i := strings.LastIndexByte(s[:n+1], ' '); i > 0 {
		return s[:i] + " …"
	}
	return "…"
}
