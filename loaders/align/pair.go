package align

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"concord/loaders/document"
	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// How like two blocks must be to stand in each other's place, as a share of their weight: little in the order
// of the text, where neighbours vouch for them, and much out of it or between blocks of different classes.
const (
	likeInOrder    = 0.2
	likeOutOfOrder = 0.7
	likeElsewhere  = 0.5 // of another class, and of blocks outside the declaration
	likeMutual     = 0.5 // of blocks out of order that are each other's like
	labelBonus     = 0.1 // for the number that both bear
)

// cells is how many comparisons of blocks with blocks a stretch without common ground may cost: above it only
// blocks near the same share of the stretch are compared.
const cells = 1 << 20

// pairs returns the blocks that stand in each other's place, without differences, by block of a.
func (c *comparison) pairs() []Pair {
	p := &pairer{comparison: c, a: c.profiles(c.a), b: c.profiles(c.b)}
	p.weigh()
	// Blocks that are equal, and alone in being so, are where they are whatever stands around them. A paragraph
	// that was put elsewhere is taken out before what is little alike is paired by its place.
	from := Pair{}
	for _, anchor := range append(p.settled(p.anchors()), Pair{A: len(p.a), B: len(p.b)}) {
		p.between(from, anchor)
		if anchor.A < len(p.a) {
			p.found = append(p.found, anchor)
		}
		from = Pair{A: anchor.A + 1, B: anchor.B + 1}
	}
	p.moved()
	p.parents()
	slices.SortFunc(p.found, func(x, y Pair) int { return cmp.Compare(x.A, y.A) })
	return p.found
}

// pairer pairs blocks.
type pairer struct {
	*comparison
	a, b   []profile
	weight map[feature]float64
	found  []Pair
}

// profile is what a block is recognized by.
type profile struct {
	*document.Block
	text     string    // folded words
	features []feature // sorted, as often as they occur
	total    float64   // weight of features
	paired   bool      // out of the order
}

// feature is a stem, or what a mention stands for.
type feature struct {
	stem int32
	key  string
}

func compareFeatures(x, y feature) int {
	return cmp.Or(cmp.Compare(x.stem, y.stem), cmp.Compare(x.key, y.key))
}

func (c *comparison) profiles(s *side) []profile {
	out := make([]profile, len(s.blocks))
	for i, b := range s.blocks {
		p := &out[i]
		p.Block = b.Block
		var words strings.Builder
		for _, u := range b.units {
			if u.Kind == lexicon.Sign {
				continue
			}
			words.WriteString(u.word)
			words.WriteByte(' ')
			p.features = append(p.features, feature{stem: u.stem})
		}
		p.text = words.String()
		for _, m := range s.mentions[i] {
			if m.Key != "" && m.Layer == mention.EntityLayer {
				p.features = append(p.features, feature{key: m.Key})
			}
		}
		slices.SortFunc(p.features, compareFeatures)
	}
	return out
}

// weigh gives each feature the weight of its rarity in the blocks of both versions.
func (p *pairer) weigh() {
	holders := map[feature]int{}
	for _, side := range [][]profile{p.a, p.b} {
		for _, b := range side {
			for i, f := range b.features {
				if i == 0 || f != b.features[i-1] {
					holders[f]++
				}
			}
		}
	}
	n := float64(len(p.a) + len(p.b))
	p.weight = make(map[feature]float64, len(holders))
	for f, k := range holders {
		p.weight[f] = math.Log(1 + n/float64(k))
	}
	for _, side := range [][]profile{p.a, p.b} {
		for i := range side {
			for _, f := range side[i].features {
				side[i].total += p.weight[f]
			}
		}
	}
}

// anchors returns the pairs of equal blocks that are alone in being equal, those that keep the order.
func (p *pairer) anchors() []Pair {
	type key struct {
		kind, text string
	}
	alone := func(side []profile) map[key]int {
		at := map[key]int{}
		for i, b := range side {
			k := key{b.Kind, b.text}
			if _, seen := at[k]; seen || b.text == "" {
				at[k] = -1
				continue
			}
			at[k] = i
		}
		return at
	}
	inB := alone(p.b)
	var equal []Pair
	for k, i := range alone(p.a) {
		if j, ok := inB[k]; ok && i >= 0 && j >= 0 {
			equal = append(equal, Pair{A: i, B: j})
		}
	}
	slices.SortFunc(equal, func(x, y Pair) int { return cmp.Compare(x.A, y.A) })
	return ascending(equal)
}

