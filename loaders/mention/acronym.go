package mention

import (
	"strings"

	"concord/loaders/lexicon"
)

// acronyms maps an acronym that a document introduces to what it stands for.
type acronyms map[string]introduced

type introduced struct{ typ, key string }

// redefines reports whether the document gives acronym another meaning than key.
func (a acronyms) redefines(acronym, key string) bool {
	in, ok := a[acronym]
	return ok && in.key != key
}

// localAcronyms finds the acronyms that the document introduces, here or elsewhere.
func (p *passage) localAcronyms() {
	if len(p.local) == 0 {
		return
	}
	for i := range p.tokens {
		if in, ok := p.local[p.word(i)]; ok && p.acronym(i) {
			p.add(i, i+1, Acronym, in.typ, in.key)
		}
	}
}

// introductions finds acronyms in parentheses after what they stand for: "Financial Action Task Force (FATF)".
func (p *passage) introductions() {
	for i := range p.tokens {
		if p.word(i) == "(" && p.acronym(i+1) && p.word(i+2) == ")" {
			p.introduce(i + 1)
		}
	}
}

// acronym reports whether token i is a word of capitals.
func (p *passage) acronym(i int) bool {
	return p.kind(i) == lexicon.Word && p.tokens[i].Case == lexicon.Capitals && len(p.word(i)) >= 2 && len(p.word(i)) <= 12
}

// introduce adds the acronym at token i, in parentheses, as a name of what stands before them.
func (p *passage) introduce(i int) {
	end := i - 1
	if p.kind(end-1) == lexicon.Possessive {
		end--
	}
	c := p.endingAt(end)
	if c == nil || !abbreviated(c.Type) || c.last-c.first < 2 && c.Form != Name || !p.initial(c.first, i) {
		return
	}
	if own := p.startingAt(i); own != nil && own.Key == c.Key {
		return
	}
	p.add(i, i+1, Acronym, c.Type, c.Key)
}

// initial reports whether the acronym at token i begins as the name from token first does, or is made of letters
// that begin words of it.
func (p *passage) initial(first, i int) bool {
	acronym := p.word(i)
	if acronym[0] == p.word(first)[0] {
		return true
	}
	for j := first; j < i-1 && acronym != ""; j++ {
		if p.capital(j) && p.word(j)[0] == acronym[0] {
			acronym = acronym[1:]
		}
	}
	return acronym == ""
}

func abbreviated(typ string) bool {
	switch typ {
	case "Organization", "Organ", "Document", "State", "Event":
		return true
	}
	return false
}

// read adds to a the acronyms that a passage introduces, and returns what it found for that; nil for most
// passages, which introduce none.
func (a acronyms) read(p *passage, text string) []Mention {
	if !strings.Contains(text, "(") {
		return nil
	}
	ms := p.find(text, nil)
	a.learn(text, ms)
	return ms
}

// in reports whether text holds one of the acronyms, so that what they stand for matters to it.
func (a acronyms) in(text string) bool {
	for acronym := range a {
		if strings.Contains(text, acronym) {
			return true
		}
	}
	return false
}

// learn adds to a the acronyms that the mentions of a passage introduce. The first introduction counts.
func (a acronyms) learn(text string, ms []Mention) {
	for i, m := range ms {
		if m.Form != Acronym || m.Span.Start == 0 || text[m.Span.Start-1] != '(' {
			continue
		}
		if _, ok := a[m.Surface]; ok {
			continue
		}
		for _, before := range ms[:i] {
			if before.Form != Acronym && before.Type == m.Type && before.Key == m.Key && before.Span.End <= m.Span.Start &&
				strings.Trim(text[before.Span.End:m.Span.Start], " ('’s") == "" {
				a[m.Surface] = introduced{m.Type, m.Key}
			}
		}
	}
}
