package main

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
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
		if !holds(t.Content, phrase) {
			continue
		}
		if t.blocks == nil {
			if t.blocks, err = w.extents(ctx, version); err != nil {
				return nil, err
			}
		}
		for _, b := range t.blocks {
			if b.End > len(t.Content) || !holds(t.Content[b.Start:b.End], phrase) {
				continue
			}
			view := t.view(b.Span)
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

// holds reports whether all words of a phrase that have letters of ASCII alone are somewhere in a text, which is
// quickly known.
func holds(text string, phrase []string) bool {
	lower := strings.ToLower(text)
	for _, word := range phrase {
		if strings.IndexFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) < 0 && !strings.Contains(lower, word) {
			return false
		}
	}
	return true
}

// scatter returns where the words of phrase stand in the first sentence that has all of them.
func scatter(text string, words []source.Word, phrase []string) []source.Span {
	phrase = slices.DeleteFunc(slices.Clone(phrase), func(word string) bool { return len(word) == 1 }) // the s of a genitive
	if len(phrase) < 2 {
		return nil
	}
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
