package assertion

import "strings"

// maxGloss is the number of words of an object that a gloss keeps: enough to tell one undertaking from its
// neighbours in a table.
const maxGloss = 12

// gloss says an undertaking in few words: its verb in base form and its object up to the first aside,
// "implement the UN Global Counter-Terrorism Strategy". Without a verb it is the words of the text.
func (a *act) gloss() string {
	w := a.wording
	i, verb := a.start, ""
	switch {
	case a.form == clause || a.verb == nil:
	case a.form != noun:
		i, verb = a.afterAside(a.object), a.verb.Verb
	default:
		if k := a.afterAside(a.object); w.word(k) == "of" && !w.is("coordinator", k+1) {
			i, verb = k+1, a.verb.Verb
		}
	}
	if i < a.object {
		i = a.start
	}
	end := a.glossEnd(i)
	if i >= end && verb != "" {
		return verb
	} else if i >= end {
		i, end = a.start, a.end
	}
	if verb != "" && a.negated() {
		verb = "not " + verb
	}
	s := w.span(i, end)
	return strings.TrimSpace(verb + " " + w.text[s.Start:s.End])
}

// afterAside passes over words between commas: "implementation, in an integrated manner, of".
func (a *act) afterAside(i int) int {
	if a.wording.word(i) != "," {
		return i
	}
	for k := i + 1; k < a.end; k++ {
		if a.wording.word(k) == "," {
			return k + 1
		}
	}
	return i
}

// negated reports whether the act is one not to be done: "not imposing", "shall not supply".
func (a *act) negated() bool {
	for k := a.start; k < a.trigger; k++ {
		if w := a.wording.word(k); w == "not" || w == "never" {
			return true
		}
	}
	return false
}

// glossEnd returns where the object that begins at i ends for a gloss: at an aside, or before the
// preposition at which it would grow too long.
func (a *act) glossEnd(i int) int {
	w := a.wording
	end, preposition := i, 0
	for ; end < a.end && !a.aside(end); end++ {
		if w.is("preposition", end) && end > a.object+1 {
			preposition = end
		}
		if end-i >= maxGloss && preposition > i {
			end = preposition
			break
		}
	}
	for end > i+1 && (w.is("preposition", end-1) || w.is("coordinator", end-1) || w.is("article", end-1) || w.punctuation(end-1) ||
		strings.HasSuffix(w.word(end-1), "ed") && w.is("preposition", end)) {
		end--
	}
	return end
}

// aside reports whether token i begins what a gloss leaves out.
func (a *act) aside(i int) bool {
	w := a.wording
	switch w.word(i) {
	case ";", ":", "(":
		return true
	case ",":
		next := i + 1
		return w.is("preposition", next) || w.is("relative", next) || w.is("article", next) || w.is("coordinator", next) ||
			w.lex.Acts.Gerund(w.word(next)) != nil || w.punctuation(next) || i > 0 && w.inName(i-1) && !w.inName(i)
	case "including", "as":
		return true
	}
	n, _ := w.match("condition", i, len(w.low))
	return n > 0
}
