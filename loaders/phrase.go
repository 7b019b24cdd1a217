package loaders

import (
	"cmp"
	"slices"
	"strings"

	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// Phrase is words that were not understood, wherever they stand.
type Phrase struct {
	Words string // folded
	Kind  GapKind
	Count int // how often they stand in the texts
	Texts int // in how many of them
	// Where they stand first, in the order of the texts; line and column are 1-based, the column in code points.
	Text         *source.Text
	Line, Column int
}

// NotUnderstood returns what of the texts was not understood, the most frequent first: the runs of words that
// their ledgers hold, and the names that stand for nothing known, these of every block.
func NotUnderstood(readings []*Reading) []Phrase {
	type key struct {
		kind  GapKind
		words string
	}
	at := map[key]int{}
	last := map[key]*Reading{} // the text that counted the phrase last
	var out []Phrase
	enter := func(r *Reading, k key, place func() (line, column int)) {
		i, seen := at[k]
		if !seen {
			i = len(out)
			at[k] = i
			line, column := place()
			out = append(out, Phrase{Words: k.words, Kind: k.kind, Text: r.Text, Line: line, Column: column})
		}
		out[i].Count++
		if last[k] != r {
			last[k] = r
			out[i].Texts++
		}
	}
	for _, r := range readings {
		for _, g := range r.Report.Ledger.Gaps {
			if g.Kind == UnknownName {
				continue // Unresolved tells them whole
			}
			words := lexicon.FoldText(r.Document.Blocks[g.Block].View.Text[g.Span.Start:g.Span.End])
			enter(r, key{g.Kind, words}, func() (int, int) { return r.Text.Position(r.source(g.Block, g.Span).Start) })
		}
		for _, u := range r.Report.Unresolved {
			words := strings.Join(strings.Fields(lexicon.FoldText(u.Surface)), " ")
			enter(r, key{UnknownName, words}, func() (int, int) { return u.Line, u.Column })
		}
	}
	slices.SortStableFunc(out, func(a, b Phrase) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Texts, a.Texts), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Words, b.Words))
	})
	return out
}
