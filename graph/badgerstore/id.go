package badgerstore

import (
	"math/bits"
	"strconv"

	"concord/graph"
)

// kind is what a term is. It stands in the two highest bits of an id. The kinds are in the byte order of the
// canonical forms' first bytes, so ids of a generation ascend with the forms whatever their kinds.
type kind uint8

const (
	inlined kind = iota // graph.Any, graph.DefaultGraph and the literals whose id tells their form
	literal
	iri
	blank
)

// kindBits is the place of the kind in an id, kindMask all below it.
const (
	kindBits = 62
	kindMask = 1<<kindBits - 1
)

// kindOf returns the kind of a term that is not inlined.
func kindOf(form []byte) kind {
	switch form[0] {
	case '"':
		return literal
	case '<':
		return iri
	}
	return blank
}

// The types of inlined literals. A type stands below the kind of an id and above the payload, which is the
// literal's value plus inlineBias, so that ids of one type ascend with their values.
const (
	special = iota // graph.Any and graph.DefaultGraph: no bias
	inlineInteger
	inlineBoolean
	inlineDate // days since 0001-01-01
	inlineYear
	inlineTypes
)

const (
	payloadBits = 58
	payloadMask = 1<<payloadBits - 1
	inlineBias  = 1 << 57 // also the bound: integers of a lesser absolute value are inlined
)

// suffixes end the canonical forms of inlined literals, by type.
var suffixes = [inlineTypes]string{
	inlineInteger: `"^^<http://www.w3.org/2001/XMLSchema#integer>`,
	inlineBoolean: `"^^<http://www.w3.org/2001/XMLSchema#boolean>`,
	inlineDate:    `"^^<http://www.w3.org/2001/XMLSchema#date>`,
	inlineYear:    `"^^<http://www.w3.org/2001/XMLSchema#gYear>`,
}

// suffixStart is what all of suffixes begin with.
const suffixStart = `"^^<http://www.w3.org/2001/XMLSchema#`

// inlineID returns the id of a literal that is inlined: an integer, boolean, date or year of which the value
// gives back the very form.
func inlineID(form []byte) (graph.ID, bool) {
	if len(form) < len(suffixStart)+len(`"0integer>`) || form[0] != '"' || form[len(form)-1] != '>' {
		return 0, false
	}
	for typ := inlineInteger; typ < inlineTypes; typ++ {
		at := len(form) - len(suffixes[typ])
		if at < 2 || string(form[at:]) != suffixes[typ] {
			continue
		}
		v, ok := inlineValue(typ, form[1:at])
		return graph.ID(typ)<<payloadBits | graph.ID(v+inlineBias), ok
	}
	return 0, false
}

// inlineValue returns the value of a lexical form, and whether the form is the one that appendValue gives for it.
func inlineValue(typ int, text []byte) (v int64, ok bool) {
	switch typ {
	case inlineInteger:
		return parseInteger(text)
	case inlineBoolean:
		return int64(len("false") - len(text)), string(text) == "true" || string(text) == "false"
	case inlineYear:
		v, ok = parseDigits(text)
		return v, ok && len(text) == 4
	}
	if len(text) != len("2006-01-02") || text[4] != '-' || text[7] != '-' {
		return 0, false
	}
	year, ok1 := parseDigits(text[:4])
	month, ok2 := parseDigits(text[5:7])
	day, ok3 := parseDigits(text[8:])
	if !ok1 || !ok2 || !ok3 || year < 1 || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	v = daysBefore(year, month) + day - 1
	y, m, d := civil(v)
	return v, y == year && m == month && d == day
}

func parseInteger(text []byte) (int64, bool) {
	digits := text
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	v, ok := parseDigits(digits)
	canonical := len(digits) > 0 && digits[0] != '0' || len(text) == 1
	if len(digits) < len(text) {
		v = -v
	}
	return v, ok && canonical && -inlineBias < v && v < inlineBias
}

// parseDigits reads 1 to 18 decimal digits.
func parseDigits(text []byte) (v int64, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	return v, 0 < len(text) && len(text) <= 18
}

// appendInline appends the canonical form of an inlined literal; ok is false when id is none.
func appendInline(dst []byte, id graph.ID) (_ []byte, ok bool) {
	typ, v := uint64(id)>>payloadBits, int64(id&payloadMask)-inlineBias
	if typ == special || typ >= inlineTypes || !inlineRange(int(typ), v) {
		return dst, false
	}
	dst = append(dst, '"')
	switch typ {
	case inlineInteger:
		dst = strconv.AppendInt(dst, v, 10)
	case inlineBoolean:
		dst = strconv.AppendBool(dst, v == 1)
	case inlineYear:
		dst = appendPadded(dst, v, 4)
	case inlineDate:
		y, m, d := civil(v)
		dst = append(appendPadded(dst, y, 4), '-')
		dst = append(appendPadded(dst, m, 2), '-')
		dst = appendPadded(dst, d, 2)
	}
	return append(dst, suffixes[typ]...), true
}

// inlineRange reports whether a value is one that inlineID gives.
func inlineRange(typ int, v int64) bool {
	switch typ {
	case inlineInteger:
		return -inlineBias < v
	case inlineBoolean:
		return 0 <= v && v <= 1
	case inlineYear:
		return 0 <= v && v <= 9999
	}
	return 0 <= v && v < daysBefore(10000, 1)
}

