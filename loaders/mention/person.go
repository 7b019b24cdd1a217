package mention

import "concord/loaders/lexicon"

// persons finds the names of persons in signatures, "(Signed) Jonibek Hikmatov", and after titles, "President
// Volodymyr Zelenskyy".
func (p *passage) persons() {
	for i := range p.tokens {
		first := 0
		switch {
		case p.is(i, lexicon.Signed) && p.word(i-1) == "(" && p.word(i+1) == ")":
			first = i + 2
		case p.is(i, lexicon.Honorific) && p.capital(i):
			if first = i + 1; p.word(first) == "." {
				first++
			}
		default:
			continue
		}
		last := first
		for p.word(last) == "." && len(p.word(last-1)) == 1 && p.capital(last+1) || p.capital(last) && last < first+5 && p.startingAt(last) == nil && !p.is(last, lexicon.Head) && !p.is(last, lexicon.Post) {
			last++
		}
		if last >= first+2 {
			p.add(first, last, Name, "Person", "")
		}
	}
}
