package align

import (
	"maps"
	"slices"
	"strings"

	"concord/loaders/lexicon"
	"concord/loaders/source"
)

// found returns the differences in no particular order. Articles and signs that change beside another difference
// follow from it and are none of their own.
func (d *wording) found() (out []Difference) {
	hunks := d.hunks()
	for _, h := range hunks {
		if d.printed(h) || len(hunks) > 1 && d.articles(h) {
			continue
		}
		f := Difference{Class: d.class(h)}
		f.A, f.B = d.spans(h)
		out = append(out, f)
	}
	return append(out, d.signs(hunks)...)
}

// articles reports whether a hunk is of articles alone.
func (d *wording) articles(h hunk) bool {
	for _, s := range d.steps[h.from:h.to] {
		switch {
		case s.kind != onlyB && !d.lex.Comparison.Article[d.a[s.a].word], s.kind != onlyA && !d.lex.Comparison.Article[d.b[s.b].word]:
			return false
		}
	}
	return true
}

// spans returns the words of a hunk in both texts. Where one has none, a word of the surroundings on either side
// shows the place.
func (d *wording) spans(h hunk) (a, b source.Span) {
	na, nb := d.counts(h)
	if h.from > 0 && (na == 0 || nb == 0) {
		h.from--
	}
	// A phrase goes on to the word that its last words are about.
	unfinished := na == 0 || nb == 0 || d.unfinished(h)
	for unfinished && !d.renamed(h.to-1) && h.to < len(d.steps) && d.steps[h.to].kind == equal && !d.parted(h.to) {
		h.to++
		if d.words.content(&d.a[d.steps[h.to-1].a]) {
			break
		}
	}
	a, b = source.Span{Start: -1}, source.Span{Start: -1}
	grow := func(s *source.Span, u *unit) {
		if s.Start < 0 {
			s.Start = u.Start
		}
		s.End = u.End
	}
	for _, s := range d.steps[h.from:h.to] {
		if s.kind != onlyB {
			grow(&a, &d.a[s.a])
		}
		if s.kind != onlyA {
			grow(&b, &d.b[s.b])
		}
	}
	return closed(d.textA, a), closed(d.textB, b)
}

// closed takes in the bracket that a span opens, and makes none of a span that was never begun.
func closed(text string, s source.Span) source.Span {
	if s.Start < 0 {
		return source.Span{}
	}
	words := text[s.Start:s.End]
	if strings.Count(words, "(") > strings.Count(words, ")") && strings.HasPrefix(text[s.End:], ")") {
		s.End++
	}
	return s
}

// parted reports whether a sign stands before the unit of step k in one of the texts.
func (d *wording) parted(k int) bool {
	const marks = ",;:.()"
	x, y := d.steps[k-1], d.steps[k]
	return strings.ContainsAny(d.textA[d.endA(x):d.startA(y)], marks) || strings.ContainsAny(d.textB[d.endB(x):d.startB(y)], marks)
}

func (d *wording) counts(h hunk) (a, b int) {
	for _, s := range d.steps[h.from:h.to] {
		if s.kind != onlyB {
			a++
		}
		if s.kind != onlyA {
			b++
		}
	}
	return a, b
}

// passage is how many steps make a hunk another passage, whose words are not weighed one by one.
const passage = 500

// class weighs the words that a hunk does not share.
func (d *wording) class(h hunk) Class {
	var as, bs []*unit
	if h.to-h.from > passage {
		return Substantive
	}
	if d.spelled(h) {
		return Editorial
	}
	if d.weighs(h) {
		return Substantive
	}
	class := Editorial
	d.choice = d.open(h)
	d.hunkA, d.hunkB = d.hunkA[:0], d.hunkB[:0]
	for _, s := range d.steps[h.from:h.to] {
		if s.kind != onlyB {
			d.hunkA = append(d.hunkA, &d.a[s.a])
		}
		if s.kind != onlyA {
			d.hunkB = append(d.hunkB, &d.b[s.b])
		}
		switch s.kind {
		case onlyA:
			as = append(as, &d.a[s.a])
		case onlyB:
			bs = append(bs, &d.b[s.b])
		case changed:
			class = max(class, d.changed(&d.a[s.a], &d.b[s.b]))
		}
	}
	return max(class, d.apart(as, bs))
}

// weighs reports whether the sides of a hunk make more or less of an act: "as appropriate", "fully", "may".
func (d *wording) weighs(h hunk) bool {
	from, to := d.stretch(h)
	count := func(units []unit, in source.Span, lead performative) map[int]int {
		out := map[int]int{}
		for i := 0; i < len(units) && units[i].Start < in.End; i++ {
			w, n := d.words.weightAt(units[i:])
			if w == nil {
				continue
			}
			phrase := source.Span{Start: units[i].Start, End: units[i+n-1].End}
			if w.Rank != 0 && phrase.End > in.Start && !(phrase.Start < in.Start && phrase.End > in.End) && !lead.Overlaps(phrase) {
				out[w.Row]++
			}
			i += n - 1
		}
		return out
	}
	return !maps.Equal(count(d.wholeA, from, d.leadA), count(d.wholeB, to, d.leadB))
}

