package assertion

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"concord/graph/vocab"
	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// sketch reads a text in which blocks, performatives and mentions are sketched, so that nobody counts offsets.
// A line is a block: its id, then its words. The first letter of the id tells its class: C chapeau,
// P preambular, O operative, L letter. [Decides] is a performative; its lemma, where it is not the word without
// its last s, stands behind a bar: [taking note of|take note of]. {state/tj|Tajikistan} is a mention; its
// type is that of the key's first part, or stands in front: {Organ org/unsc|Security Council}.
func sketch(t testing.TB, text string) *Context {
	t.Helper()
	c := &Context{
		Lexicon: lexicon.English(), Document: &document.Document{Text: &source.Text{Name: "x"}}, Name: "x",
		Work: "doc/work", Version: "doc/work/x", Letter: "doc/letter",
	}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		id, words, _ := strings.Cut(strings.TrimSpace(line), " ")
		d := sketching{block: len(c.Document.Blocks)}
		d.read(t, words, 0)
		content := d.text.String()
		b := document.Block{ID: id, Class: sketchClasses[id[0]], Role: sketchClasses[id[0]], View: source.NewView(content, []source.Span{{End: len(content)}}, false)}
		b.Performatives = d.performatives
		for i := range b.Performatives {
			b.Performatives[i].Leading = i == 0
		}
		b.Sentences = sentencesOf(content)
		c.Document.Blocks = append(c.Document.Blocks, b)
		for i := range d.mentions {
			d.mentions[i].Surface = content[d.mentions[i].Span.Start:d.mentions[i].Span.End]
		}
		sort.SliceStable(d.mentions, func(i, j int) bool {
			a, b := d.mentions[i].Span, d.mentions[j].Span
			return a.Start < b.Start || a.Start == b.Start && a.End > b.End
		})
		c.Mentions = append(c.Mentions, d.mentions...)
	}
	return c
}

var sketchClasses = map[byte]document.Class{'C': document.Chapeau, 'P': document.Preambular, 'O': document.Operative, 'L': document.LetterText}

var sketchTypes = map[string]string{
	"state": "State", "gov": "Government", "org": "Organization", "group": "StateGroup", "actors": "ActorGroup", "orgs": "OrganizationGroup",
	"doc": "Document", "docset": "DocumentGroup", "res": "Resolution", "norm": "Norm", "role": "Role", "theme": "Theme", "event": "Event",
	"agenda": "AgendaItem", "date": "Date", "place": "Place",
}

// sketching is a block being read.
type sketching struct {
	block         int
	text          strings.Builder
	performatives []document.Performative
	mentions      []mention.Mention
}

// read reads s up to the sign that closes it and returns how many bytes it took.
func (d *sketching) read(t testing.TB, s string, closing byte) int {
	t.Helper()
	for i := 0; i < len(s); {
		switch s[i] {
		case closing:
			return i
		case '{', '[':
			i += 1 + d.mark(t, s[i+1:], s[i])
		default:
			d.text.WriteByte(s[i])
			i++
		}
	}
	if closing != 0 {
		t.Fatalf("no %q closes %q", closing, s)
	}
	return len(s)
}

// mark reads a mention or a performative whose opening sign was read.
func (d *sketching) mark(t testing.TB, s string, opening byte) int {
	start := d.text.Len()
	if opening == '[' {
		end := strings.IndexByte(s, ']')
		words, lemma, ok := strings.Cut(s[:end], "|")
		if !ok {
			first, rest, more := strings.Cut(strings.ToLower(words), " ")
			lemma = strings.TrimSuffix(first, "s")
			if strings.HasSuffix(lemma, "sse") {
				lemma = strings.TrimSuffix(lemma, "e")
			}
			if more {
				lemma += " " + rest
			}
		}
		d.text.WriteString(words)
		span := source.Span{Start: start, End: d.text.Len()}
		d.performatives = append(d.performatives, document.Performative{Lemma: lemma, Verb: span, Phrase: span})
		return end + 1
	}
	bar := strings.IndexByte(s, '|')
	kind, key, ok := strings.Cut(s[:bar], " ")
	if !ok {
		key = kind
		family, _, _ := strings.Cut(key, "/")
		kind = sketchTypes[family]
	}
	n := bar + 1 + d.read(t, s[bar+1:], '}')
	m := mention.Mention{Block: d.block, Span: source.Span{Start: start, End: d.text.Len()}, Type: kind, Key: key}
	if kind == "Theme" {
		m.Layer = mention.ThemeLayer
	}
	d.mentions = append(d.mentions, m)
	return n + 1
}

func sentencesOf(s string) []source.Span {
	var out []source.Span
	start := 0
	for i := range s {
		if s[i] == '.' && (i+1 == len(s) || s[i+1] == ' ' && i+2 < len(s) && 'A' <= s[i+2] && s[i+2] <= 'Z') {
			out = append(out, source.Span{Start: start, End: i + 1})
			start = min(i+2, len(s))
		}
	}
	if start < len(s) {
		out = append(out, source.Span{Start: start, End: len(s)})
	}
	return out
}

// actLines writes the undertakings of c, a line each: number in the block, force, and the words with the
// trigger in angle brackets.
func actLines(c *Context) string {
	var out strings.Builder
	for _, u := range Undertakings(c) {
		text := c.Document.Blocks[u.Block].View.Text
		fmt.Fprintf(&out, "%s %s: %s<%s>%s\n", strings.TrimPrefix(u.Key, "commit/x/"), u.Force,
			text[u.Span.Start:u.Trigger.Start], text[u.Trigger.Start:u.Trigger.End], text[u.Trigger.End:u.Span.End])
	}
	return out.String()
}

// claimLines writes what rules claim of c, a line each, sorted: subject, predicate, object, and the words of
// the evidence in quotation marks.
func claimLines(c *Context, rules ...func(*Context, func(Claim))) string {
	var lines []string
	for _, r := range rules {
		r(c, func(cl Claim) {
			p, _ := vocab.Local(cl.Predicate)
			line := fmt.Sprintf("%s %s %s", strings.TrimPrefix(strings.TrimPrefix(cl.Subject, "commit/x/"), "para/x/"), p, strings.TrimPrefix(cl.Object, "commit/x/"))
			for _, s := range cl.Spans {
				line += fmt.Sprintf(" %q", c.Document.Blocks[s.Block].View.Text[s.Start:s.End])
			}
			lines = append(lines, line+"\n")
		})
	}
	sort.Strings(lines)
	return strings.Join(lines, "")
}

// trimLines takes the indentation off a raw string.
func trimLines(s string) string {
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(s), "\n") {
		out.WriteString(strings.TrimSpace(line) + "\n")
	}
	return strings.TrimPrefix(out.String(), "\n")
}
