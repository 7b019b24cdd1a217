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
	case b.Role == Preambular && b.Kind != "sub-paragraph":
		lead, ok = p.find.opening(s)
	case b.Kind == "operative-chapeau":
		lead, ok = p.find.acting(s)
	case b.Role == Operative && b.Kind == "sub-paragraph":
		if lead, ok = p.find.acting(s); ok && lead.form != third {
			ok = false
		}
		if !ok {
			lead, ok = p.find.firstPerson(s, 0)
		}
	case b.Role == Operative:
		if lead, ok = p.find.acting(s); q.listed && !ok {
			return infinitive(s)
		}
		if ok && lead.form == finite && strings.HasPrefix(s[lead.phrase.End:], ":") && lead.verb.Start == 0 {
			ok = false // "Note: all figures are estimates"
		}
		if !ok || lead.form == finite && !startsUpper(s) {
			lead, ok = p.later(s)
		}
	case b.Role == LetterText && b.Kind == "letter-paragraph":
		lead, ok = p.find.firstPerson(s, 0)
	}
	if !ok && (b.Kind == "preambular" || b.Kind == "operative") && !p.markdown {
		lead, ok = p.find.misread(s, b.Role)
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

// infinitive returns the first word of an item under "decide to:" as its verb.
func infinitive(s string) []Performative {
	end := wordAt(s, 0)
	if end == 0 {
		return nil
	}
	verb := source.Span{Start: 0, End: end}
	return []Performative{{Lemma: strings.ToLower(s[:end]), Verb: verb, Phrase: verb, Leading: true}}
}

// later returns the first performative of an operative paragraph that does not open with it: in the first
// person, or after a phrase ("Acting under Chapter VII of the Charter, calls upon"), or with a subject.
func (p *parser) later(s string) (hit, bool) {
	if h, ok := p.find.firstPerson(s, 0); ok {
		return h, true
	}
	if h, ok := p.find.afterPhrase(s); ok {
		return h, true
	}
	return p.find.thirdPerson(s, p.names)
}

func (h hit) performative(leading bool) Performative {
	return Performative{Lemma: h.row.Lemma, Verb: h.verb, Phrase: h.phrase, Leading: leading}
}
