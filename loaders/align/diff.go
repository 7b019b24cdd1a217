package align

import (
	"cmp"
	"slices"
	"strings"

	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
	"concord/loaders/source"
)

// differences returns how the wording of block i of a differs from that of block j of b.
func (c *comparison) differences(i, j int) []Difference {
	x, y := c.a.blocks[i].text, c.b.blocks[j].text
	if x == y || furniture(c.a.blocks[i].Block) {
		return nil
	}
	keys := map[string]bool{}
	for _, m := range c.a.mentions[i] {
		keys[m.Key] = true
	}
	inBoth := map[string]bool{}
	for _, m := range c.b.mentions[j] {
		inBoth[m.Key] = m.Key != "" && keys[m.Key]
	}
	d := &wording{
		comparison: c, openA: c.a.blocks[i].unbroken(x), openB: c.b.blocks[j].unbroken(y), textA: x, textB: y, rawA: c.a.blocks[i].View.Text, rawB: c.b.blocks[j].View.Text,
		a: c.names(c.a, i, inBoth), b: c.names(c.b, j, inBoth),
		wholeA: c.a.blocks[i].units, wholeB: c.b.blocks[j].units,
		leadA: lead(&c.a.blocks[i]), leadB: lead(&c.b.blocks[j]),
	}
	d.align(0, len(d.a), 0, len(d.b))
	out := d.found()
	slices.SortFunc(out, func(p, q Difference) int {
		return cmp.Or(cmp.Compare(p.A.Start, q.A.Start), cmp.Compare(p.B.Start, q.B.Start), cmp.Compare(p.A.End, q.A.End))
	})
	return out
}

// furniture reports whether a block says nothing of the work: page numbers, job numbers, what surrounds the text.
func furniture(b *document.Block) bool {
	return b.Class == document.Boilerplate && b.Kind != "footnote"
}

// lead returns the span of the verb by which a block acts and its row, an empty span for none.
func lead(b *block) performative {
	for _, p := range b.Performatives {
		if p.Leading {
			return performative{p.Phrase, p.Lemma}
		}
	}
	return performative{}
}

type performative struct {
	source.Span
	lemma string
}

// wording compares the words of two blocks.
type wording struct {
	*comparison
	textA, textB   string // without the calls of footnotes
	rawA, rawB     string
	openA, openB   string // without the hyphens that end a line
	a, b           []unit // names whole, signs left out
	wholeA, wholeB []unit // word by word
	leadA, leadB   performative
	hunkA, hunkB   []*unit // of the hunk in hand
	pronoun        bool    // one side of the hunk in hand has a pronoun
	choice         bool    // a word before the hunk in hand leaves a choice that "or" does not widen
	steps          []step
}

// step is one step through both texts at once: over a unit of each, or over one of a single text, when the
// other index is the place where it would stand.
type step struct {
	a, b int
	kind stepKind
}

type stepKind uint8

const (
	equal   stepKind = iota // one word, or two ways to write it
	changed                 // one stem, one name or one group of synonyms
	onlyA
	onlyB
)

// names returns the units of a block without its signs, each mention of what both blocks name as one unit,
// with the acronym in brackets that follows it.
func (c *comparison) names(s *side, i int, inBoth map[string]bool) []unit {
	var whole []mention.Mention
	end := 0
	for _, m := range s.mentions[i] {
		if inBoth[m.Key] && m.Form != mention.Description && m.Span.Start >= end {
			whole = append(whole, m)
			end = m.Span.End
		}
	}
	var out []unit
	units, text := s.blocks[i].units, s.blocks[i].text
	for k := 0; k < len(units); k++ {
		u := units[k]
		// A name that begins inside a unit, after a prefix and its hyphen, is not one of its own.
		for len(whole) > 0 && (whole[0].Span.End <= u.Start || len(out) > 0 && whole[0].Span.Start < out[len(out)-1].End) {
			whole = whole[1:]
		}
		if len(whole) > 0 && u.Start >= whole[0].Span.Start {
			m := whole[0]
			for k+1 < len(units) && units[k+1].Start < m.Span.End {
				k++
			}
			last := len(out) - 1
			if last >= 0 && out[last].key == m.Key && strings.TrimSpace(text[out[last].End:m.Span.Start]) == "(" && strings.HasPrefix(text[m.Span.End:], ")") {
				out[last].End = m.Span.End + 1
				k++ // the closing bracket
				continue
			}
			// A name may begin or end within a word that a hyphen joins.
			name := lexicon.Token{Start: u.Start, End: max(m.Span.End, units[k].End)}
			out = append(out, unit{Token: name, key: m.Key, word: lexicon.FoldText(text[name.Start:name.End]), theme: m.Layer == mention.ThemeLayer, told: m.Type == "Event" || m.Type == "Role"})
			continue
		}
		if u.Kind == lexicon.Word || u.Kind == lexicon.Number || u.Kind == lexicon.Possessive {
			out = append(out, u)
		}
	}
	return out
}