func appendPadded(dst []byte, v int64, width int) []byte {
	for scale := pow10[width-1]; scale > 0; scale /= 10 {
		dst = append(dst, byte('0'+v/scale%10))
	}
	return dst
}

var pow10 = [...]int64{1, 10, 100, 1000}

// daysBefore returns how many days lie between 0001-01-01 and the first of a month, month 1 to 12, in the
// proleptic Gregorian calendar. Years begin in March here, so that the leap day is a year's last.
func daysBefore(year, month int64) int64 {
	if month -= 3; month < 0 {
		month, year = month+12, year-1
	}
	return year*365 + year/4 - year/100 + year/400 + (153*month+2)/5 - daysToMarch
}

// daysToMarch is how many days lie between the March before year 1 and 0001-01-01.
const daysToMarch = 306

// civil is the inverse of daysBefore.
func civil(days int64) (year, month, day int64) {
	const cycle = 146097 // days in 400 years
	days += daysToMarch
	era, rest := days/cycle, days%cycle
	year = (rest - rest/1460 + rest/36524 - rest/146096) / 365
	rest -= year*365 + year/4 - year/100
	month = (5*rest + 2) / 153
	day = rest - (153*month+2)/5 + 1
	year += era * 400
	if month += 3; month > 12 {
		month, year = month-12, year+1
	}
	return year, month, day
}

// numbering gives the terms of a generation their ids: the rank of a term among all that are not inlined, in the
// byte order of their canonical forms, with space below and above for the terms that commits bring.
type numbering struct {
	shift uint8  // an id is the kind, then rank+1 shifted so far
	terms uint64 // of the generation
}

// newNumbering returns the numbering of a generation with so many terms. Their gaps are as large as fits.
func newNumbering(terms uint64) numbering {
	return numbering{shift: uint8(kindBits - bits.Len64(terms+1)), terms: terms}
}

// id returns the id of the term of a rank.
func (n numbering) id(k kind, rank uint64) graph.ID {
	return graph.ID(uint64(k)<<kindBits | (rank+1)<<n.shift)
}

// rank returns the rank of a term of the generation; ok is false for inlined literals and for ids that lie in
// the gaps between terms. An id that nobody gave out may pass.
func (n numbering) rank(id graph.ID) (rank uint64, ok bool) {
	place := uint64(id) & kindMask
	rank = place>>n.shift - 1
	return rank, id>>kindBits != graph.ID(inlined) && place&(1<<n.shift-1) == 0 && rank < n.terms
}

// between appends to dst count ascending ids of a kind between two ids, for terms that the generation does not have:
// lo is the greatest id in use that is less, hi the least that is greater, both possibly of another kind. ok is false
// when the gap has not enough ids left.
//
// Ids in gaps are odd, those of terms of the generation never are.
func (n numbering) between(dst []graph.ID, k kind, lo, hi graph.ID, count int, s side) (_ []graph.ID, ok bool) {
	floor := graph.ID(k) << kindBits
	lo, hi = max(lo, floor), min(hi, floor|kindMask)
	if lo >= hi {
		return dst, false
	}
	step := uint64(hi-lo) / (uint64(count) + 1)
	if step < 2 {
		return dst, false
	}
	from := lo
	if s != even {
		step = max(2, step/keepNear)
	}
	if s == high {
		from = hi - graph.ID(step*(uint64(count)+1))
	}
	for i := range count {
		dst = append(dst, (from+graph.ID(step)*graph.ID(i+1))|1)
	}
	return dst, true
}

// side is where new ids are placed in a gap. Names mostly come in sequence: beside those that are like them an
// ascending or descending sequence takes a small part of what is left each time, where evenly spread it would take
// half.
type side uint8

const (
	even side = iota
	low
	high
)

// keepNear is how much nearer than evenly ids are placed on one side.
const keepNear = 1024

// A code is the compact form of an id that stands in a generation's blocks: rank+1 above the kind's two bits, for
// what is inlined the payload's zigzag above the type's three bits above kind 0.
const (
	codeKindBits = 2
	codeTypeBits = 3
)

// code returns the code of an id of the generation or of what is inlined.
func (n numbering) code(id graph.ID) uint64 {
	if k := uint64(id) >> kindBits; k != uint64(inlined) {
		return uint64(id)&kindMask>>n.shift<<codeKindBits | k
	}
	typ := uint64(id) >> payloadBits
	v := int64(uint64(id)&payloadMask) - biases[typ&7]
	return (uint64(v<<1^v>>63)<<codeTypeBits | typ) << codeKindBits
}

// idOf is the inverse of code. It gives some id for what is no code.
func (n numbering) idOf(code uint64) graph.ID {
	if k := code & (1<<codeKindBits - 1); k != uint64(inlined) {
		return graph.ID(k<<kindBits | code>>codeKindBits<<n.shift&kindMask)
	}
	typ := code >> codeKindBits & (1<<codeTypeBits - 1)
	zigzag := code >> (codeKindBits + codeTypeBits)
	v := int64(zigzag>>1) ^ -int64(zigzag&1)
	return graph.ID(typ<<payloadBits | uint64(v+biases[typ])&payloadMask)
}

// biases are what payloads have added to values, by type.
var biases = [1 << codeTypeBits]int64{inlineInteger: inlineBias, inlineBoolean: inlineBias, inlineDate: inlineBias, inlineYear: inlineBias}
