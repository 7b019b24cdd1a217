package loaders

import (
	"cmp"
	"slices"

	"concord/graph/evidence"
	"concord/loaders/assertion"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// Ledger tells how much of a text was understood: of the content words of its body, how many show something that
// the graph says. The body is the introductory, preambular and operative paragraphs with their chapeaux. A
// content word is a word of two letters or more that has a meaning of its own (lexicon.Content).
type Ledger struct {
	Words int // content words of the body
	// Understood words stand in the evidence of a statement, in a mention of something known, or in a performative.
	Understood int
	// Undertaken words are further ones, which stand in an undertaking: that somebody is to do it is known, and the
	// words can be shown, but nothing is known of what these words say.
	Undertaken int
	Gaps       []Gap // the words that are not understood, in the order of the text
}

// Gap is a run of content words, next to each other, that were not understood.
type Gap struct {
	Kind  GapKind
	Block int         // of the document
	Span  source.Span // of the block's View.Text
}

// GapKind tells what is known of words that were not understood.
type GapKind uint8

// The kinds of gaps.
const (
	Unread      GapKind = iota // nothing
	Undertaken                 // that they are part of an undertaking
	UnknownName                // that they name something, which nobody knows
)

// String returns the kind in a word.
func (k GapKind) String() string {
	return [...]string{"unread", "undertaking", "name"}[k]
}

// shown is the words of a block that show something: spans of its View.Text.
type shown struct{ understood, undertaken, unresolved []source.Span }

// ledger takes stock of what the claims rest on.
func (r *Reading) ledger(claims []assertion.RuledClaim, lex *lexicon.Lexicon) Ledger {
	blocks := make([]shown, len(r.Document.Blocks))
	undertaking := map[string]bool{}
	for _, u := range r.Undertakings {
		undertaking[u.Key] = true
		b := &blocks[u.Block]
		b.undertaken = append(b.undertaken, u.Span)
		b.understood = append(b.understood, u.Trigger)
	}
	for _, cl := range claims {
		if undertaking[cl.Object] || cl.Basis == evidence.DefaultAgent {
			continue // the whole undertaking, or what stands where nobody is named
		}
		for _, s := range cl.Spans {
			blocks[s.Block].understood = append(blocks[s.Block].understood, s.Span)
		}
	}
	for _, m := range r.Mentions {
		b := &blocks[m.Block]
		if m.Key != "" {
			b.understood = append(b.understood, m.Span)
		} else {
			b.unresolved = append(b.unresolved, m.Span)
		}
	}
	var l Ledger
	var tokens []lexicon.Token
	for i := range blocks {
		b := &r.Document.Blocks[i]
		if !body(b.Class) {
			continue
		}
		for _, p := range b.Performatives {
			blocks[i].understood = append(blocks[i].understood, p.Phrase)
		}
		tokens = lex.Tokens(tokens[:0], b.View.Text)
		l.take(i, b.View.Text, tokens, &blocks[i], lex)
	}
	return l
}

// body reports whether blocks of a class are part of the body.
func body(c document.Class) bool {
	return c == document.Introductory || c == document.Chapeau || c == document.Preambular || c == document.Operative
}

// take enters the words of a block.
func (l *Ledger) take(block int, text string, tokens []lexicon.Token, s *shown, lex *lexicon.Lexicon) {
	understood, unresolved, undertaken := newSweep(s.understood), newSweep(s.unresolved), newSweep(s.undertaken)
	var word [64]byte
	open := false // whether the word before this token is the end of the last gap
	for _, t := range tokens {
		if t.Kind != lexicon.Word || t.End-t.Start < 2 || !lex.Content(lexicon.AppendFold(word[:0], text[t.Start:t.End])) {
			open = false
			continue
		}
		l.Words++
		if understood.covers(t.Start) {
			l.Understood++
			open = false
			continue
		}
		kind := Unread
		if undertaken.covers(t.Start) {
			kind = Undertaken
			l.Undertaken++
		}
		if unresolved.covers(t.Start) {
			kind = UnknownName
		}
		if n := len(l.Gaps) - 1; open && l.Gaps[n].Kind == kind {
			l.Gaps[n].Span.End = t.End
			continue
		}
		l.Gaps = append(l.Gaps, Gap{kind, block, source.Span{Start: t.Start, End: t.End}})
		open = true
	}
}

// sweep asks spans from left to right.
type sweep struct {
	spans []source.Span // by start; those that end before the last place asked are gone
	reach int           // the furthest end of the spans that begin before it
}

func newSweep(spans []source.Span) sweep {
	slices.SortFunc(spans, func(a, b source.Span) int { return cmp.Compare(a.Start, b.Start) })
	return sweep{spans: spans}
}

// covers reports whether a span holds byte i, which is no less than the one asked before.
func (s *sweep) covers(i int) bool {
	for len(s.spans) > 0 && s.spans[0].Start <= i {
		s.reach = max(s.reach, s.spans[0].End)
		s.spans = s.spans[1:]
	}
	return i < s.reach
}