// align finds the steps through units from a0 to blockA and b0 to blockB.
func (d *wording) align(a0, blockA, b0, blockB int) {
	for a0 < blockA && b0 < blockB && d.equal(a0, b0) {
		d.steps = append(d.steps, step{a0, b0, equal})
		a0, b0 = a0+1, b0+1
	}
	tail := 0
	for a0 < blockA-tail && b0 < blockB-tail && d.equal(blockA-tail-1, blockB-tail-1) {
		tail++
	}
	d.middle(a0, blockA-tail, b0, blockB-tail)
	for ; tail > 0; tail-- {
		d.steps = append(d.steps, step{blockA - tail, blockB - tail, equal})
	}
}

// middle is align where neither the first nor the last units are equal. Of long stretches the words that each
// side has once are matched first, so that time and room stay in proportion to the text.
func (d *wording) middle(a0, blockA, b0, blockB int) {
	if (blockA-a0)*(blockB-b0) <= cells {
		d.best(a0, blockA, b0, blockB)
		return
	}
	once := func(units []unit, from, to int) map[string]int {
		at := map[string]int{}
		for i := from; i < to; i++ {
			if _, seen := at[units[i].word]; seen {
				at[units[i].word] = -1
				continue
			}
			at[units[i].word] = i
		}
		return at
	}
	inB := once(d.b, b0, blockB)
	var common []Pair
	for word, i := range once(d.a, a0, blockA) {
		if j, ok := inB[word]; ok && i >= 0 && j >= 0 {
			common = append(common, Pair{A: i, B: j})
		}
	}
	slices.SortFunc(common, func(x, y Pair) int { return cmp.Compare(x.A, y.A) })
	common = ascending(common)
	if len(common) == 0 {
		for i := a0; i < blockA; i++ {
			d.steps = append(d.steps, step{i, b0, onlyA})
		}
		for j := b0; j < blockB; j++ {
			d.steps = append(d.steps, step{blockA, j, onlyB})
		}
		return
	}
	for _, p := range append(common, Pair{A: blockA, B: blockB}) {
		d.align(a0, p.A, b0, p.B)
		if p.A < blockA {
			d.steps = append(d.steps, step{p.A, p.B, d.kind(p.A, p.B)})
		}
		a0, b0 = p.A+1, p.B+1
	}
}

// What it counts to match two units: words that are the same more than synonyms, both more than the words of
// grammar, and neighbours more than words apart.
const (
	scoreName    = 2.0
	scoreWord    = 1.0
	scoreStem    = 0.9
	scoreSynonym = 0.5
	scoreForm    = 0.2
	scoreNext    = 0.15
)

// score returns what it counts to match unit i of a with unit j of b, 0 when they cannot be.
func (d *wording) score(i, j int) float64 {
	x, y := &d.a[i], &d.b[j]
	switch {
	case x.key != "" || y.key != "":
		if x.key == y.key {
			return scoreName
		}
		return 0
	case x.stem == y.stem && d.words.content(x):
		if x.word == y.word {
			return scoreWord
		}
		return scoreStem
	case x.word == y.word:
		return scoreForm
	case d.words.content(x) && d.words.content(y) && d.words.synonyms(x, y):
		return scoreSynonym
	}
	return 0
}

// best takes the steps whose matches count most.
func (d *wording) best(a0, blockA, b0, blockB int) {
	n, m := blockA-a0, blockB-b0
	w := m + 1
	all, matched := make([]float64, (n+1)*w), make([]float64, (n+1)*w) // best sum; best that ends with a match
	for i := 1; i <= n; i++ {
		for j := 1; j <= m; j++ {
			k := i*w + j
			all[k] = max(all[k-w], all[k-1])
			if s := d.score(a0+i-1, b0+j-1); s > 0 {
				matched[k] = s + all[k-w-1]
				if before := matched[k-w-1]; before > 0 {
					matched[k] = max(matched[k], s+before+scoreNext)
				}
				all[k] = max(all[k], matched[k])
			}
		}
	}
	var back []step
	run := false // the step after this one wants a match here
	for i, j := n, m; i > 0 || j > 0; {
		k := i*w + j
		switch {
		case i > 0 && j > 0 && matched[k] > 0 && (run || matched[k] == all[k]):
			back = append(back, step{a0 + i - 1, b0 + j - 1, d.kind(a0+i-1, b0+j-1)})
			s, before := d.score(a0+i-1, b0+j-1), matched[k-w-1]
			run = before > 0 && s+before+scoreNext >= matched[k]
			i, j = i-1, j-1
		case j > 0 && (i == 0 || all[k-1] == all[k]):
			back = append(back, step{a0 + i, b0 + j - 1, onlyB})
			j--
		default:
			back = append(back, step{a0 + i - 1, b0 + j, onlyA})
			i--
		}
	}
	slices.Reverse(back)
	d.steps = append(d.steps, back...)
}

func (d *wording) kind(i, j int) stepKind {
	if d.equal(i, j) {
		return equal
	}
	return changed
}