// ascending returns the longest part of pairs, which ascend in A, that ascends in B too.
func ascending(pairs []Pair) []Pair {
	ends := []int{} // ends[k] is the pair that ends the best chain of k+1
	before := make([]int, len(pairs))
	for i, p := range pairs {
		k, _ := slices.BinarySearchFunc(ends, p.B, func(e, b int) int { return cmp.Compare(pairs[e].B, b) })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		ends = append(ends[:k], append([]int{i}, ends[min(k+1, len(ends)):]...)...)
	}
	var out []Pair
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			out = append(out, pairs[i])
		}
	}
	slices.Reverse(out)
	return out
}

// between pairs the blocks from one pair up to another so that their likeness is greatest in sum and their
// order the same.
func (p *pairer) between(from, to Pair) {
	n, m := to.A-from.A, to.B-from.B
	if n <= 0 || m <= 0 {
		return
	}
	band := m
	if n*m > cells {
		band = max(cells/n, 1)
	}
	// best[i][j] is the sum over the first i and j blocks; of a row only the blocks within the band are kept.
	low := func(i int) int { return max(0, min(m, i*m/n)-band) }
	high := func(i int) int { return min(m, i*m/n+band) }
	best, like := make([][]float64, n+1), make([][]float64, n+1)
	at := func(i, j int) float64 {
		switch {
		case j < low(i):
			return math.Inf(-1)
		case j > high(i):
			return best[i][high(i)-low(i)]
		}
		return best[i][j-low(i)]
	}
	best[0] = make([]float64, high(0)-low(0)+1)
	for i := 1; i <= n; i++ {
		best[i], like[i] = make([]float64, high(i)-low(i)+1), make([]float64, high(i)-low(i)+1)
		for j := low(i); j <= high(i); j++ {
			b := at(i-1, j)
			if j > low(i) {
				b = max(b, at(i, j-1))
			}
			if j > 0 {
				l := p.like(&p.a[from.A+i-1], &p.b[from.B+j-1])
				like[i][j-low(i)] = l
				b = max(b, at(i-1, j-1)+l)
			}
			best[i][j-low(i)] = b
		}
	}
	for i, j := n, m; i > 0 && j > 0; {
		switch v := at(i, j); {
		case j > low(i) && v == at(i, j-1):
			j--
		case v == at(i-1, j):
			i--
		default:
			p.found = append(p.found, Pair{A: from.A + i - 1, B: from.B + j - 1})
			i, j = i-1, j-1
		}
	}
}

// settled pairs paragraphs of the body that are each other's like and stand in another order than most, and returns
// the anchors that hold.
func (p *pairer) settled(anchors []Pair) []Pair {
	if len(p.a)*len(p.b) > cells {
		return anchors
	}
	inB, inA := p.nearest(p.a, p.b), p.nearest(p.b, p.a)
	var outside, inside []Pair
	equal := map[int]bool{}
	for _, f := range anchors {
		if !body(p.a[f.A].Class) {
			outside = append(outside, f)
			continue
		}
		equal[f.A], inB[f.A], inA[f.B] = true, f.B, f.A
	}
	for i, j := range inB {
		if j >= 0 && inA[j] == i {
			inside = append(inside, Pair{A: i, B: j})
		}
	}
	kept := map[int]bool{}
	for _, f := range ascending(inside) {
		kept[f.A] = true
		if equal[f.A] {
			outside = append(outside, f)
		}
	}
	for _, f := range inside {
		if !kept[f.A] {
			p.found = append(p.found, Pair{A: f.A, B: f.B, Moved: true})
			p.a[f.A].paired, p.b[f.B].paired = true, true
		}
	}
	slices.SortFunc(outside, func(x, y Pair) int { return cmp.Compare(x.A, y.A) })
	return ascending(outside)
}

