package mention

import "concord/loaders/lexicon"

// roles finds posts and their bodies: "Chargé d'affaires a.i. of the Permanent Mission of Tajikistan to the
// United Nations", "Minister of Internal Affairs of the Republic of Tajikistan".
func (p *passage) roles() {
	for i := 0; i < len(p.tokens); {
		i = p.roleAt(i)
	}
}

func (p *passage) roleAt(i int) int {
	last, key := i, ""
	switch c := p.startingAt(i); {
	case c != nil && c.Type == "Role":
		last, key = c.last, c.Key
	case p.capital(i) && p.is(i, lexicon.Post):
		last = p.postAt(i)
	default:
		return i + 1
	}
	end := p.bodyOf(last)
	if c := p.endingAt(end); key != "" && p.is(i, lexicon.Plural) && c != nil && (c.Type == "State" || c.Type == "Government") {
		return last // "Heads of Government of India, Israel and"
	}
	switch {
	case end > last && key != "" && p.plain(key, last, end):
	case end > last:
		p.add(i, end, Name, "Role", "")
		return end
	case key == "" && last > i+1:
		p.add(i, last, Name, "Role", "")
	}
	return max(last, i+1)
}

// plain reports whether the body named in tokens last to end says nothing that the known role does not:
// plural roles of groups are known without it.
func (p *passage) plain(key string, last, end int) bool {
	e := p.lex.Entry(key)
	return e == nil || e.Parent != "" || p.is(last-1, lexicon.Plural)
}

// postAt reads the post that begins at token i: its noun, what it is for, "ad interim".
func (p *passage) postAt(i int) int {
	last := i + 1
	for p.capital(last) && p.is(last, lexicon.Post) {
		last++
	}
	if p.is(last, lexicon.Of) || p.is(last, lexicon.For) {
		j := last + 1
		for p.is(j, lexicon.Portfolio) || p.is(j, lexicon.Conjunction) && p.is(j+1, lexicon.Portfolio) {
			j++
		}
		if j > last+1 {
			last = j
		}
	}
	return last
}

// bodyOf returns the end of the body that "of the" after token last leads to, last for none.
func (p *passage) bodyOf(last int) int {
	if !p.is(last, lexicon.Of) {
		return last
	}
	j := p.after(last+1, lexicon.The)
	c := p.startingAt(j)
	if c == nil {
		return last
	}
	switch c.Type {
	case "State", "Organization", "Organ", "Government":
		return c.last
	}
	return last
}
