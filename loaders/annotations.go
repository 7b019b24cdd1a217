package loaders

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/source"
)

// WriteAnnotations writes what was read as JSON Lines, the form in which annotations by hand are kept: of
// each version structure, mentions, commitments and relations (NAME.<version>.jsonl), of all alignment and
// commitment-alignment. The folder is made when it is not there.
func WriteAnnotations(dir string, r *Result) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("annotations: %w", err)
	}
	var pairs, matches []any
	for _, c := range r.Comparisons {
		pairs = append(pairs, c.pairLines()...)
		matches = append(matches, c.matchLines()...)
	}
	if err := writeLines(dir, "", map[string][]any{"alignment": pairs, "commitment-alignment": matches}); err != nil {
		return err
	}
	var failed atomic.Bool // one file that cannot be written is enough to be told
	return parallel(context.Background(), len(r.Readings), r.options.workers(), func(i int) error {
		if failed.Load() {
			return nil
		}
		rd := r.Readings[i]
		err := writeLines(dir, "."+rd.Text.Name, map[string][]any{
			"structure": rd.structureLines(), "mentions": rd.mentionLines(), "commitments": rd.commitmentLines(), "relations": rd.relationLines(r.Base),
		})
		if err != nil {
			failed.Store(true)
		}
		return err
	})
}

