package main

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// titles are what a card writes before what a predicate says of the thing, and before what it says of others.
type titles struct {
	predicate       quad.IRI
	title, ofOthers string
}

// headings are those that the name of the predicate does not make, in the order in which an undertaking has them.
var headings = []titles{
	{vocab.Actor, "who", "is to act in"},
	{vocab.Addressee, "towards", "is called on in"},
	{vocab.Recipient, "to", "is to receive in"},
	{vocab.Beneficiary, "for", "is to benefit from"},
	{vocab.Against, "against", "is acted against in"},
	{vocab.InCooperationWith, "with", "cooperates in"},
	{vocab.Instrument, "instrument", "instrument of"},
	{vocab.Means, "means", "means of"},
	{vocab.Condition, "condition", "condition of"},
	{vocab.AtLevel, "level", "level of"},
	{vocab.Implements, "carries out", "carried out by"},
	{vocab.Concerns, "concerns", "concern of"},
	{vocab.Theme, "theme", "theme of"},
	{vocab.HasPart, "parts", "part of"},
	{vocab.CommitsTo, "undertakes", "undertaken in"},
	{vocab.Cites, "cites", "cited in"},
	{vocab.Mentions, "mentions", "mentioned in"},
	{vocab.IsVersionOf, "version of", "versions"},
	{vocab.Broader, "broader", "narrower"},
	{vocab.AltLabel, "also called", ""},
	{vocab.ISO3166, "ISO 3166", ""},
	{vocab.ISO, "ISO 8601", ""},
	{vocab.BCP47, "BCP 47", ""},
}

// titleOf returns the heading of what a predicate says of a thing, or with inverse of what it says of others about
// the thing: "organ of", "organ of it".
func titleOf(predicate quad.IRI, inverse bool) string {
	i := slices.IndexFunc(headings, func(h titles) bool { return h.predicate == predicate })
	switch {
	case predicate == vocab.Type && inverse:
		return "such are"
	case i >= 0 && !inverse:
		return headings[i].title
	case i >= 0 && headings[i].ofOthers != "":
		return headings[i].ofOthers
	}
	name, ok := vocab.Local(predicate)
	if !ok {
		name = string(predicate)
	}
	title := spaced(name)
	if inverse {
		title += " it"
	}
	return title
}

// spaced parts a name like inCooperationWith.
func spaced(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// rank orders the sections of a card: names and numbers, what is said of the thing in the order of the vocabulary,
// then what is said of others about it.
func rank(x *saying) int {
	t, _ := vocab.Lookup(x.Predicate)
	at := slices.IndexFunc(vocab.Terms, func(t vocab.Term) bool { return t.IRI == x.Predicate })
	switch {
	case x.inverse:
		return at + 2*len(vocab.Terms)
	case t.Group == vocab.RegistryGroup || x.Predicate == vocab.Abbreviation:
		return at
	}
	return at + len(vocab.Terms)
}

// sections adds to a card a section for each predicate of some statements, but not of those that skip names.
func (w *words) sections(ctx context.Context, c *card, said []saying, skip func(*saying) bool) error {
	said = slices.DeleteFunc(slices.Clone(said), func(x saying) bool { return skip != nil && skip(&x) })
	slices.SortStableFunc(said, func(a, b saying) int { return cmp.Compare(rank(&a), rank(&b)) })
	for i := 0; i < len(said); {
		first, entries := said[i], []entry(nil)
		for ; i < len(said) && said[i].Predicate == first.Predicate && said[i].inverse == first.inverse; i++ {
			e, err := w.entry(ctx, &said[i])
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		slices.SortFunc(entries, byPlace)
		c.add(titleOf(first.Predicate, first.inverse), entries...)
	}
	return nil
}

// among selects the statements with a predicate, of the thing itself or with inverse of others.
func among(said []saying, predicate quad.IRI, inverse bool) []saying {
	var out []saying
	for _, x := range said {
		if x.Predicate == predicate && x.inverse == inverse {
			out = append(out, x)
		}
	}
	return out
}
