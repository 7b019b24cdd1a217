package assertion

import (
	"slices"
	"strings"

	"concord/graph/evidence"
	"concord/graph/vocab"
	"concord/loaders/mention"
)

// conditions claims the safeguards under which undertakings stand: the norms and concepts of "while
// respecting", "in line with", "within the applicable".
func conditions(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		for _, r := range a.conditions {
			norms := outermost(a.mentionsIn(r, mention.EntityLayer))
			norms = slices.DeleteFunc(norms, func(m *mention.Mention) bool { return m.Type != "Norm" })
			for _, m := range append(norms, outermost(a.mentionsIn(a.safeguard(r), mention.ThemeLayer))...) {
				claim(Claim{Subject: a.key, Predicate: vocab.Condition, Object: m.Key, Basis: evidence.Explicit, Spans: []Span{a.upTo(r.start, m)}})
			}
		}
	}
}

// safeguard returns the phrase that a condition begins with, as far as its concepts are the condition: "with due
// respect for human rights and basic principles", not "in line with the Strategy, to protect children".
func (a *act) safeguard(r tokenRange) tokenRange {
	w := a.wording
	for k := r.start; k < r.end; k++ {
		if w.inName(k) {
			continue
		}
		n, _ := w.match("relative", k, r.end)
		if w.word(k) == "," || w.word(k) == ";" || w.word(k) == "as" || n > 0 || k-r.start > longestPhrase || w.infinitive(k, r.end, false) >= 0 ||
			w.is("coordinator", k) && w.base(k+1, false) != nil {
			return tokenRange{r.start, k}
		}
	}
	return r
}

// levels claims at which levels an undertaking is to be carried out: "at the national and regional levels",
// "regional plans of action".
func levels(c *Context, claim func(Claim)) {
	acts := c.acts()
	for i := range acts {
		a := &acts[i]
		for _, r := range a.ranges() {
			for k := r.start; k < r.end; k++ {
				for level, s := range a.levelsAt(k, r.end) {
					claim(Claim{Subject: a.key, Predicate: vocab.AtLevel, Object: level, Basis: evidence.Explicit, Spans: []Span{s}})
				}
			}
		}
	}
}

// level returns the key of the level that the adjective at token i names, or "".
func (w *wording) level(i int) string {
	for _, l := range w.lex.Levels() {
		if slices.Contains(l.Words, w.word(i)) {
			w.lex.Fired(l.Row)
			return l.Key
		}
	}
	return ""
}

// levelsAt yields the keys of the levels named from token k on, with the words that name them.
func (a *act) levelsAt(k, end int) func(func(string, Span) bool) {
	return func(yield func(string, Span) bool) {
		w := a.wording
		if w.inName(k) {
			return
		}
		if w.word(k) == "at" {
			for j := k + 1; j < end && !w.inName(j) && (w.level(j) != "" || w.is("article", j) || w.is("coordinator", j) || w.word(j) == "," || w.word(j) == "all" || strings.HasPrefix(w.word(j), "level")); j++ {
				if !strings.HasPrefix(w.word(j), "level") {
					continue
				}
				for n := k + 1; n < j; n++ {
					if key := w.level(n); key != "" && !yield(key, a.at(k, j+1)) {
						return
					}
				}
				return
			}
			return
		}
		if w.level(k) == "" || k > 0 && w.word(k-1) == "at" {
			return
		}
		for j := min(k+2, end-1); j > k; j-- {
			if w.is("planned", j) && !w.inName(j) {
				yield(w.level(k), a.at(k, j+1))
				return
			}
		}
	}
}