// nearest returns for each of some blocks of the body which of others of its class is most like it, -1 for none.
func (p *pairer) nearest(from, to []profile) []int {
	out := make([]int, len(from))
	for i := range from {
		best := likeMutual
		out[i] = -1
		for j := range to {
			if !body(from[i].Class) || from[i].Class != to[j].Class {
				continue
			}
			if l := p.shared(&from[i], &to[j]); l > best {
				best, out[i] = l, j
			}
		}
	}
	return out
}

// like returns how like two blocks are, from likeInOrder to a little over 1; 0 for blocks that are not.
func (p *pairer) like(a, b *profile) float64 {
	if a.paired || b.paired {
		return 0
	}
	if a.text == "" || b.text == "" {
		if a.Kind == b.Kind && a.text == b.text {
			return likeInOrder
		}
		return 0
	}
	shared := p.shared(a, b)
	bound := likeInOrder
	if a.Class != b.Class || a.Container != b.Container || !body(a.Class) {
		bound = likeElsewhere
	}
	if shared < bound && (bound > likeInOrder || !sameNumber(a, b) || shared < bound-labelBonus) {
		return 0
	}
	if sameNumber(a, b) {
		shared += labelBonus
	}
	return shared
}

func sameNumber(a, b *profile) bool { return a.Class == b.Class && a.ID == b.ID }

// body reports whether blocks of a class make up the declaration.
func body(c document.Class) bool {
	switch c {
	case document.FrontMatter, document.LetterText, document.Boilerplate:
		return false
	}
	return true
}

// shared returns the share of their weight that two blocks have in common.
func (p *pairer) shared(a, b *profile) float64 {
	total := a.total + b.total
	if total == 0 || min(a.total, b.total)*2 < likeInOrder/2*total {
		return 0
	}
	common := 0.0
	for i, j := 0, 0; i < len(a.features) && j < len(b.features); {
		switch c := compareFeatures(a.features[i], b.features[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			common += p.weight[a.features[i]]
			i, j = i+1, j+1
		}
	}
	return 2 * common / total
}

// parents pairs the heads of lists whose items are paired, however few words they share: "Urges Member States to:".
func (p *pairer) parents() {
	byID := func(side []profile) map[string]int {
		at := map[string]int{}
		for i := range side {
			at[side[i].ID] = i
		}
		return at
	}
	inA, inB := byID(p.a), byID(p.b)
	takenA, takenB := map[int]bool{}, map[int]bool{}
	for _, f := range p.found {
		takenA[f.A], takenB[f.B] = true, true
	}
	for _, f := range slices.Clone(p.found) {
		i, okA := inA[parent(p.a[f.A].ID)]
		j, okB := inB[parent(p.b[f.B].ID)]
		if okA && okB && !takenA[i] && !takenB[j] && p.a[i].Class == p.b[j].Class {
			p.found = append(p.found, Pair{A: i, B: j})
			takenA[i], takenB[j] = true, true
		}
	}
}

// parent returns the id of the block that a sub-paragraph belongs to, "" for none.
func parent(id string) string {
	i := strings.LastIndexByte(id, '-')
	if i < 0 {
		return ""
	}
	return id[:i]
}

// moved pairs what is left of two versions where it is like enough whatever its place.
func (p *pairer) moved() {
	inA, inB := map[int]bool{}, map[int]bool{}
	for _, f := range p.found {
		inA[f.A], inB[f.B] = true, true
	}
	restA, restB := rest(len(p.a), inA), rest(len(p.b), inB)
	if len(restA)*len(restB) > cells {
		return
	}
	type candidate struct {
		Pair
		like float64
	}
	var all []candidate
	for _, i := range restA {
		for _, j := range restB {
			a, b := &p.a[i], &p.b[j]
			if a.text == "" || a.Class != b.Class {
				continue
			}
			if l := p.shared(a, b); l >= likeOutOfOrder {
				all = append(all, candidate{Pair{A: i, B: j, Moved: body(a.Class)}, l})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int { return cmp.Compare(y.like, x.like) })
	for _, c := range all {
		if !inA[c.A] && !inB[c.B] {
			inA[c.A], inB[c.B] = true, true
			p.found = append(p.found, c.Pair)
		}
	}
}
