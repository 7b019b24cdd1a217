package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/loaders/source"
)

// undertakingCard tells who is to do what, how strongly, and under what.
func (w *words) undertakingCard(ctx context.Context, c *card, node quad.IRI, said []saying) error {
	version, _ := w.versionOf(node)
	property, err := w.attributes(ctx, node, version)
	if err != nil {
		return err
	}
	c.kind, c.label = "undertaking", property[vocab.Summary]
	if c.quotes, err = w.undertakingQuotes(ctx, version, said, property[vocab.Trigger]); err != nil {
		return err
	}
	for _, h := range headings {
		if err := w.sections(ctx, c, among(said, h.predicate, false), nil); err != nil {
			return err
		}
		if h.predicate == vocab.Actor {
			if err := w.force(ctx, c, version, said, property); err != nil {
				return err
			}
		}
	}
	if err := w.sections(ctx, c, among(said, vocab.HasPart, true), nil); err != nil {
		return err
	}
	paragraphs := among(said, vocab.InParagraph, false)
	for _, x := range paragraphs {
		if err := w.beside(ctx, c, &x, said); err != nil {
			return err
		}
	}
	if err := w.matches(ctx, c, said); err != nil {
		return err
	}
	for _, x := range paragraphs {
		paragraph, _ := x.Object.(quad.IRI)
		where, err := w.described(ctx, paragraph)
		if err != nil {
			return err
		}
		c.add("stands in", entry{key: w.key(paragraph), text: where})
	}
	return w.of(ctx, c, among(said, vocab.CommitsTo, true))
}

// beside adds what the paragraph of an undertaking cites and the undertaking itself does not rest on.
func (w *words) beside(ctx context.Context, c *card, in *saying, said []saying) error {
	paragraph, _ := in.Object.(quad.IRI)
	of, err := w.saidOf(ctx, paragraph)
	if err != nil {
		return err
	}
	cites := slices.DeleteFunc(among(of, vocab.Cites, false), func(x saying) bool {
		return slices.ContainsFunc(said, func(own saying) bool { return !own.inverse && own.Object == x.Object })
	})
	var entries []entry
	for _, x := range cites {
		e, err := w.entry(ctx, &x)
		if err != nil {
			return err
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, byPlace)
	c.add("cited beside", entries...)
	return nil
}

// undertakingQuotes returns the sentence with the words of an undertaking, and in them the word that heads it.
func (w *words) undertakingQuotes(ctx context.Context, version string, said []saying, head string) ([]quote, error) {
	for _, x := range among(said, vocab.CommitsTo, true) {
		grounds, err := w.groundsOf(ctx, x.Statement)
		if err != nil {
			return nil, err
		}
		for _, g := range grounds {
			if g.Version != version {
				continue
			}
			quotes, err := w.quotes(ctx, g)
			for i := range quotes {
				quotes[i].head(head)
			}
			return quotes, err
		}
	}
	return nil, nil
}

// head marks a word in a quote, where it first stands as one.
func (q *quote) head(word string) {
	for _, s := range q.spans {
		text := q.at[0].text
		if i := wordIn(text.Content[s.Start:s.End], word); i >= 0 {
			at := source.Span{Start: s.Start + i, End: s.Start + i + len(word)}
			q.passage = sentences(text.view(q.at[0].block.span), q.words(), at, 0)
			return
		}
	}
}

// before returns what stands in the sentence before the word that heads an undertaking, else before its words.
func (p passage) before() string {
	var b strings.Builder
	for i, x := range p {
		headed := x.as == quoted && i+1 < len(p) && p[i+1].as == trigger
		if x.as == trigger || x.as == quoted && !headed {
			break
		}
		if x.as != beside {
			b.WriteString(x.text)
		}
	}
	return b.String()
}

// words returns where the words stand.
func (q *quote) words() []source.Span {
	var out []source.Span
	for _, s := range q.spans {
		out = append(out, source.Span{Start: s.Start, End: s.End})
	}
	return out
}

// wordIn returns where word first stands in text as a word of its own, -1 where it does not.
func wordIn(text, word string) int {
	letter := func(r rune) bool { return unicode.IsLetter(r) }
	for from := 0; word != ""; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			break
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		if !letter(before) && !letter(after) {
			return i
		}
		from = i + len(word)
	}
	return -1
}

