package loaders

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/loaders/source"
)

// TestLedger reads a text in which the words that nothing rests on are marked: {nothing is known of them}, [they are
// part of an undertaking], <they name something that nobody knows>.
func TestLedger(t *testing.T) {
	const marked = `Lima Declaration

We, the Ministers, {assembled} in Lima on 3 May 2018,

Recalling Security Council resolution 1373 (2001) and its {lively reception}, and the {reception} of the <Conference>,

1. Reaffirm our commitment to countering terrorism and to keep the [purple elephants] of the Zanzibar Elephant Board;

2. Call upon all States to combat money-laundering.
`
	var want []string
	var plain strings.Builder
	open := 0
	for _, r := range marked {
		switch r {
		case '{', '[', '<':
			open = plain.Len()
		case '}', ']', '>':
			kind := map[rune]GapKind{'}': Unread, ']': Undertaken, '>': UnknownName}[r]
			want = append(want, fmt.Sprintf("%s %q", kind, plain.String()[open:]))
		default:
			plain.WriteRune(r)
		}
	}
	text, err := source.Decode("lima", "lima.txt", []byte(plain.String()), nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(text, nil)
	if err != nil {
		t.Fatal(err)
	}
	l := r.Report.Ledger
	var got []string
	words := map[GapKind]int{}
	for _, g := range l.Gaps {
		s := r.Document.Blocks[g.Block].View.Text[g.Span.Start:g.Span.End]
		got = append(got, fmt.Sprintf("%s %q", g.Kind, s))
		words[g.Kind] += len(strings.Fields(s))
	}
	if !slices.Equal(got, want) {
		t.Errorf("gaps:\n got %s\nwant %s", got, want)
	}
	if l.Words != l.Understood+l.Undertaken+words[Unread]+words[UnknownName] || l.Undertaken != words[Undertaken] || l.Understood != 19 {
		t.Errorf("%d words, %d understood, %d undertaken, gaps of %v", l.Words, l.Understood, l.Undertaken, words)
	}
	other, err := Read(&source.Text{Name: "quito", FileName: "quito.txt", MediaType: text.MediaType, Content: text.Content}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, p := range NotUnderstood([]*Reading{r, other}) {
		got = append(got, fmt.Sprintf("%d %d %s %s %s:%d:%d", p.Count, p.Texts, p.Kind, p.Words, p.Text.FileName, p.Line, p.Column))
	}
	want = []string{
		"2 2 unread assembled lima.txt:3:20",
		"2 2 unread lively reception lima.txt:5:59",
		"2 2 unread reception lima.txt:5:85",
		"2 2 undertaking purple elephants lima.txt:7:68",
		"2 2 name conference lima.txt:5:102",
	}
	if !slices.Equal(got, want) {
		t.Errorf("phrases:\n got %q\nwant %q", got, want)
	}
}