// equal reports whether two units are one word, whatever its case.
func (d *wording) equal(i, j int) bool { return d.a[i].word == d.b[j].word && d.a[i].key == d.b[j].key }

// hunk is a range of steps.
type hunk struct{ from, to int }

// hunks groups the steps that are not equal. Two groups are one when no word of content stands between them,
// or when what one takes away the other adds a little further on. What one name is called is a group of its own.
func (d *wording) hunks() (out []hunk) {
	for i := 0; i < len(d.steps); {
		if d.steps[i].kind == equal {
			i++
			continue
		}
		h := hunk{i, i + 1}
		for d.renamed(h.from) && h.to < len(d.steps) && d.numbered(h, h.to) {
			h.to++
		}
		for !d.renamed(h.from) && h.to < len(d.steps) && d.steps[h.to].kind != equal && !d.renamed(h.to) && !d.paused(h.to) {
			h.to++
		}
		i = h.to
		if k := len(out) - 1; k >= 0 && d.near(out[k], h) {
			out[k].to = h.to
			continue
		}
		out = append(out, h)
	}
	return d.spaced(d.reunite(out))
}

// paused reports whether a comma or the like parts step k from the one before it in both texts.
func (d *wording) paused(k int) bool {
	const marks = ",;:"
	x, y := d.steps[k-1], d.steps[k]
	return x.kind == changed && strings.ContainsAny(d.textA[d.endA(x):d.startA(y)], marks) && strings.ContainsAny(d.textB[d.endB(x):d.startB(y)], marks)
}

// renamed reports whether step k is one name in two forms.
func (d *wording) renamed(k int) bool {
	s := d.steps[k]
	return s.kind == changed && d.a[s.a].key != "" && !d.a[s.a].theme
}

// numbered reports whether step k goes on with a list of numbered things whose forms differ, as resolutions do.
func (d *wording) numbered(h hunk, k int) bool {
	last := d.steps[k-1]
	if !d.renamed(k - 1) {
		last = d.steps[k-2]
	}
	digit := func(s step) bool { w := d.a[s.a].word; return w != "" && '0' <= w[0] && w[0] <= '9' }
	if !digit(last) {
		return false
	}
	if d.renamed(k) {
		return digit(d.steps[k])
	}
	return d.renamed(k-1) && d.steps[k].kind == equal && d.lex.Comparison.Connective[d.a[d.steps[k].a].word] && k+1 < len(d.steps) && d.renamed(k+1) && digit(d.steps[k+1])
}

// near reports whether only words of grammar stand between two hunks, in one part of the sentence.
func (d *wording) near(x, y hunk) bool {
	if d.renamed(x.to-1) || d.renamed(y.from) || y.from-x.to > 3 {
		return false
	}
	for _, s := range d.steps[x.to:y.from] {
		if d.words.content(&d.a[s.a]) {
			return false
		}
	}
	from, to := d.steps[x.to-1], d.steps[y.from]
	return !strings.ContainsAny(d.textA[d.endA(from):d.startA(to)], ",;:")
}

// endA and startA are where the unit of a step ends and begins in the first text.
func (d *wording) endA(s step) int {
	if s.kind == onlyB {
		return d.startA(s)
	}
	return d.a[s.a].End
}

func (d *wording) endB(s step) int {
	if s.kind == onlyA {
		return d.startB(s)
	}
	return d.b[s.b].End
}

func (d *wording) startB(s step) int {
	if s.b == len(d.b) {
		return len(d.textB)
	}
	return d.b[s.b].Start
}

func (d *wording) startA(s step) int {
	if s.a == len(d.a) {
		return len(d.textA)
	}
	return d.a[s.a].Start
}

// reach is how many steps apart the two places of a word may be that was put elsewhere.
const reach = 6

// reunite joins the hunks between the place that a word of content left and the one where it went.
func (d *wording) reunite(hunks []hunk) []hunk {
	for k := 0; k < len(hunks); k++ {
		for l := min(k+3, len(hunks)-1); l > k; l-- {
			if hunks[l].from-hunks[k].to <= reach && d.exchanged(hunks[k], hunks[l]) {
				hunks[k].to = hunks[l].to
				hunks = slices.Delete(hunks, k+1, l+1)
				break
			}
		}
	}
	return hunks
}

// exchanged reports whether a word of content that one version has in x the other has in y.
func (d *wording) exchanged(x, y hunk) bool {
	if x.to-x.from > passage || y.to-y.from > passage {
		return false
	}
	for _, s := range d.steps[x.from:x.to] {
		for _, t := range d.steps[y.from:y.to] {
			if s.kind == onlyA && t.kind == onlyB && d.words.content(&d.a[s.a]) && d.score(s.a, t.b) >= scoreStem ||
				s.kind == onlyB && t.kind == onlyA && d.words.content(&d.b[s.b]) && d.score(t.a, s.b) >= scoreStem {
				return true
			}
		}
	}
	return false
}
