package assertion

// parts reads what makes the following a part of the open act, at token i: "including by forging",
// "through efforts by", "in the form of". The act before ends before token from. It returns where to go on.
func (s *scanner) parts(from, i int) int {
	if s.condition >= 0 || s.w.inName(i) {
		return 0
	}
	if n, _ := s.w.match("form", i, s.end); n > 0 {
		return s.inForm(from, i+n, i)
	}
	n, _ := s.w.match("part", i, s.end)
	if n == 0 {
		return 0
	}
	j := s.w.adverbs(i+n, s.end)
	verb := s.w.gerund(j)
	if w := s.w.word(i + n - 1); w == "by" || w == "through" {
		verb = s.w.governing(j)
	}
	if verb == nil && s.w.gerundLike(j) || verb != nil && !s.w.inName(j) && !(s.w.is("addressee-adjective", j) && s.w.is("addressee", j+1)) {
		s.beginPart(from, act1(s.acts[s.open].government, gerund, verb, j, j), i, j+1)
		return s.resume
	}
	if w := s.w.word(i + n - 1); w == "through" {
		if k := s.ownEfforts(j); k > 0 {
			s.beginPart(from, act1(s.acts[s.open].government, noun, nil, j, k), i, k+1)
			s.acts[s.open].actors = s.parties(k+2, s.end, k)
			return s.resume
		}
	}
	return 0
}

// ownEfforts returns the noun of "efforts by X", an act with an agent of its own, at i, or 0.
func (s *scanner) ownEfforts(i int) int {
	for k := i; k < i+4 && k < s.end; k++ {
		if s.w.is("effort", k) && s.w.word(k+1) == "by" && s.party(k+2, s.end) {
			return k
		}
	}
	return 0
}

// inForm reads the first part of "preventive measures in the form of education, the creation of".
func (s *scanner) inForm(from, j, link int) int {
	open := s.acts[s.open]
	start := open.stop
	for s.w.is("article", start) {
		start++
	}
	for s.w.is("article", j) {
		j++
	}
	head, ok := s.head(j, s.signFrom(j))
	if !ok || start >= from {
		return 0
	}
	a := act1(open.government, noun, nil, start, start)
	a.stop = head + 1
	a.apart = []tokenRange{{j, -1}}
	s.beginPart(from, a, link, head+1)
	return s.resume
}

// signFrom returns the first sign from token i on.
func (s *scanner) signFrom(i int) int {
	for i < s.end && !s.w.punctuation(i) {
		i++
	}
	return i
}

func (s *scanner) beginPart(from int, a act, link, after int) {
	parent := s.open
	for s.acts[parent].parent >= 0 {
		a.actors = s.acts[parent].actors
		parent = s.acts[parent].parent
	}
	a.parent, a.link = parent, link
	s.part = parent
	s.begin(from, a, after)
	s.list++
	s.acts[s.open].list = s.list
}
