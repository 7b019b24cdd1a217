package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries/path"
)

// Match is an entity that a text may mean.
type Match struct {
	IRI   quad.IRI
	Key   string // Text of IRI
	Type  string // local name of its class, or ""
	Label string // its preferred label, or ""
	By    MatchedBy
	Name  string // the key, label or symbol that matched

	Mentions int // how often texts mention it
}

// MatchedBy tells what of an entity a text matched, closest first.
type MatchedBy uint8

// What may match. The first four are the whole of a key or name, without regard to case, white space and
// punctuation; ByWords is all words of the text among the words of one name, and ByLikeness nearly so.
const (
	ByKey MatchedBy = iota
	ByLabel
	ByAltLabel
	BySymbol
	ByWords
	ByLikeness
)

var matchedByNames = [...]string{"key", "label", "other label", "symbol", "words", "likeness"}

// String returns what matched in words.
func (m MatchedBy) String() string { return matchedByNames[m] }

// nameProperties are the predicates under which entities have names. Those of other vocabularies serve
// loaded RDF.
var nameProperties = []struct {
	predicate quad.IRI
	by        MatchedBy
}{
	{vocab.Label, ByLabel},
	{"http://www.w3.org/2004/02/skos/core#prefLabel", ByLabel},
	{"http://www.w3.org/2000/01/rdf-schema#label", ByLabel},
	{"http://xmlns.com/foaf/0.1/name", ByLabel},
	{vocab.AltLabel, ByAltLabel},
	{"http://www.w3.org/2004/02/skos/core#altLabel", ByAltLabel},
	{vocab.Symbol, BySymbol},
}

// Find returns the entities that text may mean by key, label, other label or symbol, the best first: by what
// matched, words that stand one behind another in the name before others, then by how much more the name says, then
// by how often texts mention it, then by key. Where nothing matches it returns an
// *UnknownNameError with the nearest names.
func Find(ctx context.Context, snap graph.Snapshot, base vocab.Base, text string) ([]Match, error) {
	n, err := newNames(ctx, snap, base)
	if err != nil {
		return nil, fmt.Errorf("find %q: %w", text, err)
	}
	matches, err := n.find(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("find %q: %w", text, err)
	}
	if len(matches) > 0 {
		return matches, nil
	}
	var near []string
	if t, parsed := path.ParseTerm(text); parsed == nil && t.Kind == path.Key {
		near, err = n.near(ctx, t)
	} else {
		near, err = n.nearNames(ctx, text)
	}
	if err != nil {
		return nil, fmt.Errorf("find %q: %w", text, err)
	}
	return nil, &UnknownNameError{Name: fmt.Sprintf("%q", text), Near: near}
}

// candidate is a match before its entity is known.
type candidate struct {
	id    graph.ID
	by    MatchedBy
	name  string
	apart bool // the words of the text do not stand one behind another in the name
	extra int  // words of the name that the text lacks
}

// compare orders candidates by how well they match.
func (c candidate) compare(d candidate) int {
	apart := func(c candidate) int {
		if c.apart {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(c.by, d.by), cmp.Compare(apart(c), apart(d)), cmp.Compare(c.extra, d.extra))
}

// behind reports whether the words of want stand one behind another among those of have.
func behind(want, have []string) bool {
	for i := 0; i+len(want) <= len(have); i++ {
		if slices.Equal(want, have[i:i+len(want)]) {
			return true
		}
	}
	return false
}

func (n *names) find(ctx context.Context, text string) ([]Match, error) {
	var found []candidate
	if id, ok, err := n.byKey(ctx, text); err != nil {
		return nil, err
	} else if ok {
		found = append(found, candidate{id: id, by: ByKey, name: text})
	}
	want := words(text)
	err := n.eachName(ctx, func(id graph.ID, by MatchedBy, name string) {
		have := words(name)
		switch {
		case len(want) == 0 || !within(want, have):
		case len(want) == len(have) && strings.Join(want, "") == strings.Join(have, ""):
			found = append(found, candidate{id: id, by: by, name: name})
		default:
			found = append(found, candidate{id, ByWords, name, !behind(want, have), len(have) - len(want)})
		}
	})
	if err != nil {
		return nil, err
	}
	return n.matches(ctx, found)
}

// byKey looks text up as a key, prefixed name or <iri>.
func (n *names) byKey(ctx context.Context, text string) (graph.ID, bool, error) {
	t, err := path.ParseTerm(text)
	if err != nil || t.Kind != path.Key && t.Kind != path.IRI && t.Kind != path.Prefixed {
		return 0, false, nil
	}
	ids, err := n.snap.Lookup(ctx, []quad.Value{n.value(t)})
	return ids[0], err == nil && ids[0] != graph.Unknown, err
}

// eachName calls fn for every name that the registry, or in loaded RDF any graph, gives an entity.
func (n *names) eachName(ctx context.Context, fn func(id graph.ID, by MatchedBy, name string)) error {
	v := n.registryView()
	for _, property := range nameProperties {
		ids, err := n.lookup(ctx, property.predicate)
		if err != nil {
			return err
		}
		var subjects, objects []graph.ID
		err = v.scan(ctx, graph.Pattern{P: ids[0]}, func(q graph.Quad) error {
			subjects, objects = append(subjects, q.S), append(objects, q.O)
			return nil
		})
		if err != nil {
			return err
		}
		if err := n.resolve(ctx, objects); err != nil {
			return err
		}
		for i, o := range objects {
			if name, ok := graph.Lexical(n.term(o)); ok {
				fn(subjects[i], property.by, name)
			}
		}
	}
	return nil
}

// registryView is where names and types are looked up.
func (n *names) registryView() *view {
	if n.concord {
		return &view{snap: n.snap, graphs: []graph.ID{n.common.registry}}
	}
	return &view{snap: n.snap, all: true}
}

// matches keeps the best candidate of each entity and tells what the entity is.
func (n *names) matches(ctx context.Context, found []candidate) ([]Match, error) {
	ids := make([]graph.ID, len(found))
	for i, c := range found {
		ids[i] = c.id
	}
	if err := n.resolve(ctx, ids); err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(a.compare(b), strings.Compare(n.text(a.id), n.text(b.id)), strings.Compare(a.name, b.name))
	})
	refersTo, err := n.lookup(ctx, vocab.RefersTo)
	if err != nil {
		return nil, err
	}
	seen := map[graph.ID]bool{}
	var matches []Match
	by := map[quad.IRI]candidate{}
	for _, c := range found {
		iri, ok := n.term(c.id).(quad.IRI)
		if !ok || seen[c.id] {
			continue
		}
		seen[c.id] = true
		by[iri] = c
		m := Match{IRI: iri, Key: n.text(c.id), By: c.by, Name: c.name}
		if m.Mentions, err = n.count(ctx, graph.Pattern{P: refersTo[0], O: c.id}); err != nil {
			return nil, err
		}
		if m.Label, err = n.property(ctx, c.id, vocab.Label); err != nil {
			return nil, err
		}
		if m.Type, err = n.property(ctx, c.id, vocab.Type); err != nil {
			return nil, err
		}
		matches = append(matches, m)
	}
	slices.SortStableFunc(matches, func(a, b Match) int {
		return cmp.Or(by[a.IRI].compare(by[b.IRI]), cmp.Compare(b.Mentions, a.Mentions))
	})
	return matches, nil
}

