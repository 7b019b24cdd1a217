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
	"concord/loaders/lexicon"
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
			if err := w.force(ctx, c, version, said, property[vocab.Force]); err != nil {
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

// force adds how strongly an undertaking is worded: its force, and the performative that gives it.
func (w *words) force(ctx context.Context, c *card, version string, said []saying, force string) error {
	e := entry{text: force}
	before := ""
	for _, q := range c.quotes[:min(1, len(c.quotes))] {
		before = q.before()
	}
	for _, x := range among(said, vocab.InParagraph, false) {
		paragraph, _ := x.Object.(quad.IRI)
		by, err := w.performative(ctx, version, paragraph, before, force)
		if err != nil {
			return err
		}
		if by != nil {
			e.how = by.String()
		}
	}
	c.add("how strongly", e)
	return nil
}

// performedBy is a performative with its words in a paragraph.
type performedBy struct {
	lexicon.Performative
	phrase string
}

// String returns the words, their lemma, and how strong that is in its family.
func (p *performedBy) String() string {
	return fmt.Sprintf("“%s”: %s, %s, strength %d of 5", p.phrase, p.Lemma, p.Family, p.Strength)
}

// performative returns the performative under which an undertaking stands: the last before its words in their
// sentence, else one of the paragraph, or of those it is a sub-paragraph of, that gives undertakings this force.
// It is nil where a modal verb or an adjective carries the force.
func (w *words) performative(ctx context.Context, version string, paragraph quad.IRI, before, force string) (*performedBy, error) {
	for key := w.key(paragraph); ; {
		performed, err := w.performatives(ctx, version, w.base.IRI(key))
		if err != nil {
			return nil, err
		}
		var nearest *performedBy
		at := -1
		for i, by := range performed {
			if k := strings.LastIndex(before, by.phrase); k > at {
				nearest, at = &performed[i], k
			}
		}
		if nearest != nil {
			return nearest, nil
		}
		for i, by := range performed {
			if by.Force == force {
				return &performed[i], nil
			}
		}
		cut := strings.LastIndexByte(key, '-')
		if cut < strings.LastIndexByte(key, '/') {
			return nil, nil
		}
		key, before = key[:cut], ""
	}
}

// performatives returns the performatives of a paragraph, the leading one first.
func (w *words) performatives(ctx context.Context, version string, paragraph quad.IRI) ([]performedBy, error) {
	said := w.base.Graph(version)
	phrases, err := w.objects(ctx, paragraph, vocab.PerformativePhrase, said)
	if err != nil {
		return nil, err
	}
	var out []performedBy
	for _, p := range []quad.IRI{vocab.Performative, vocab.SecondaryPerformative} {
		lemmas, err := w.objects(ctx, paragraph, p, said)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(lemmas, func(a, b quad.Value) int { return strings.Compare(w.cell(a), w.cell(b)) })
		for _, lemma := range lemmas {
			for _, phrase := range phrases {
				if row := rowOf(w.cell(lemma), w.cell(phrase)); row != nil {
					out = append(out, performedBy{*row, w.cell(phrase)})
				}
			}
		}
	}
	return out, nil
}

// rowOf returns the row of the lexicon that a phrase shows a form of, with the complement that the phrase has when
// the rows of a lemma differ in it.
func rowOf(lemma, phrase string) *lexicon.Performative {
	var best *lexicon.Performative
	phrase = strings.ToLower(phrase)
	rows := lexicon.English().Performatives.Lemma(lemma)
	for i, row := range rows {
		for _, form := range slices.Concat(row.Finite, row.Third, row.Gerund, row.Participle) {
			at := wordIn(phrase, form)
			if at < 0 {
				continue
			}
			rest := strings.TrimSpace(phrase[at+len(form):])
			fits := row.Complement != nil && rest != "" && row.Complement.MatchString(rest)
			if best == nil || fits {
				best = &rows[i]
			}
			break
		}
	}
	return best
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
