package mention

import (
	"fmt"
	"strconv"
	"strings"

	"concord/loaders/lexicon"
)

// date is a day, month or year; zero fields are not said.
type date struct{ year, month, day int }

// String returns the date as ISO 8601 writes it; a missing year is "-", as in --02-11.
func (d date) String() string {
	switch {
	case d.year == 0:
		return fmt.Sprintf("--%02d-%02d", d.month, d.day)
	case d.month == 0:
		return fmt.Sprintf("%04d", d.year)
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// dates finds days, months, years and intervals of them: "3-4 May 2018", "3 and 4 May", "31 March and
// 1 April 2016", "October 26, 2021", "November 2020", "from 2021 to 2025".
func (p *passage) dates() {
	for i := 0; i < len(p.tokens); {
		last, from, to, ok := p.dateAt(i)
		if !ok {
			i++
			continue
		}
		p.add(i, last, Value, "Date", dateKey(from, to)).call = p.callAfter(last)
		i = last
	}
}

// dateKey returns the key of an interval. One without a year has none yet; its year is in the context.
func dateKey(from, to date) string {
	switch {
	case from.year == 0 || to.year == 0:
		return ""
	case from == to:
		return "date/" + from.String()
	}
	return "date/" + from.String() + "_" + to.String()
}

// DateKey returns the key of a date as written, with a year for one that says none; "" for what is no date.
func DateKey(surface string, year int, lex *lexicon.Lexicon) string {
	p := newPassage(surface, lex, nil)
	last, from, to, ok := p.dateAt(0)
	if !ok || last != len(p.tokens) {
		return ""
	}
	if from.year == 0 {
		from.year, to.year = year, year
	}
	return dateKey(from, to)
}

// dateAt reads a date that begins at token i and returns the token after it.
func (p *passage) dateAt(i int) (last int, from, to date, ok bool) {
	switch {
	case p.kind(i) == lexicon.Number:
		if d := p.isoDate(i); d.day > 0 {
			return i + 3, d, d, true
		}
		if day := p.number(i, 1, 31); day > 0 && !p.amount(i) {
			return p.dayFirst(i, day)
		}
		return p.yearAt(i)
	case p.is(i, lexicon.Month) && p.capital(i):
		return p.monthFirst(i)
	}
	return 0, date{}, date{}, false
}

// isoDate reads "2018-05-17", the zero date for none.
func (p *passage) isoDate(i int) date {
	if len(p.word(i)) != 4 || !p.glued(i+1) || !p.glued(i+2) || len(p.word(i+1)) != 2 || len(p.word(i+2)) != 2 || p.glued(i) {
		return date{}
	}
	if y, m, d := p.year(i), p.number(i+1, 1, 12), p.number(i+2, 1, 31); y > 0 && m > 0 && d > 0 && p.text[p.tokens[i].End] == '-' {
		return date{y, m, d}
	}
	return date{}
}

// dayFirst reads "3 May 2018", "3-4 May 2018", "31 March and 1 April 2016".
func (p *passage) dayFirst(i, day int) (last int, from, to date, ok bool) {
	if m := p.month(i + 1); m > 0 {
		from = date{0, m, day}
		j := i + 2
		from.year, j = p.yearOf(j)
		if k, end, ok := p.through(j, from); ok {
			return k, date{end.year, from.month, from.day}, end, true
		}
		return j, from, from, true
	}
	j, linked := p.rangeSign(i + 1)
	second := p.number(j, 1, 31)
	m := p.month(j + 1)
	if !linked || second <= day || m == 0 {
		return 0, from, to, false
	}
	year, last := p.yearOf(j + 2)
	if p.is(i+1, lexicon.Conjunction) && second > day+1 {
		return i + 1, date{year, m, day}, date{year, m, day}, true // "2 and 10 December 1986": two days
	}
	return last, date{year, m, day}, date{year, m, second}, true
}

// through reads the second half of an interval whose first half names no year: "and 1 April 2016".
func (p *passage) through(i int, from date) (last int, to date, ok bool) {
	if from.year != 0 {
		return 0, to, false
	}
	j, linked := p.rangeSign(i)
	day, m := p.number(j, 1, 31), p.month(j+1)
	if !linked || day == 0 || m == 0 || p.word(i) == "," {
		return 0, to, false
	}
	year, last := p.yearOf(j + 2)
	to = date{year, m, day}
	if p.is(i, lexicon.Conjunction) && (day > 1 || m != from.month%12+1) {
		return 0, to, false // "31 May and 8 June 1989": two days
	}
	return last, to, year > 0 && (m > from.month || m == from.month && day > from.day)
}

// monthFirst reads "October 26, 2021", "May 3-4, 2018" and "November 2020".
func (p *passage) monthFirst(i int) (last int, from, to date, ok bool) {
	m := p.month(i)
	if year := p.year(i + 1); year > 0 {
		return i + 2, date{year, m, 0}, date{year, m, 0}, true
	}
	day := p.number(i+1, 1, 31)
	if day == 0 || p.word(i+2) == "/" {
		return 0, from, to, false
	}
	last, second := i+2, day
	if j, linked := p.rangeSign(last); linked && p.number(j, day+1, 31) > 0 && p.month(j+1) == 0 {
		last, second = j+1, p.number(j, day+1, 31)
	}
	j := last
	if p.word(j) == "," {
		j++
	}
	year := p.year(j)
	if year > 0 {
		last = j + 1
	}
	return last, date{year, m, day}, date{year, m, second}, year > 0 || p.word(i) != "May" && p.word(i) != "March"
}

// yearAt reads a year or an interval of years that stands alone.
func (p *passage) yearAt(i int) (last int, from, to date, ok bool) {
	year := p.year(i)
	if year == 0 || p.bound(i) {
		return 0, from, to, false
	}
	from, to = date{year: year}, date{year: year}
	if j, linked := p.rangeSign(i + 1); linked && p.glued(i+1) {
		end := p.year(j)
		if end == 0 {
			end = p.calledYear(j) // "2015–20308"
		}
		if end > year {
			return j + 1, from, date{year: end}, !p.bound(j)
		}
		return 0, from, to, false
	}
	return i + 1, from, to, true
}

// bound reports whether the number at token i belongs to a symbol, a sum, a citation or a count.
func (p *passage) bound(i int) bool {
	if p.word(i-1) == "(" && p.word(i+1) == ")" && p.kind(i-2) == lexicon.Number {
		return true // 1373 (2001)
	}
	if p.word(i-1) == "(" && p.word(i+1) == ")" && p.citedNear(i-2) {
		return true // "resolution SO} (1982)"
	}
	if p.word(i+1) == "(" && p.year(i+2) > 0 {
		return true // 2014 (2011)
	}
	if p.glued(i) && p.kind(i-1) == lexicon.Word {
		return true // post-2015
	}
	switch p.word(i - 1) {
	case "/", "$", "€", "£", "¥", "№", ".", "#", "§":
		return p.glued(i) || p.word(i-1) != "."
	}
	if p.glued(i) && p.word(i-1) == "," && p.kind(i-2) == lexicon.Number {
		return true
	}
	switch p.word(i + 1) {
	case "/", "%":
		return true
	case ",":
		return p.glued(i+1) && p.glued(i+2) && p.number(i+2, 0, 999) > 0 && len(p.word(i+2)) == 3 // "2,024,100", not "2024,1" of a footnote
	case ".", ":":
		footnote := p.number(i+2, 1, 199) > 0 && !p.glued(i+3) // "of 2023.2"
		return p.glued(i+1) && p.glued(i+2) && p.kind(i+2) == lexicon.Number && !footnote
	}
	return p.is(i-1, lexicon.Paragraph) || p.amount(i)
}

// citedNear reports whether a noun for a resolution stands at most two tokens before token i.
func (p *passage) citedNear(i int) bool {
	return p.is(i, lexicon.Resolution) || p.is(i-1, lexicon.Resolution) || p.is(i-2, lexicon.Resolution)
}

// amount reports whether what follows token i says that it counts something.
func (p *passage) amount(i int) bool { return p.is(i+1, lexicon.Unit) || p.word(i-1) == "$" }

// rangeSign skips the sign or word between the ends of an interval.
func (p *passage) rangeSign(i int) (next int, ok bool) {
	switch p.word(i) {
	case "-", "–", "—", "‑":
		return i + 1, true
	}
	if p.is(i, lexicon.Conjunction) || p.is(i, lexicon.To) {
		return i + 1, true
	}
	// The tokens of "3-4" have no sign between them: it is a hyphen in a word.
	if p.kind(i) == lexicon.Number && p.glued(i) {
		return i, true
	}
	return 0, false
}

func (p *passage) glued(i int) bool { return i >= 0 && i < len(p.tokens) && p.tokens[i].Glued }

func (p *passage) month(i int) int {
	if !p.capital(i) {
		return 0
	}
	return p.in(i, lexicon.Month)
}

func (p *passage) year(i int) int { return p.number(i, 1800, 2199) }

// yearOf reads the year of a date at token i and returns the token after it; 0 and i for none.
func (p *passage) yearOf(i int) (year, next int) {
	if y := p.year(i); y > 0 && !(p.word(i+1) == "(" && p.year(i+2) > 0) && !(p.word(i+1) == "/" && p.glued(i+1)) {
		return y, i + 1
	}
	if y := p.calledYear(i); y > 0 {
		return y, i + 1
	}
	return 0, i
}

// callAfter returns how many bytes before the end of token last-1 are the call of a footnote.
func (p *passage) callAfter(last int) int {
	if p.calledYear(last-1) == 0 {
		return 0
	}
	return len(p.word(last-1)) - len("2005")
}

// calledYear returns the year at token i when the call of a footnote is glued to it: "16 September 20055".
func (p *passage) calledYear(i int) int {
	s := p.word(i)
	if p.kind(i) != lexicon.Number || len(s) < 5 || len(s) > 7 || !isDigits(s) {
		return 0
	}
	y, _ := strconv.Atoi(s[:4])
	if y < 1900 || y > 2099 {
		return 0
	}
	return y
}

// number returns the value of the number at token i when it lies between low and high, else 0.
func (p *passage) number(i, low, high int) int {
	if p.kind(i) != lexicon.Number {
		return 0
	}
	n, err := strconv.Atoi(p.word(i))
	if err != nil || n < low || n > high || strings.HasPrefix(p.word(i), "0") && n > 31 {
		return 0
	}
	return n
}