// count returns how many quads match p.
func (n *names) count(ctx context.Context, p graph.Pattern) (int, error) {
	if local(p.P) || local(p.O) {
		return 0, nil
	}
	total := 0
	for _, err := range graph.All(n.snap.Scan(ctx, p, graph.AnyOrder)) {
		if err != nil {
			return 0, err
		}
		total++
	}
	return total, nil
}

// property returns the first value, in byte order, that the registry gives an entity: the text of a literal,
// or of an IRI the part that is its name.
func (n *names) property(ctx context.Context, id graph.ID, predicate quad.IRI) (string, error) {
	ids, err := n.lookup(ctx, predicate)
	if err != nil {
		return "", err
	}
	var objects []graph.ID
	err = n.registryView().scan(ctx, graph.Pattern{S: id, P: ids[0]}, func(q graph.Quad) error {
		objects = append(objects, q.O)
		return nil
	})
	if err == nil {
		err = n.resolve(ctx, objects)
	}
	if err != nil || len(objects) == 0 {
		return "", err
	}
	values := make([]string, len(objects))
	for i, o := range objects {
		text, literal := graph.Lexical(n.term(o))
		if !literal {
			text = strings.TrimPrefix(n.text(o), "con:")
		}
		values[i] = text
	}
	return slices.Min(values), nil
}

// named resolves a name in quotes: the one entity that matches it whole and best.
func (n *names) named(ctx context.Context, t path.Term) (graph.ID, error) {
	matches, err := n.find(ctx, t.Text)
	if err != nil {
		return 0, err
	}
	var keys []string
	for _, m := range matches {
		if m.By != ByWords && m.By == matches[0].By {
			keys = append(keys, m.Key)
		}
	}
	switch len(keys) {
	case 0:
		near, err := n.nearNames(ctx, t.Text)
		if err != nil {
			return 0, err
		}
		return 0, &UnknownNameError{Name: t.String(), Near: near, At: t.At}
	case 1:
		ids, err := n.lookup(ctx, matches[0].IRI)
		if err != nil {
			return 0, err
		}
		return ids[0], nil
	}
	return 0, &AmbiguousNameError{Name: t.Text, Keys: keys, At: t.At}
}

// nearNames returns names much like text, in quotes.
func (n *names) nearNames(ctx context.Context, text string) ([]string, error) {
	set := map[string]bool{}
	err := n.eachName(ctx, func(_ graph.ID, _ MatchedBy, name string) { set[name] = true })
	if err != nil {
		return nil, err
	}
	var names []string
	for name := range set {
		names = append(names, name)
	}
	near := nearest(text, names)
	for i := range near {
		near[i] = fmt.Sprintf("%q", near[i])
	}
	return near, nil
}

// words returns the words and numbers of a name, folded so that case and the form of accents do not matter.
// A change between letters and digits ends a word: "S/RES/1373(2001)" has four.
func words(s string) []string {
	folded := cases.Fold().String(norm.NFKC.String(s))
	var out []string
	start := -1
	var last rune
	flush := func(end int) {
		if start >= 0 {
			out = append(out, folded[start:end])
			start = -1
		}
	}
	for i, r := range folded {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
		if !word || start >= 0 && unicode.IsDigit(last) != unicode.IsDigit(r) {
			flush(i)
		}
		if word && start < 0 {
			start = i
		}
		last = r
	}
	flush(len(folded))
	return out
}

// within reports whether every word of want is one of have, as often.
func within(want, have []string) bool {
	left := map[string]int{}
	for _, w := range have {
		left[w]++
	}
	for _, w := range want {
		if left[w]--; left[w] < 0 {
			return false
		}
	}
	return true
}
