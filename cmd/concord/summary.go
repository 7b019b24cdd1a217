package main

import (
	"fmt"
	"slices"
	"strings"

	"concord/loaders"
	"concord/loaders/document"
)

// mostListed is how many of the things that were not understood the summary names; the rest is counted.
const mostListed = 6

// summarize prints what a change came to and what was found in each text that was read anew, in short on one
// line.
func (p *program) summarize(done changed, short bool) {
	if p.quiet {
		return
	}
	if done.result == nil {
		fmt.Fprintln(p.out, "nothing new to do")
		return
	}
	base := done.result.Base
	var all loaders.Ledger // of the texts that were read anew
	for _, r := range done.result.Readings {
		name, verb := r.Text.Name, done.verb(r.Text.Name)
		if verb == "" {
			continue
		}
		all.Words += r.Report.Ledger.Words
		all.Understood += r.Report.Ledger.Understood
		all.Undertaken += r.Report.Ledger.Undertaken
		fmt.Fprintf(p.out, "%s  %s: %s", name, visible(r.Text.FileName), verb)
		if short {
			fmt.Fprintf(p.out, ", %s\n", inShort(r))
			continue
		}
		fmt.Fprintln(p.out)
		p.summary(r, done.quads[base.Graph(name)]+done.quads[base.EvidenceGraph(name)])
	}
	for _, name := range done.planned.Dropped {
		fmt.Fprintf(p.out, "%s  dropped\n", name)
	}
	if short {
		fmt.Fprintf(p.out, "understood %s\n", share(all))
	}
	total := 0
	for _, n := range done.quads {
		total += n
	}
	fmt.Fprintf(p.out, "the store has %s and %s\n", counted(len(done.result.Readings), "version"), counted(total, "quad"))
}

// warnings says what a reader of the texts that were read anew should know of them.
func (p *program) warnings(done changed) {
	if done.result == nil {
		return
	}
	for _, r := range done.result.Readings {
		if done.verb(r.Text.Name) == "" {
			continue
		}
		for _, w := range r.Report.Warnings {
			p.warn("%s", w)
		}
		for _, f := range r.Report.Faults {
			p.warn("left out by a fault of the reader: %s", f)
		}
	}
}

// verb tells what happened to a version, "" when nothing did.
func (c changed) verb(name string) string {
	switch {
	case slices.Contains(c.planned.Added, name):
		return "built"
	case slices.Contains(c.planned.Replaced, name):
		return "replaced"
	case slices.Contains(c.planned.Reread, name):
		return "read again, by a new version of the reader"
	}
	return ""
}

// summary prints what was found in one text, and what was not understood.
func (p *program) summary(r *loaders.Reading, quads int) {
	line := func(name, format string, args ...any) {
		fmt.Fprintf(p.out, "  %-15s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("work", "%s", r.Work)
	var blocks []string
	for c := document.FrontMatter; c <= document.Boilerplate; c++ {
		if n := r.Report.Blocks[c.String()]; n > 0 {
			blocks = append(blocks, fmt.Sprintf("%d %s", n, c))
		}
	}
	line("blocks", "%d: %s", len(r.Document.Blocks), strings.Join(blocks, ", "))
	line("undertakings", "%d", r.Report.Undertakings)
	line("citations", "%d", r.Report.Citations)
	types := map[string]int{}
	for _, e := range r.Entities {
		types[e.Type]++
	}
	line("names", "%s, %s, %s", counted(types["State"], "state"), counted(types["Organization"]+types["Organ"], "organization"), counted(len(r.Entities), "entity"))
	line("statements", "%d, %s in all", r.Report.Assertions, counted(quads, "quad"))
	line("understood", "%s", share(r.Report.Ledger))
	if n := len(r.Report.Unresolved); n == 0 {
		line("unknown names", "0")
	} else {
		line("unknown names", "%d: %s", n, enumerate(r.Report.Unresolved, func(u loaders.Unresolved) string {
			return fmt.Sprintf("%q (%d:%d)", head(plain(u.Surface), 40), u.Line, u.Column)
		}))
	}
	if n := len(r.Report.Boilerplate); n > 0 {
		line("passed over", "%d: %s", n, enumerate(r.Report.Boilerplate, func(b loaders.Skipped) string {
			return fmt.Sprintf("%s (%s)", strings.ReplaceAll(b.Kind, "-", " "), lines(b))
		}))
	}
}

// inShort says on one line what was found in a text.
func inShort(r *loaders.Reading) string {
	body := r.Report.Blocks[document.Preambular.String()] + r.Report.Blocks[document.Operative.String()]
	return fmt.Sprintf("%s, %s, %s, %s, understood %s", counted(body, "paragraph"), counted(r.Report.Undertakings, "undertaking"),
		counted(r.Report.Citations, "citation"), counted(r.Report.Assertions, "statement"), percent(r.Report.Ledger.Understood, r.Report.Ledger.Words))
}

// share says how much of the words in the body was understood.
func share(l loaders.Ledger) string {
	return fmt.Sprintf("%s of %s, and %s more in undertakings only", percent(l.Understood, l.Words), counted(l.Words, "content word"), percent(l.Undertaken, l.Words))
}

// percent writes a share, of nothing 0%.
func percent(n, of int) string {
	return fmt.Sprintf("%d%%", 100*n/max(of, 1))
}

// enumerate writes the first of many things and counts the rest.
func enumerate[T any](things []T, write func(T) string) string {
	var words []string
	for _, t := range things[:min(mostListed, len(things))] {
		words = append(words, write(t))
	}
	if more := len(things) - mostListed; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}

func lines(b loaders.Skipped) string {
	if b.LastLine == b.FirstLine {
		return fmt.Sprintf("line %d", b.FirstLine)
	}
	return fmt.Sprintf("lines %d-%d", b.FirstLine, b.LastLine)
}
