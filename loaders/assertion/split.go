package assertion

import (
	"strings"

	"concord/loaders/lexicon"
	"concord/loaders/mention"
)

// reader splits the text under one performative into the acts it names: at every coordinated verb or
// verbal noun that heads an undertaking, not at coordinated objects, areas or adjectives.
type reader struct {
	c    *Context
	w    *wording
	acts []act
	list int
	// pending is the government of a clause that goes on in the sub-paragraphs of the block.
	pending *government
	// over is the government of the last performative read.
	over *government
}

func (r *reader) add(a act) *act {
	a.wording = r.w
	a.list = r.list
	a.conditions = append(a.conditions, a.under...)
	r.acts = append(r.acts, a)
	return &r.acts[len(r.acts)-1]
}

// verbPhrase reads coordinated verbs with their objects from token i, where adverbs or the first verb stand.
func (r *reader) verbPhrase(i, end int, g government) {
	i = r.parenthetical(i, end)
	r.list++
	if v := r.verb(i, end, g); v > 0 {
		r.scan(v, end, infinitive)
	}
}

// verb adds the act whose verb stands at i, after adverbs, and returns the token after its head, or 0.
func (r *reader) verb(i, end int, g government) int {
	v := r.w.adverbs(i, end)
	if r.w.is("quantifier", v) { // "will each designate"
		v++
	}
	if r.w.lex.Acts.Base(r.w.word(v)) == nil && r.w.lex.Acts.Base(r.w.word(i)) != nil {
		v = i // "further the exchange"
	}
	if past := r.parenthetical(v, end); past > v { // "must promptly, by concrete actions, demonstrate"
		i, v = past, r.w.adverbs(past, end)
	}
	if v >= end || r.w.punctuation(v) {
		return 0
	}
	known := r.w.lex.Acts.Base(r.w.word(v))
	if r.w.word(v) == "be" && v+1 < end {
		stop := r.w.adverbs(v+1, end)
		if !r.w.is("determiner", stop) { // "be submitted", "be without prejudice", not "be the seat"
			stop++
		}
		r.add(act{government: g, parent: -1, form: infinitive, start: i, trigger: v, stop: min(stop, end)})
		return r.acts[len(r.acts)-1].stop
	}
	r.add(act{government: g, parent: -1, form: infinitive, verb: known, start: i, trigger: v, stop: v + 1})
	return r.throughLight(v, end)
}

// throughLight moves the trigger of the last act on from a verb that means little by itself: "take all
// necessary steps to deny", "continue to share". It returns the token after the trigger.
func (r *reader) throughLight(v, end int) int {
	a := &r.acts[len(r.acts)-1]
	if a.verb == nil {
		return v + 1
	}
	to := -1
	switch a.verb.Kind {
	case lexicon.Aspect:
		if k := r.w.adverbs(v+1, end); r.w.infinitive(k, end, true) >= 0 {
			to = k
		}
	case lexicon.Light:
		for k := v + 1; k < end && k < v+12 && !r.w.punctuation(k) && !r.w.is("preposition", v+1); k++ {
			if !r.w.is("means", k) {
				continue
			}
			if r.w.is("quality", k+1) { // "measures necessary to"
				k++
			}
			if r.w.infinitive(r.w.adverbs(k+1, end), end, true) >= 0 {
				to = r.w.adverbs(k+1, end)
				break
			}
		}
	}
	if to < 0 {
		return v + 1
	}
	v = r.w.infinitive(to, end, true)
	a.verb, a.trigger, a.stop = r.w.lex.Acts.Base(r.w.word(v)), v, v+1
	return v + 1
}

