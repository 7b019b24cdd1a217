package assertion

import (
	"slices"
	"strings"

	"concord/loaders/document"
	"concord/loaders/source"
)

// scope is a performative with the text it governs: tokens of one sentence.
type scope struct {
	tokenRange
	government
	known       bool // the lexicon knows what force it gives
	bare        bool // its verb takes another without "to": "will strengthen"
	enumeration bool // "This includes ...": it goes on with the sentence before
	provision   int  // the modal of a sentence that is a provision itself: "The Commission shall"
}

// scopes returns the performatives of a block with what they govern, in the order of the text.
func (r *reader) scopes(b *document.Block) []scope {
	var out []scope
	for _, s := range r.sentences(b) {
		out = append(out, r.scopesIn(b, s)...)
	}
	return out
}

// scopesIn returns the performatives of a sentence with what they govern.
func (r *reader) scopesIn(b *document.Block, s tokenRange) []scope {
	ps := r.further(b.Performatives, s)
	var out []scope
	for k, p := range ps {
		at := r.w.at(p.Verb.Start)
		if at < s.start || at >= s.end || r.reported(at) {
			continue
		}
		if p.Lemma == "continue" {
			p = r.continued(p, s.end)
		}
		g := government{lemma: p.Lemma, phrase: phrase(b, p), verb: p.Verb}
		end := s.end
		for _, q := range ps[k+1:] {
			if from := r.w.at(min(q.Verb.Start, phraseStart(q))); from > at && from < end && !r.reported(from) {
				end = from
			}
		}
		g.actors = r.subjectBefore(at, s.start)
		out = append(out, r.governed(g, r.w.at(p.Verb.End-1)+1, r.beforeConnective(end, s.end)))
	}
	if len(out) == 0 {
		return r.unmarked(s)
	}
	return out
}

// continued returns the performative that "We continue to encourage" goes on with, or p.
func (r *reader) continued(p document.Performative, end int) document.Performative {
	to := r.w.at(p.Verb.End-1) + 1
	if r.w.word(to) != "to" {
		return p
	}
	for _, row := range r.w.lex.Performatives.Rows {
		if asks(row.Force) && slices.Contains(row.Finite, r.w.word(to+1)) && r.party(to+2, end) {
			p.Lemma, p.Verb.End = row.Lemma, r.w.tokens[to+1].End
			p.Phrase = p.Verb
			return p
		}
	}
	return p
}

// reported reports whether the verb at token i is somebody else's: "which, inter alia, declares".
func (r *reader) reported(i int) bool {
	for i--; i >= 0 && (r.w.word(i) == "," || r.w.is("adverb", i)); i-- {
	}
	return r.w.is("relative pronoun", i)
}

// speaks reports whether a sentence speaks in the first person.
func (r *reader) speaks(s tokenRange) bool {
	for i := s.start; i < s.end; i++ {
		if r.w.is("first person", i) {
			return true
		}
	}
	return false
}

func phrase(b *document.Block, p document.Performative) string {
	if p.Phrase.Len() > 0 {
		return b.View.Text[p.Phrase.Start:p.Phrase.End]
	}
	return b.View.Text[p.Verb.Start:p.Verb.End]
}

func phraseStart(p document.Performative) int {
	if p.Phrase.Len() > 0 {
		return p.Phrase.Start
	}
	return p.Verb.Start
}

// governed makes a scope of a performative and looks up its force.
func (r *reader) governed(g government, i, end int) scope {
	force, known := r.w.lex.Grammar.Force("stance verb", g.lemma)
	g.clauses = true
	for _, p := range r.w.lex.Performatives.Lemma(g.lemma) {
		force, known = p.Force, true
		_, opinion := r.w.lex.Grammar.Force("opinion", g.lemma)
		g.clauses = p.Force != "" || p.Family == "affirmation" || p.Family == "emphasis" || opinion
	}
	g.own, g.force = force, force
	if force != "commitment" && force != "willingness" {
		g.actors = nil
	}
	if force == "decision" && !strings.HasSuffix(strings.ToLower(r.w.text[g.verb.Start:g.verb.End]), "s") {
		g.own, g.force = "commitment", "commitment" // "We decide" binds those who speak
	}
	s := scope{tokenRange: tokenRange{i, end}, government: g, known: known}
	switch r.w.word(i - 1) {
	case "would", "could", "will", "shall", "must", "should": // "I should be grateful if you would circulate"
		s.bare = true
	}
	return s
}

