package mention

import (
	"strconv"
	"strings"

	"concord/loaders/lexicon"
)

// sessions finds "seventy-second session", "134th session" and "agenda items 14 and 110".
func (p *passage) sessions() {
	for i := range p.tokens {
		switch {
		case p.is(i, lexicon.Session):
			first := i
			for p.is(first-1, lexicon.ConveningAdjective) && p.ordinalBefore(first) == first {
				first--
			}
			if n := p.ordinalBefore(first); n < first {
				p.add(n, i+1, Name, "Event", "")
			}
		case p.is(i, lexicon.Agenda) && p.is(i+1, lexicon.Item) && p.kind(i+2) == lexicon.Number:
			p.items(i, i+2)
		}
	}
}

// items adds the agenda items numbered from token number on, the first with its noun from token first: "agenda
// items 14, 99 (s) and 110".
func (p *passage) items(first, number int) {
	for p.kind(number) == lexicon.Number {
		last := number + 1
		if p.word(last) == "(" && p.word(last+2) == ")" {
			last += 3
		}
		p.add(first, last, Name, "AgendaItem", "")
		for number = last; p.word(number) == "," || p.is(number, lexicon.Conjunction); {
			number++
		}
		if first = number; number == last {
			return
		}
	}
}

// ordinalBefore returns the first token of the ordinal number that ends before token i, i for none.
func (p *passage) ordinalBefore(i int) int {
	switch {
	case p.kind(i-1) == lexicon.Number && p.ordinalDigits(i-1) > 0:
		return i - 1
	case p.is(i-1, lexicon.Ordinal) && p.is(i-2, lexicon.Tens) && p.glued(i-1):
		return i - 2
	case p.is(i-1, lexicon.Ordinal) || p.is(i-1, lexicon.TensOrdinal):
		return i - 1
	}
	return i
}

// ordinalDigits returns the value of "134th", 0 for none.
func (p *passage) ordinalDigits(i int) int {
	s := strings.ToLower(p.word(i))
	if len(s) < 3 || !strings.Contains("st nd rd th", s[len(s)-2:]) {
		return 0
	}
	n, err := strconv.Atoi(s[:len(s)-2])
	if err != nil {
		return 0
	}
	return n
}

// OrdinalValue returns the number that an ordinal at the head of a text stands for: 72 for "Seventy-second
// session"; 0 for none.
func OrdinalValue(text string, lex *lexicon.Lexicon) int {
	p := newPassage(text, lex, nil)
	if n := p.ordinalDigits(0); n > 0 {
		return n
	}
	if tens := p.in(0, lexicon.Tens); tens > 0 && p.in(1, lexicon.Ordinal) > 0 {
		return tens*10 + p.in(1, lexicon.Ordinal)
	}
	if n := p.in(0, lexicon.Ordinal); n > 0 {
		return n
	}
	return 10 * p.in(0, lexicon.TensOrdinal)
}