// open reports whether a word before a hunk leaves a choice that its "or" does not widen: "any support or channels".
func (d *wording) open(h hunk) bool {
	const scope = 12
	for _, s := range d.steps[max(0, h.from-scope):h.from] {
		if s.kind == equal && d.lex.Comparison.Open[d.a[s.a].word] {
			return true
		}
	}
	return false
}

// apart weighs words of which each side has its own. What both have, if in another order, is no difference of
// substance.
func (d *wording) apart(as, bs []*unit) Class {
	if spelled(as) == spelled(bs) {
		return Editorial
	}
	moved, class, renamed := false, Editorial, Editorial
	for _, same := range []struct {
		class Class
		by    func(x, y *unit) bool
	}{
		{Editorial, func(x, y *unit) bool {
			named := x.key != "" && x.key == y.key
			if named {
				renamed = max(renamed, d.changed(x, y))
			}
			return named || x.word == y.word && x.key == y.key
		}},
		{Editorial, func(x, y *unit) bool { return x.key == "" && y.key == "" && d.written(x, y) }},
		{Translation, func(x, y *unit) bool {
			return x.key == "" && y.key == "" && x.stem == y.stem && d.words.content(x)
		}},
		{Translation, func(x, y *unit) bool {
			return (d.words.content(x) || d.words.content(y)) && d.words.synonyms(x, y)
		}},
	} {
		left, right := d.without(as, bs, same.by)
		if len(left) < len(as) {
			moved = true
			class = max(class, same.class)
		}
		as, bs = left, right
	}
	class = max(class, renamed)
	if d.acts(as, d.leadA) && d.acts(bs, d.leadB) && d.leadA.lemma != d.leadB.lemma {
		class = max(class, d.performatives())
		as, bs = d.outside(as, d.leadA), d.outside(bs, d.leadB)
	}
	pronoun := func(u *unit) bool { return d.lex.Comparison.Pronoun[u.word] }
	d.pronoun = slices.ContainsFunc(as, pronoun) != slices.ContainsFunc(bs, pronoun)
	for _, u := range as {
		class = max(class, d.alone(u, d.hunkA, d.hunkB, d.wholeA, d.wholeB, moved))
	}
	for _, u := range bs {
		class = max(class, d.alone(u, d.hunkB, d.hunkA, d.wholeB, d.wholeA, moved))
	}
	return class
}

// spelled returns the letters of units without what parts them: "co-operation" is "cooperation".
func spelled(units []*unit) string {
	var b strings.Builder
	for _, u := range units {
		b.WriteString(u.word)
	}
	return b.String()
}

// without takes out of two lists the units that stand for each other.
func (d *wording) without(as, bs []*unit, same func(x, y *unit) bool) (left, right []*unit) {
	taken := make([]bool, len(bs))
next:
	for _, x := range as {
		for j, y := range bs {
			if !taken[j] && same(x, y) {
				taken[j] = true
				continue next
			}
		}
		left = append(left, x)
	}
	for j, y := range bs {
		if !taken[j] {
			right = append(right, y)
		}
	}
	return left, right
}

// changed weighs two units that stand for each other.
func (d *wording) changed(x, y *unit) Class {
	switch {
	case x.key != "" && !x.told && !x.theme:
		return Editorial // another form of its name
	case x.key != "":
		// Words that tell what is meant, where a name only points to it, may tell more or less.
		as, bs := d.words.units(d.textA[x.Start:x.End]), d.words.units(d.textB[y.Start:y.End])
		class := d.apart(pointers(as), pointers(bs))
		if x.told {
			class = min(class, Translation)
		}
		return class
	case d.written(x, y):
		return Editorial
	}
	return Translation
}

// written reports whether two units are one word but for its number or its spelling.
func (d *wording) written(x, y *unit) bool {
	return x.word == y.word || plural(x.word, y.word) || plural(y.word, x.word) || d.lex.SameSpelling(x.word, y.word)
}

func plural(one, many string) bool {
	return many == one+"s" || many == one+"es" || strings.HasSuffix(one, "y") && many == one[:len(one)-1]+"ies"
}

// acts reports whether one of the units is of a performative.
func (d *wording) acts(units []*unit, p performative) bool {
	return len(d.outside(units, p)) < len(units)
}

// outside returns the units that are not of a performative.
func (d *wording) outside(units []*unit, p performative) (out []*unit) {
	for _, u := range units {
		if !p.Contains(source.Span{Start: u.Start, End: u.End}) {
			out = append(out, u)
		}
	}
	return out
}

