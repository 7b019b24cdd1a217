package main

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/source"
)

// passageFound is a paragraph that has the words that were looked for.
type passageFound struct {
	quote
	paragraph quad.IRI
}

// passages returns the paragraphs in which words stand one behind another or, where no text has them so, those with
// a sentence that has them all: by name of the version, in the order of the text.
func (w *words) passages(ctx context.Context, text string) ([]passageFound, error) {
	var phrase []string
	for _, word := range source.Words(text) {
		phrase = append(phrase, word.Text)
	}
	versions, err := w.versionNames(ctx)
	if err != nil || len(phrase) == 0 {
		return nil, err
	}
	var whole, scattered []passageFound
	for _, version := range versions {
		t, err := w.text(ctx, version)
		if err != nil {
			return nil, err
		}
		content := fold(t.Content)
		if slices.ContainsFunc(phrase, func(word string) bool { return !strings.Contains(content, word) }) {
			continue
		}
		blocks, err := w.blocksOf(ctx, version)
		if err != nil {
			return nil, err
		}
		for _, b := range blocks {
			view := source.NewView(t.Content, b.segments, t.Markdown())
			words := source.Words(view.Text)
			spans := source.Phrase(view.Text, words, phrase)
			found := &whole
			if len(spans) == 0 && len(phrase) > 1 && len(whole) == 0 {
				spans, found = scatter(view.Text, words, phrase), &scattered
			}
			if len(spans) == 0 {
				continue
			}
			var at []evidence.Span
			for _, s := range spans {
				for _, src := range view.Sources(s, t.Content) {
					at = append(at, evidence.Span{Paragraph: b.paragraph, Start: src.Start, End: src.End})
				}
			}
			q, err := w.quoteOf(ctx, version, at)
			if err != nil {
				return nil, err
			}
			*found = append(*found, passageFound{q, b.paragraph})
		}
	}
	if len(whole) > 0 {
		return whole, nil
	}
	return scattered, nil
}

// fold is how source.Words folds, of a whole text.
func fold(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r > 127 }) < 0 {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, w := range source.Words(text) {
		b.WriteString(w.Text)
		b.WriteByte(' ')
	}
	return b.String()
}

// scatter returns where the words of phrase stand in the first sentence that has all of them.
func scatter(text string, words []source.Word, phrase []string) []source.Span {
	starts := sentenceStarts(text)
	for i := range starts[:len(starts)-1] {
		var spans []source.Span
		have := map[string]bool{}
		for _, word := range words {
			if word.Start >= starts[i] && word.End <= starts[i+1] && slices.Contains(phrase, word.Text) {
				have[word.Text] = true
				spans = append(spans, word.Span)
			}
		}
		if !slices.ContainsFunc(phrase, func(p string) bool { return !have[p] }) {
			return spans
		}
	}
	return nil
}

// placedBlock is a block and where it stands.
type placedBlock struct {
	paragraph quad.IRI
	block
}

// blocksOf returns the blocks of a version in the order of its text.
func (w *words) blocksOf(ctx context.Context, version string) ([]placedBlock, error) {
	ids, err := w.Lookup(ctx, []quad.Value{vocab.Start, w.base.Graph(version)})
	if err != nil {
		return nil, err
	}
	quads, err := w.quads(ctx, graph.Pattern{P: ids[0], G: ids[1]})
	if err != nil {
		return nil, err
	}
	var out []placedBlock
	for _, q := range quads {
		paragraph, _ := q.Subject.(quad.IRI)
		b, err := w.block(ctx, version, paragraph)
		if err != nil {
			return nil, err
		}
		out = append(out, placedBlock{paragraph, b})
	}
	slices.SortFunc(out, func(a, b placedBlock) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.paragraph, b.paragraph))
	})
	return out, nil
}
