package document

import (
	"strings"

	"concord/loaders/source"
)

// performatives returns the performatives of a block, the leading one first.
func (p *parser) performatives(q *passage, b *Block) []Performative {
	s := b.View.Text
	lead, ok := hit{}, false
	switch {
	case b.Class == Preambular && b.Kind != "sub-paragraph":
		lead, ok = p.find.opening(s)
	case b.Kind == "operative-chapeau":
		lead, ok = p.find.acting(s)
	case b.Class == Operative && b.Kind == "sub-paragraph":
		if lead, ok = p.find.acting(s); ok && lead.form != third {
			ok = false
		}
		if !ok {
			lead, ok = p.find.firstPerson(s, 0)
		}
	case b.Class == Operative:
		if lead, ok = p.find.acting(s); !ok || lead.form == finite && !startsUpper(s) {
			lead, ok = p.find.firstPerson(s, 0)
		}
	case b.Class == LetterText && b.Kind == "letter-paragraph":
		lead, ok = p.find.firstPerson(s, 0)
	}
	if !ok && q.listed {
		if w := wordAt(s, 0); w > 0 {
			verb := source.Span{Start: 0, End: w}
			return []Performative{{Lemma: strings.ToLower(s[:w]), Verb: verb, Phrase: verb, Leading: true}}
		}
	}
	if !ok {
		return nil
	}
	out := []Performative{lead.performative(true)}
	for _, h := range p.find.further(s, lead) {
		out = append(out, h.performative(false))
	}
	return out
}

func (h hit) performative(leading bool) Performative {
	return Performative{Lemma: h.row.Lemma, Verb: h.verb, Phrase: h.phrase, Leading: leading}
}