// performatives weighs the verbs by which two blocks act: of one family and strength they say the same.
func (d *wording) performatives() Class {
	a, b := d.lex.Performatives.Lemma(d.leadA.lemma), d.lex.Performatives.Lemma(d.leadB.lemma)
	for _, x := range a {
		for _, y := range b {
			if x.Family == y.Family && x.Strength == y.Strength {
				return Translation
			}
		}
	}
	return Substantive
}

// alone weighs a unit that the other side has nothing for in this place. The words of grammar that go with an
// order of words are of no weight where the words were moved.
func (d *wording) alone(u *unit, beside, against []*unit, own, other []unit, moved bool) Class {
	words := &d.lex.Comparison
	switch {
	case u.key != "":
		if u.theme {
			return Translation
		}
		return Editorial // both blocks name it
	case d.choice && u.word == "or":
		return Editorial
	case u.idle:
		return Translation
	case u.Kind == lexicon.Number, words.Strict[u.word]:
		return Substantive
	case words.Article[u.word] || words.Connective[u.word] || u.Kind == lexicon.Possessive || u.Kind == lexicon.Sign:
		return Editorial
	case words.Form[u.word]:
		if moved {
			return Editorial
		}
		return Translation
	case d.words.light[u.stem]:
		return Translation
	}
	// One of two words for a thought that the other text has one for: "crucial and meaningful".
	if slices.ContainsFunc(against, func(x *unit) bool {
		return d.words.synonyms(u, x) && !slices.ContainsFunc(beside, func(y *unit) bool { return x.stem == y.stem })
	}) {
		return Translation
	}
	// It stands elsewhere in the block: in another place, or where the other text has a pronoun for it.
	if n := occurrences(u, other); n >= occurrences(u, own) || n > 0 && d.pronoun {
		return Translation
	}
	return Substantive
}

// occurrences returns how often the stem of a unit occurs in a block.
func occurrences(u *unit, in []unit) (n int) {
	for i := range in {
		if in[i].stem == u.stem {
			n++
		}
	}
	return n
}

func pointers(units []unit) []*unit {
	out := make([]*unit, len(units))
	for i := range units {
		out[i] = &units[i]
	}
	return out
}

// signs returns the places where words are written or parted otherwise: capitals, hyphens, commas. Initial and
// closing marks of a block are none, nor are those beside a hunk, from which they follow.
func (d *wording) signs(hunks []hunk) (out []Difference) {
	const beside = 2
	for k, s := range d.steps {
		for len(hunks) > 0 && hunks[0].to+beside <= k {
			hunks = hunks[1:]
		}
		if s.kind != equal || len(hunks) > 0 && k >= hunks[0].from && k < hunks[0].to {
			continue
		}
		x, y := &d.a[s.a], &d.b[s.b]
		a, b := source.Span{Start: x.Start, End: x.End}, source.Span{Start: y.Start, End: y.End}
		differ := s.a > 0 && s.b > 0 && !d.begins(s) && unspaced(d.openA[a.Start:a.End]) != unspaced(d.openB[b.Start:b.End])
		if k+1 < len(d.steps) && d.steps[k+1].kind == equal && (len(hunks) == 0 || k < hunks[0].from-beside || k >= hunks[0].to+beside-1) {
			next := d.steps[k+1]
			if sign(d.textA[x.End:d.a[next.a].Start]) != sign(d.textB[y.End:d.b[next.b].Start]) {
				differ = true
				a.End, b.End = d.a[next.a].End, d.b[next.b].End
			}
		}
		if !differ {
			continue
		}
		if n := len(out) - 1; n >= 0 && a.Start <= out[n].A.End+1 {
			out[n].A.End, out[n].B.End = max(out[n].A.End, a.End), max(out[n].B.End, b.End)
			continue
		}
		out = append(out, Difference{Class: Editorial, A: a, B: b})
	}
	return out
}

// begins reports whether a sentence begins with a step in one of the texts.
func (d *wording) begins(s step) bool {
	full := func(text string, at int) bool {
		return strings.HasSuffix(strings.TrimRight(text[:at], ` "“«(*`), ".")
	}
	return full(d.textA, d.a[s.a].Start) || full(d.textB, d.b[s.b].Start)
}

// sign folds the ways to print a sign: quotation marks, apostrophes, dashes, white space.
func sign(s string) string { return strings.TrimSpace(signs.Replace(s)) }

var signs = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "''", `"`, "–", "-", "—", "-", "‑", "-", "‐", "-", "\u00a0", " ", "`", "'")

// unfinished reports whether a hunk ends, in one of the texts, with a word of grammar: "aimed at".
func (d *wording) unfinished(h hunk) bool {
	var a, b *unit
	for _, s := range d.steps[h.from:h.to] {
		if s.kind != onlyB {
			a = &d.a[s.a]
		}
		if s.kind != onlyA {
			b = &d.b[s.b]
		}
	}
	return a == nil || b == nil || !d.words.content(a) || !d.words.content(b)
}
