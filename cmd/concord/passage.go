package main

import (
	"strings"

	"github.com/rivo/uniseg"

	"concord/loaders/source"
)

// sentence returns the words of a text that stand at quote, with what comes before and after them in their
// sentence, as a reader sees them: white space folded, markup gone. It does not leave the block.
func sentence(text *source.Text, block, quote source.Span) (before, words, after string) {
	view := source.NewView(text.Content, []source.Span{block}, text.Markdown())
	from, to := view.At(quote.Start), view.At(quote.End)
	for from < to && view.Text[from] == ' ' {
		from++
	}
	for to > from && view.Text[to-1] == ' ' {
		to--
	}
	head, tail := 0, len(view.Text)
	at, state := 0, -1
	for rest := view.Text; rest != ""; {
		var s string
		s, rest, state = uniseg.FirstSentenceInString(rest, state)
		if at <= from {
			head = at
		}
		if at += len(s); at >= to {
			tail = at
			break
		}
	}
	return view.Text[head:from], view.Text[from:to], strings.TrimRight(view.Text[to:tail], " ")
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