// noun reads coordinated verbal nouns or gerunds from token i.
func (r *reader) noun(i, end int, g government) bool {
	r.list++
	from := i
	i = r.w.adverbs(i, end)
	for r.w.is("article", i) || r.w.is("possessive", i) || r.w.is("coordinator", i) {
		i++
		from = i
	}
	if i >= end {
		return false
	}
	act := r.w.lex.Acts.Gerund(r.w.word(i))
	switch {
	case r.w.is("addressee-adjective", i) && r.w.is("addressee", i+1): // "developing countries"
	case act != nil && !(act.GerundIsNoun && r.w.word(i+1) != "of" && !r.w.object(i+1)), r.w.gerundLike(i):
		r.add(act1(g, gerund, act, from, i))
		r.scan(r.throughLight(i, end), end, gerund)
		return true
	}
	head, ok := r.head(i, end)
	if !ok {
		return false
	}
	if first := r.coordinated(i, head); first >= 0 { // "adoption and implementation of"
		a := r.add(act1(g, noun, r.w.lex.Acts.Noun(r.w.word(first)), i, first))
		a.shares, a.end = true, first+1
		i = first + 2
		for r.w.is("article", i) || r.w.is("coordinator", i) {
			i++
		}
	}
	r.add(act1(g, noun, r.w.lex.Acts.Noun(r.w.word(head)), i, head))
	r.scan(head+1, end, noun)
	return true
}

func act1(g government, f form, v *lexicon.Act, start, trigger int) act {
	return act{government: g, parent: -1, form: f, verb: v, start: start, trigger: trigger, stop: trigger + 1}
}

// head returns the head of the noun phrase at i: the word before the first preposition, relative, verb or
// sign.
func (r *reader) head(i, end int) (int, bool) {
	k := i
	for k < end {
		if k > i && (r.w.is("preposition", k) || r.w.is("relative", k) || r.w.is("copula", k) || r.w.is("modal", k)) {
			break
		}
		if r.w.parenthesis(k) > r.w.parenthesis(i) || r.w.word(k) == ")" {
			k++
			continue
		}
		if r.w.punctuation(k) && r.w.word(k) != "(" {
			if r.w.word(k) != "," || !r.listed(k+1, end) && !r.adjective(i, k) {
				break
			}
		}
		k++
	}
	if k == i || r.w.punctuation(k-1) || r.w.is("coordinator", k-1) {
		return 0, false
	}
	if strings.HasSuffix(r.w.word(k-1), "ed") && k-2 >= i { // "measures designed to"
		k--
	}
	return k - 1, true
}

// adjective reports whether the word before the comma at k is one adjective of a list: "full, timely and
// continued implementation".
func (r *reader) adjective(i, k int) bool {
	single := k-1 == i || r.w.word(k-2) == "," || r.w.is("coordinator", k-2)
	return single && r.w.lex.Acts.Noun(r.w.word(k-1)) == nil && r.w.lex.Acts.Base(r.w.word(k-1)) == nil && !r.w.is("effort", k-1) && !r.w.inName(k-1) ||
		single && r.w.is("determiner", k-1)
}

// listed reports whether a list of verbal nouns goes on at i: "development, adoption and use of".
func (r *reader) listed(i, end int) bool {
	for r.w.is("article", i) {
		i++
	}
	return i < end && r.w.lex.Acts.Noun(r.w.word(i)) != nil
}

// coordinated returns the first of two verbal nouns that are coordinated between i and head, or -1.
func (r *reader) coordinated(i, head int) int {
	if r.w.lex.Acts.Noun(r.w.word(head)) == nil && r.w.lex.Acts.Gerund(r.w.word(head)) == nil {
		return -1
	}
	for k := i; k < head; k++ {
		if r.w.lex.Acts.Noun(r.w.word(k)) != nil && (r.w.is("coordinator", k+1) || r.w.word(k+1) == ",") {
			return k
		}
	}
	return -1
}

// mentionAt returns the longest entity mention that begins at token i, or nil.
func (r *reader) mentionAt(i int) *mention.Mention { return r.w.mentionAt(i) }

func (w *wording) mentionAt(i int) *mention.Mention {
	if i < 0 || i >= len(w.begins) {
		return nil
	}
	return w.begins[i]
}
