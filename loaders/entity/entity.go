// Package entity decides what a mention stands for: it mints keys, follows acronyms and short forms to
// their antecedents, and gathers what the registry says of each entity.
//
// It finds no mentions and claims nothing about the world: what the registry holds of an entity follows from
// its key, its row in the lexicon or its name in the text. Start with Resolve.
package entity

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// Entity is a thing with a key. What stands here belongs into the registry: it is the same in every text.
type Entity struct {
	Key        string // "state/tj"
	Type       string // "State"
	Label      string
	AltLabels  []string   // sorted
	Properties []Property // normal forms: symbol, number, year, iso, begin, end, sorted
}

// Property is a literal or a key that the registry holds of an entity.
type Property struct {
	Predicate quad.IRI
	Literal   quad.Value // or nil
	Key       string     // or ""
}

// Resolution is a document's mentions with their keys, and what they name.
type Resolution struct {
	Mentions []mention.Mention // as given, Key filled; "" where nothing could be resolved
	Entities []Entity          // by key: everything a mention or a field below names
	// Work and Version are the declaration and this text of it; Letter and Cover the documents that carry
	// it, Event the meeting it came out of, "" when the file holds or names none.
	Work, Version, Letter, Cover, Event string
}

// Resolve decides what the mentions of d stand for. The name of the version is d.Text.Name.
func Resolve(d *document.Document, ms []mention.Mention, lex *lexicon.Lexicon) Resolution {
	r := &resolver{d: d, lex: lex, ms: slices.Clone(ms), names: map[string]string{}, family: map[string]string{}, searched: map[string]search{}, defined: map[string]string{}, heads: map[string]heading{}}
	for _, step := range steps {
		step.run(r)
	}
	return Resolution{
		Mentions: r.ms, Entities: r.entities(),
		Work: r.work, Version: r.version(), Letter: r.letter, Cover: r.cover, Event: r.event,
	}
}

// resolver holds the state of one Resolve.
type resolver struct {
	d   *document.Document
	lex *lexicon.Lexicon
	ms  []mention.Mention

	year    int    // of the declaration, 0 when the text names none
	body    string // key of the organ whose document it is, "" for none
	session int    // of that organ, 0 for none
	work    string
	// numbered tells that the work has its key from its symbol: it is a body's, not a meeting's.
	numbered bool
	letter   string
	cover    string
	event    string
	title    string             // of the work
	names    map[string]string  // minted key -> name in the text
	family   map[string]string  // short form -> body of the organization that speaks, "" for none
	searched map[string]search  // by short form
	defined  map[string]string  // short form -> what the text says it stands for, "(the Convention)"
	heads    map[string]heading // by name
}

// steps lists what Resolve does, in order: a later step rests on the keys of the earlier ones.
var steps = []struct {
	name string
	run  func(*resolver)
}{
	{"dates", (*resolver).dates},
	{"body and session", (*resolver).masthead},
	{"citations", (*resolver).citations},
	{"work", (*resolver).mintWork},
	{"covers", (*resolver).mintCovers},
	{"meeting", (*resolver).mintEvent},
	{"names", (*resolver).mintNames},
	{"acronyms", (*resolver).acronyms},
	{"descriptions", (*resolver).mintDescriptions},
	{"short forms", (*resolver).shortForms},
}

// version returns the key of this text of the work.
func (r *resolver) version() string {
	if r.work == "" {
		return ""
	}
	return r.work + "/" + r.d.Text.Name
}

// block returns the block of a mention.
func (r *resolver) block(m *mention.Mention) *document.Block { return &r.d.Blocks[m.Block] }

// before returns the words of the block that stand before m.
func (r *resolver) before(m *mention.Mention) string { return r.block(m).View.Text[:m.Span.Start] }

// inside returns the mentions of the same layer that lie directly in the i-th: none of them in another.
func (r *resolver) inside(i int) []*mention.Mention {
	outer := &r.ms[i]
	var in []*mention.Mention
	end := outer.Span.Start
	for j := i + 1; j < len(r.ms) && r.ms[j].Block == outer.Block && r.ms[j].Span.Start < outer.Span.End; j++ {
		m := &r.ms[j]
		if m.Layer == outer.Layer && outer.Span.Contains(m.Span) && m.Span.Start >= end {
			in = append(in, m)
			end = m.Span.End
		}
	}
	return in
}

// Merge joins what several texts say of the same entities, by key. Its result does not depend on the order
// of the texts: of different labels the longest stays, of equally long ones the first in byte order, and
// the others become other labels.
func Merge(texts ...[]Entity) []Entity {
	byKey := map[string]*Entity{}
	var keys []string
	for _, text := range texts {
		for _, e := range text {
			old := byKey[e.Key]
			if old == nil {
				e := e
				e.AltLabels = slices.Clone(e.AltLabels)
				e.Properties = slices.Clone(e.Properties)
				byKey[e.Key] = &e
				keys = append(keys, e.Key)
				continue
			}
			old.join(e)
		}
	}
	slices.Sort(keys)
	out := make([]Entity, len(keys))
	for i, k := range keys {
		out[i] = *byKey[k]
	}
	return out
}

// join takes in what another text says of e.
func (e *Entity) join(o Entity) {
	labels := append(slices.Clone(e.AltLabels), o.AltLabels...)
	labels = append(labels, e.Label, o.Label)
	e.Label = better(e.Label, o.Label)
	e.setAltLabels(labels)
	e.Type = min(e.Type, o.Type)
	e.Properties = append(e.Properties, o.Properties...)
	e.sortProperties()
}

// better returns the longer of two labels, of equally long ones the first.
func better(a, b string) string {
	if cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) <= 0 {
		return a
	}
	return b
}

func (e *Entity) setAltLabels(labels []string) {
	slices.Sort(labels)
	e.AltLabels = slices.DeleteFunc(slices.Compact(labels), func(s string) bool { return s == e.Label || s == "" })
	if len(e.AltLabels) == 0 {
		e.AltLabels = nil
	}
}

func (e *Entity) sortProperties() {
	text := func(p Property) string {
		if p.Literal != nil {
			return p.Literal.String()
		}
		return p.Key
	}
	slices.SortFunc(e.Properties, func(a, b Property) int {
		return cmp.Or(cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(text(a), text(b)))
	})
	e.Properties = slices.CompactFunc(e.Properties, func(a, b Property) bool {
		return a.Predicate == b.Predicate && text(a) == text(b)
	})
}