// beforeConnective leaves the words that tie two performatives together out of the first one's scope.
func (r *reader) beforeConnective(end, sentence int) int {
	if end == sentence {
		return end
	}
	for end > 0 && (r.w.is("coordinator", end-1) || r.w.is("adverb", end-1) || r.w.word(end-1) == "," || r.w.word(end-1) == ";" || r.w.is("first person", end-1)) {
		end--
	}
	for n := min(maxAdverb, end-1); n > 1; n-- { // "and in this regard requests"
		if size, _ := r.w.match("adverb", end-n, end); size == n && (r.w.is("coordinator", end-n-1) || r.w.word(end-n-1) == ",") {
			return r.beforeConnective(end-n, sentence)
		}
	}
	return end
}

// maxAdverb is the number of words of the longest adverbs that tie performatives together: "in this regard".
const maxAdverb = 4

// maxSentence is the number of tokens of a sentence that are read. The longest paragraphs of resolutions have
// a few hundred words; the bound keeps the time of reading linear in the length of a text.
const maxSentence = 1500

// sentences returns the sentences of a block as tokens, without the signs at their ends.
func (r *reader) sentences(b *document.Block) []tokenRange {
	spans := b.Sentences
	if len(spans) == 0 {
		spans = []source.Span{{Start: 0, End: len(b.View.Text)}}
	}
	var out []tokenRange
	for _, s := range spans {
		i, j := r.w.at(s.Start), r.w.at(s.End-1)+1
		j = min(j, len(r.w.tokens), i+maxSentence)
		for j > i && (r.w.word(j-1) == "." || r.w.word(j-1) == ";" || r.w.word(j-1) == "," || r.w.word(j-1) == ":") {
			j--
		}
		if (r.w.word(j-1) == "and" || r.w.word(j-1) == "or") && j-2 > i && r.w.punctuation(j-2) { // "...; and"
			j -= 2
		}
		if i < j {
			out = append(out, tokenRange{i, j})
		}
	}
	return out
}

// scope reads one performative and what it governs.
func (r *reader) scope(s scope) {
	if s.enumeration {
		r.enumeration(s)
		return
	}
	if !s.known {
		return
	}
	g := s.government
	g.lead = s.start
	if n := len(r.acts); n > 0 {
		g.antecedents = r.acts[n-1].actors
	}
	r.over = &g
	if s.provision > 0 {
		g.frame = thatFrame
		r.modal(s.start, s.provision, s.end, g)
		return
	}
	if s.bare {
		r.verbPhrase(s.start, s.end, g)
		return
	}
	r.complement(s.start, s.end, g)
}

// enumeration reads "This includes empowering women as well as combating discrimination" as parts of the
// undertaking before.
func (r *reader) enumeration(s scope) {
	if len(r.acts) == 0 {
		return
	}
	parent := len(r.acts) - 1
	for r.acts[parent].parent >= 0 {
		parent = r.acts[parent].parent
	}
	g := r.acts[parent].government
	before := len(r.acts)
	if !r.noun(s.start, s.end, g) {
		return
	}
	for i := before; i < len(r.acts); i++ {
		r.acts[i].parent, r.acts[i].link = parent, r.acts[i].start
	}
	r.acts[before].link = r.sentenceStart(s.start)
}

func (r *reader) sentenceStart(i int) int {
	for i > 0 && r.w.word(i-1) != "." && r.w.word(i-1) != ";" {
		i--
	}
	return i
}