// force adds how strongly an undertaking is worded: its force, and the performative that gives it with its words,
// family and strength in that. A modal verb has none.
func (w *words) force(ctx context.Context, c *card, version string, said []saying, property map[quad.Value]string) error {
	e := entry{text: property[vocab.Force]}
	if lemma := property[vocab.Performative]; lemma != "" {
		e.how = lemma
		if family := property[vocab.Family]; family != "" {
			e.how += fmt.Sprintf(", %s, strength %s of 5", family, property[vocab.Strength])
		}
	}
	before := ""
	for _, q := range c.quotes[:min(1, len(c.quotes))] {
		before = q.before()
	}
	for _, x := range among(said, vocab.InParagraph, false) {
		paragraph, _ := x.Object.(quad.IRI)
		phrases, err := w.objects(ctx, paragraph, vocab.PerformativePhrase, w.base.Graph(version))
		if err != nil {
			return err
		}
		phrase, at := "", -1
		for _, v := range phrases {
			if i := strings.LastIndex(before, w.cell(v)); i > at {
				phrase, at = w.cell(v), i
			}
		}
		if phrase != "" && e.how != "" {
			e.how = "“" + phrase + "”: " + e.how
		}
	}
	c.add("how strongly", e)
	return nil
}

// matches adds the like of an undertaking in each other version, and in what they differ.
func (w *words) matches(ctx context.Context, c *card, said []saying) error {
	differ := map[quad.Value]string{}
	for _, x := range said {
		if x.Predicate != vocab.ACommitment && x.Predicate != vocab.BCommitment {
			continue
		}
		other, how, err := w.difference(ctx, &x)
		if err != nil {
			return err
		}
		differ[other] = how
	}
	for _, x := range said {
		if x.Predicate != vocab.ExactMatch && x.Predicate != vocab.CloseMatch {
			continue
		}
		other, _ := x.other().(quad.IRI)
		version, _ := w.versionOf(other)
		e := entry{key: w.key(other), how: cmp.Or(differ[other], "the same")}
		var err error
		if e.text, err = w.described(ctx, other); err != nil {
			return err
		}
		of, err := w.saidOf(ctx, other)
		if err != nil {
			return err
		}
		if e.quotes, err = w.undertakingQuotes(ctx, version, of, ""); err != nil {
			return err
		}
		c.add("in "+version, e)
	}
	for _, x := range among(said, vocab.OnlyIn, false) {
		c.add("only in", entry{text: w.cell(x.Object)})
	}
	return nil
}

// difference returns the other side of a comparison of undertakings, and in what it differs: x says that the
// comparison has the undertaking for one side.
func (w *words) difference(ctx context.Context, x *saying) (other quad.Value, how string, err error) {
	ids, err := w.Lookup(ctx, []quad.Value{x.Subject, w.base.Alignment()})
	if err != nil {
		return nil, "", err
	}
	quads, err := w.quads(ctx, graph.Pattern{S: ids[0], G: ids[1]})
	if err != nil {
		return nil, "", err
	}
	var aspects, notes []string
	var ends [2]string // the versions compared
	for _, q := range quads {
		text, _ := graph.Lexical(q.Object)
		switch p, _ := q.Predicate.(quad.IRI); p {
		case vocab.Aspect:
			aspects = append(aspects, text)
		case vocab.Note:
			notes = append(notes, text)
		case vocab.ACommitment, vocab.BCommitment:
			end, _ := q.Object.(quad.IRI)
			version, _ := w.versionOf(end)
			if p != x.Predicate {
				other = end
			}
			if p == vocab.ACommitment {
				ends[0] = version
			} else {
				ends[1] = version
			}
		}
	}
	slices.Sort(aspects)
	slices.Sort(notes)
	// What is noted is said of the second against the first.
	changed := []string{"weakened", "weaker there", "strengthened", "stronger there"}
	if x.Predicate == vocab.BCommitment {
		changed = []string{"weakened", "stronger there", "strengthened", "weaker there"}
	}
	changed = append(changed, " in the first", " in "+ends[0], " in the second", " in "+ends[1])
	how = "differs in " + strings.Join(aspects, ", ")
	for _, note := range notes {
		how += "; " + strings.NewReplacer(changed...).Replace(note)
	}
	return other, how, nil
}
