package mention

import "concord/loaders/lexicon"

// treatySeries finds references to treaties by registration: "United Nations, Treaty Series, vol. 2445, No. 44004"
// and "Ibid., vol. 1456, No. 24631".
func (p *passage) treatySeries() {
	for i := range p.tokens {
		if !p.is(i, lexicon.Volume) {
			continue
		}
		first := p.seriesBefore(i)
		if first < 0 {
			continue
		}
		for j := i + 1; j < len(p.tokens) && j < i+12; j++ {
			if p.is(j, lexicon.NumberSign) && p.word(j+1) == "." && p.kind(j+2) == lexicon.Number {
				p.add(first, j+3, Name, "Document", "doc/unts-"+p.word(j+2))
				break
			}
		}
	}
}

// seriesBefore returns the token where the reference with its volume at token i begins, -1 for none.
func (p *passage) seriesBefore(i int) int {
	j := i - 1
	for j >= 0 && p.kind(j) == lexicon.Sign {
		j--
	}
	if p.is(j, lexicon.Ibid) {
		return j
	}
	for k := j; k >= 0 && k > j-5; k-- {
		if c := p.startingAt(k); c != nil && c.Key == "org/un" {
			return k
		}
	}
	return -1
}