// writeLines writes files of JSON Lines, whose names end in suffix.
func writeLines(dir, suffix string, files map[string][]any) error {
	for name, lines := range files {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		for _, l := range lines {
			if err := enc.Encode(l); err != nil {
				return fmt.Errorf("annotations: %w", err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name+suffix+".jsonl"), b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("annotations: %w", err)
		}
	}
	return nil
}

// spanLine is a range of the source in bytes, with its words.
type spanLine struct {
	Paragraph string `json:"para,omitempty"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Text      string `json:"text"`
}

func (r *Reading) line(s source.Span) spanLine {
	return spanLine{Start: s.Start, End: s.End, Text: r.Text.Content[s.Start:s.End]}
}

type structureLine struct {
	ID            string             `json:"id"`
	Doc           string             `json:"doc"`
	Class         string             `json:"class"`
	Kind          string             `json:"kind"`
	Number        *int               `json:"number"`
	Label         *string            `json:"label"`
	Order         int                `json:"order"`
	Start         int                `json:"start"`
	End           int                `json:"end"`
	CStart        int                `json:"cstart"`
	CEnd          int                `json:"cend"`
	BodyStart     int                `json:"body_start"`
	Segments      [][2]int           `json:"segments,omitempty"`
	Performatives []performativeLine `json:"performatives"`
	Container     string             `json:"container"`
}

type performativeLine struct {
	Lemma  string   `json:"lemma"`
	Role   string   `json:"role"`
	Verb   spanLine `json:"verb"`
	Phrase spanLine `json:"phrase"`
}

func (r *Reading) structureLines() (lines []any) {
	for i := range r.Document.Blocks {
		b := &r.Document.Blocks[i]
		l := structureLine{
			ID: paragraphKey(r.Text.Name, b.ID), Doc: r.Text.Name, Class: b.Class.String(), Kind: b.Kind, Order: i + 1,
			Start: b.Span.Start, End: b.Span.End, BodyStart: b.BodyStart, Performatives: []performativeLine{}, Container: r.container(i),
		}
		l.CStart, l.CEnd = r.Text.CodePoints(b.Span)
		if b.Number > 0 {
			l.Number = &b.Number
		}
		if ref := b.Reference(); ref != "" {
			l.Label = &ref
		}
		for _, s := range b.Segments {
			l.Segments = append(l.Segments, [2]int{s.Start, s.End})
		}
		for _, p := range b.Performatives {
			role := "secondary"
			if p.Leading {
				role = "leading"
			}
			l.Performatives = append(l.Performatives, performativeLine{p.Lemma, role, r.line(r.source(i, p.Verb)), r.line(r.source(i, p.Phrase))})
		}
		lines = append(lines, l)
	}
	return lines
}

type mentionLine struct {
	ID          string   `json:"id"`
	Doc         string   `json:"doc"`
	Paragraph   string   `json:"para"`
	Start       int      `json:"start"`
	End         int      `json:"end"`
	Segments    [][2]int `json:"segments,omitempty"` // of a name cut by page furniture
	CStart      int      `json:"cstart"`
	CEnd        int      `json:"cend"`
	Text        string   `json:"text"`
	Norm        string   `json:"norm"`
	Layer       string   `json:"layer"`
	Type        string   `json:"type"`
	Key         string   `json:"key"`
	Form        string   `json:"form"`
	Boilerplate bool     `json:"boilerplate"`
}

func (r *Reading) mentionLines() (lines []any) {
	for i, m := range r.Mentions {
		if m.Key == "" {
			continue
		}
		s := r.source(m.Block, m.Span)
		cs, ce := r.Text.CodePoints(s)
		var segments [][2]int
		if parts := r.Document.Blocks[m.Block].View.Sources(m.Span, r.Text.Content); len(parts) > 1 {
			for _, p := range parts {
				segments = append(segments, [2]int{p.Start, p.End})
			}
		}
		lines = append(lines, mentionLine{
			ID: fmt.Sprintf("mention/%s/%d", r.Text.Name, i+1), Doc: r.Text.Name, Paragraph: paragraphKey(r.Text.Name, r.Document.Blocks[m.Block].ID),
			Start: s.Start, End: s.End, Segments: segments, CStart: cs, CEnd: ce, Text: r.Text.Content[s.Start:s.End], Norm: m.Surface,
			Layer: m.Layer.String(), Type: m.Type, Key: m.Key, Form: m.Form.String(), Boilerplate: m.Boilerplate,
		})
	}
	return lines
}

type commitmentLine struct {
	Key          string   `json:"key"`
	Doc          string   `json:"doc"`
	Paragraph    string   `json:"para"`
	Ordinal      int      `json:"ordinal"`
	Force        string   `json:"force"`
	Performative string   `json:"performative"`
	Phrase       string   `json:"performative_phrase"`
	Trigger      spanLine `json:"trigger"`
	Span         spanLine `json:"span"`
	Summary      string   `json:"summary"`
}

func (r *Reading) commitmentLines() (lines []any) {
	for _, u := range r.Undertakings {
		lines = append(lines, commitmentLine{
			Key: u.Key, Doc: r.Text.Name, Paragraph: paragraphKey(r.Text.Name, r.Document.Blocks[u.Block].ID), Ordinal: u.Ordinal,
			Force: u.Force, Performative: u.Performative, Phrase: u.Phrase, Summary: u.Summary,
			Trigger: r.line(r.source(u.Block, u.Trigger)), Span: r.line(r.source(u.Block, u.Span)),
		})
	}
	return lines
}

type relationLine struct {
	ID        string     `json:"id"`
	Doc       string     `json:"doc"`
	Subject   string     `json:"subject"`
	Predicate string     `json:"predicate"`
	Object    *string    `json:"object"`
	Literal   *string    `json:"literal,omitempty"`
	Basis     string     `json:"basis"`
	Rule      string     `json:"rule"`
	Evidence  []spanLine `json:"evidence"`
}

func (r *Reading) relationLines(base vocab.Base) (lines []any) {
	for _, a := range r.Assertions {
		l := relationLine{
			ID:  key(base, evidence.StatementIRI(base, r.Text.Name, a.Subject, a.Predicate, a.Object)),
			Doc: r.Text.Name, Subject: key(base, a.Subject), Basis: string(a.Basis), Rule: a.Rule,
		}
		l.Predicate, _ = vocab.Local(a.Predicate)
		switch o := a.Object.(type) {
		case quad.IRI:
			k := key(base, o)
			l.Object = &k
		case quad.String:
			text := string(o)
			l.Literal = &text
		case quad.TypedString:
			text := string(o.Value)
			l.Literal = &text
		}
		for _, s := range a.Spans {
			l.Evidence = append(l.Evidence, spanLine{key(base, s.Paragraph), s.Start, s.End, s.Quote})
		}
		lines = append(lines, l)
	}
	return lines
}

// key returns the key of an IRI below base, another IRI as it is.
func key(base vocab.Base, iri quad.IRI) string {
	if k, ok := base.Key(iri); ok {
		return k
	}
	return string(iri)
}
