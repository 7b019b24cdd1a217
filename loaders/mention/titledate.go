package mention

import "concord/loaders/lexicon"

// dated adds a document named by tokens first to last, the last of which may be a year.
func (p *passage) dated(first, last int, key string) {
	p.add(first, last, Name, "Document", key).call = p.callAfter(last)
}

// dressed extends a known title over what dates it and returns the token after it.
func (p *passage) dressed(first, last int) int {
	c := p.startingAt(first)
	from, to := p.withYear(first), p.withDate(last)
	if from < first || to > last {
		p.dated(from, to, c.Key)
	}
	return to
}

// withYear returns the token of a year that stands before a title: "2016 Plan of Action".
func (p *passage) withYear(first int) int {
	if p.year(first-1) > 0 && !p.glued(first-1) && p.word(first-2) != "(" && !p.is(first-2, lexicon.Month) {
		return first - 1
	}
	return first
}

// withDate returns the token after the date that follows a title: "of 30 November 2011", "(2021-2025)", "of 2016".
func (p *passage) withDate(last int) int {
	years := last
	if p.bracketed(last) {
		years = last + 3
	}
	if c := p.startingAt(years); c != nil && c.Type == "Date" && isInterval(c) {
		return c.last // "Action Plan (DIFAP) 2019-2025"
	}
	if p.word(last) == "(" {
		if c := p.startingAt(last + 1); c != nil && c.Type == "Date" && p.word(c.last) == ")" {
			return c.last + 1
		}
		if a := p.startingAt(last + 1); a != nil && a.Form == Acronym && a.last == last+2 && p.word(last+2) == ")" && p.endsWith(last, a.Key) {
			return last + 3
		}
		return last
	}
	if !p.is(last, lexicon.Of) {
		return last
	}
	if c := p.startingAt(last + 1); c != nil && c.Type == "Date" {
		return c.last
	}
	return last
}

// yearsOnly reports whether a date names a year or an interval of years and no more.
func yearsOnly(c *candidate) bool { return len(c.Key) == len("date/2019") || isInterval(c) }

// isInterval reports whether a date is an interval of whole years.
func isInterval(c *candidate) bool { return len(c.Key) == len("date/2019_2025") }

// endsWith reports whether the name of a body with a key ends before token last.
func (p *passage) endsWith(last int, key string) bool {
	for k := range p.found {
		if c := &p.found[k]; c.last == last && c.Key == key && isBody(c.Type) {
			return true
		}
	}
	return false
}
