package loaders

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/assertion"
	"concord/loaders/document"
	"concord/loaders/entity"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// Reading is one text, read.
type Reading struct {
	Text         *source.Text
	Document     *document.Document
	Mentions     []mention.Mention // as entity.Resolve orders them
	Entities     []entity.Entity   // by key
	Undertakings []assertion.Undertaking
	Assertions   []evidence.Assertion // as evidence.Merge orders them
	// Keys of the documents of the file and of the event; "" for one that it does not hold or name.
	Work, Version, Letter, Cover, Event string
	Report                              Report

	minted string // Work as the rules made it, before another work of that key was known
}

// Read reads one text. What it returns is what Build has of a set of this text alone.
func Read(t *source.Text, opts *Options) (*Reading, error) {
	r, err := recognize(t, opts)
	if err != nil {
		return nil, err
	}
	r.claim(opts)
	return r, nil
}

// recognize finds the blocks, the mentions and what they stand for.
func recognize(t *source.Text, opts *Options) (*Reading, error) {
	lex := opts.lexicon()
	d, err := document.Parse(t, lex)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	res := entity.Resolve(d, mention.FindAll(d, lex), lex)
	if res.Work == "" || res.Version == "" {
		// A text that nothing names is a work of its own.
		res.Work = "doc/" + t.Name
		res.Version = res.Work + "/" + t.Name
	}
	return &Reading{
		Text: t, Document: d, Mentions: res.Mentions, Entities: res.Entities,
		Work: res.Work, Version: res.Version, Letter: res.Letter, Cover: res.Cover, Event: res.Event, minted: res.Work,
	}, nil
}

// claim applies the rules and gives every claim its evidence.
func (r *Reading) claim(opts *Options) {
	base := opts.base()
	c := &assertion.Context{
		Lexicon: opts.lexicon(), Document: r.Document, Mentions: r.Mentions, Name: r.Text.Name,
		Work: r.Work, Version: r.Version, Letter: r.Letter, Cover: r.Cover, Event: r.Event,
	}
	r.Undertakings = assertion.Undertakings(c)
	found := slices.DeleteFunc(assertion.Claims(c), func(cl assertion.RuledClaim) bool { return !adoptable(cl, opts.lexicon()) })
	claims := make([]evidence.Assertion, 0, len(found))
	antecedents := map[statement][]evidence.Span{}
	for _, cl := range found {
		a := evidence.Assertion{Subject: base.IRI(cl.Subject), Predicate: cl.Predicate, Object: cl.Literal, Basis: cl.Basis, Rule: cl.Rule}
		if cl.Object != "" {
			a.Object = base.IRI(cl.Object)
		}
		for _, s := range cl.Spans {
			a.Spans = append(a.Spans, r.spans(base, s)...)
		}
		for _, s := range cl.Antecedents {
			antecedents[statementOf(&a)] = append(antecedents[statementOf(&a)], r.spans(base, s)...)
		}
		claims = append(claims, a)
	}
	r.Assertions = evidence.Merge(claims)
	for i := range r.Assertions {
		// What some words say of a name rests on no other.
		if a := &r.Assertions[i]; a.Basis == evidence.Coreference {
			a.AddAntecedents(antecedents[statementOf(a)])
		}
	}
	r.register(found, opts.lexicon())
	faults := r.verify(base)
	r.Report = r.report()
	r.Report.Faults = faults
	r.Report.Ledger = r.ledger(found, opts.lexicon())
}

// adoptable reports whether a claim does not give a resolution to another body than the one whose series its
// symbol is of, as a misread "its resolution" would.
func adoptable(cl assertion.RuledClaim, lex *lexicon.Lexicon) bool {
	if cl.Predicate != vocab.AdoptedBy || !strings.HasPrefix(cl.Object, "org/") {
		return true
	}
	body := entity.Adopter(cl.Subject, lex)
	return body == "" || body == cl.Object
}

// register adds to the entities those that claims speak of, that the lexicon knows, and that no mention names: "States".
func (r *Reading) register(claims []assertion.RuledClaim, lex *lexicon.Lexicon) {
	known := map[string]bool{}
	for i := range r.Entities {
		known[r.Entities[i].Key] = true
	}
	var more []entity.Entity
	for _, cl := range claims {
		if cl.Object == "" || known[cl.Object] {
			continue
		}
		known[cl.Object] = true
		if e := entity.Known(cl.Object, lex); e.Key != "" {
			more = append(more, e)
		}
	}
	r.Entities = entity.Merge(r.Entities, more)
}

// statement is what an assertion states.
type statement struct {
	subject, predicate quad.IRI
	object             quad.Value
}

func statementOf(a *evidence.Assertion) statement { return statement{a.Subject, a.Predicate, a.Object} }

// spans returns the source text that a piece of a view stands for: two spans where page furniture cuts it.
func (r *Reading) spans(base vocab.Base, s assertion.Span) []evidence.Span {
	b := &r.Document.Blocks[s.Block]
	var out []evidence.Span
	for _, src := range b.View.Sources(s.Span, r.Text.Content) {
		cs, ce := r.Text.CodePoints(src)
		out = append(out, evidence.Span{
			Paragraph: r.paragraph(base, s.Block), Start: src.Start, End: src.End, CStart: cs, CEnd: ce,
			Quote: r.Text.Content[src.Start:src.End],
		})
	}
	return out
}

// source returns the bytes of the source that a piece of the view of block i stands for, first to last.
func (r *Reading) source(i int, s source.Span) source.Span {
	return r.Document.Blocks[i].View.Source(s)
}

// paragraph returns the IRI of block i.
func (r *Reading) paragraph(base vocab.Base, i int) quad.IRI {
	return base.IRI(paragraphKey(r.Text.Name, r.Document.Blocks[i].ID))
}

func paragraphKey(name, id string) string { return "para/" + name + "/" + id }

// container returns the key of the document that block i belongs to.
func (r *Reading) container(i int) string {
	key := r.Version
	switch r.Document.Blocks[i].Container {
	case document.Letter:
		key = r.Letter
	case document.Cover:
		key = r.Cover
	}
	if key == "" {
		return r.Version
	}
	return key
}

// rekey puts to in the place of the key from, and of the keys below it, wherever the reading names one.
func (r *Reading) rekey(from, to string) {
	change := func(key *string) {
		if rest, ok := strings.CutPrefix(*key, from); ok && (rest == "" || rest[0] == '/') {
			*key = to + rest
		}
	}
	for _, k := range []*string{&r.Work, &r.Version, &r.Letter, &r.Cover, &r.Event} {
		change(k)
	}
	for i := range r.Mentions {
		change(&r.Mentions[i].Key)
	}
	for i := range r.Entities {
		change(&r.Entities[i].Key)
		for k := range r.Entities[i].Properties {
			change(&r.Entities[i].Properties[k].Key)
		}
	}
}
