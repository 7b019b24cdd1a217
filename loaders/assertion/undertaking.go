package assertion

import (
	"fmt"
	"strings"

	"concord/loaders/document"
	"concord/loaders/source"
)

// Undertakings returns what the operative paragraphs commit somebody to, whatever the force, and what a
// covering letter requests, in the order of the text. Thanks are none.
func Undertakings(c *Context) []Undertaking {
	acts := c.acts()
	out := make([]Undertaking, len(acts))
	for i := range acts {
		a := &acts[i]
		out[i] = Undertaking{
			Key: a.key, Block: a.wording.block, Ordinal: a.ordinal, Force: a.force,
			Performative: a.lemma, Phrase: a.phrase,
			Trigger: a.triggerSpan(), Span: a.span(), Summary: a.gloss(),
		}
	}
	return out
}

// acts returns the acts of the document, with keys, read once.
func (c *Context) acts() []act {
	if c.read {
		return c.undertakings
	}
	c.read = true
	t := turn{c: c}
	for i := range c.Document.Blocks {
		b := &c.Document.Blocks[i]
		switch b.Class {
		case document.Operative, document.LetterText, document.Chapeau:
			c.undertakings = append(c.undertakings, t.block(i)...)
		default:
			t.open = nil
		}
	}
	return c.undertakings
}

// turn reads blocks one after the other and remembers what is left open for those that follow.
type turn struct {
	c *Context
	// open is what governs the items of a list: "Decides that all States shall:". Items are the blocks whose
	// id begins with parent and a hyphen; with parent "" all operative blocks that follow.
	open   *government
	parent string
}

// block returns the acts of a block with their keys.
func (t *turn) block(i int) []act {
	b := &t.c.Document.Blocks[i]
	r := &reader{c: t.c, w: t.c.wording(i)}
	if t.open != nil && t.item(b) {
		r.item(*t.open)
	} else {
		t.open = nil
		for _, s := range r.scopes(b) {
			r.scope(s)
		}
		t.leave(r, b)
	}
	if b.Class == document.Chapeau {
		return nil
	}
	return r.finish(numbered(b))
}

// numbered returns what stands for a block in the key of an undertaking: its id, and L with its number for a
// paragraph of a letter.
func numbered(b *document.Block) string {
	if b.Class == document.LetterText && b.Number > 0 {
		return fmt.Sprintf("L%d", b.Number)
	}
	return b.ID
}

// item reports whether b belongs to the open list.
func (t *turn) item(b *document.Block) bool {
	if t.parent == "" {
		return b.Class == document.Operative
	}
	return strings.HasPrefix(b.ID, t.parent+"-")
}

// leave notes what the block leaves open.
func (t *turn) leave(r *reader, b *document.Block) {
	end := len(r.w.tokens)
	colon := r.w.word(end-1) == ":" || r.w.word(end-1) == "—"
	if colon {
		end--
	}
	last := r.w.word(end - 1)
	switch {
	case r.pending != nil:
		t.open = r.pending
	case (last == "to" || last == "shall" || last == "will") && r.over != nil:
		g := *r.over
		if r.party(g.lead, end) {
			g.actors, g.addressed = r.parties(g.lead, end-1, g.lead), asks(g.force)
		}
		t.open = &g
	case colon && len(r.acts) > 0:
		g := r.acts[len(r.acts)-1].government
		t.open = &g
	case colon && r.over != nil && r.over.force != "":
		g := *r.over
		if asks(g.force) && r.party(g.lead, end) {
			g.actors, g.addressed = r.parties(g.lead, end, g.lead), true
		}
		t.open = &g
	}
	t.parent = b.ID
	if b.Class == document.Chapeau {
		t.parent = ""
	}
}

// item reads an item of a list under g: "To examine the reports", "Prohibit the supply", "the adoption of".
func (r *reader) item(g government) {
	b := &r.c.Document.Blocks[r.w.block]
	for _, s := range r.sentences(b) {
		i := r.w.adverbs(s.start, s.end)
		g.lead = s.start
		if r.speaks(s) {
			for _, sc := range r.scopesIn(b, s) {
				r.scope(sc)
			}
			continue
		}
		switch {
		case r.infinitive(i, s.end, g):
		case r.w.lex.Acts.Base(r.w.word(i)) != nil:
			r.verbPhrase(s.start, s.end, g)
		case r.w.word(i) == "that":
			r.that(i, s.end, g)
		case r.w.gerund(i) != nil:
			r.noun(i, s.end, g)
		case r.verbalHead(i, s.end):
			r.noun(i, s.end, g)
		}
	}
}

// verbalHead reports whether the noun phrase at i is headed by a verbal noun.
func (r *reader) verbalHead(i, end int) bool {
	head, ok := r.head(i, end)
	return ok && r.w.lex.Acts.Noun(r.w.word(head)) != nil
}

// finish numbers the acts of a block and sets what could not be known while reading.
func (r *reader) finish(block string) []act {
	for i := len(r.acts) - 1; i >= 0; i-- {
		a := &r.acts[i]
		a.ordinal = i + 1
		a.object = a.stop
		a.key = fmt.Sprintf("commit/%s/%s.%d", r.c.Name, block, i+1)
		if a.shares && i+1 < len(r.acts) {
			a.end = r.acts[i+1].end
			a.apart = r.acts[i+1].apart
			a.object = r.acts[i+1].object
		}
		for k := range a.apart {
			if a.apart[k].end < 0 {
				a.apart[k].end = a.end
			}
		}
	}
	return r.acts
}

// scope is a performative with the text it governs: tokens of one sentence.
type scope struct {
	tokenRange
	government
	known       bool // the lexicon knows what force it gives
	bare        bool // its verb takes another without "to": "will strengthen"
	enumeration bool // "This includes ...": it goes on with the sentence before
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
		g := government{lemma: p.Lemma, phrase: phrase(b, p), verb: p.Verb}
		end := s.end
		for _, q := range ps[k+1:] {
			if from := r.w.at(min(q.Verb.Start, phraseStart(q))); from > at && from < end && !r.reported(from) {
				end = from
			}
		}
		out = append(out, r.governed(g, r.w.at(p.Verb.End-1)+1, r.beforeConnective(end, s.end)))
	}
	if len(out) == 0 {
		return r.unmarked(s)
	}
	return out
}

// reported reports whether the verb at token i is somebody else's: "which, inter alia, declares".
func (r *reader) reported(i int) bool {
	for i--; i >= 0 && (r.w.word(i) == "," || r.w.is("adverb", i) || r.w.word(i) == "inter" || r.w.word(i) == "alia"); i-- {
	}
	switch r.w.word(i) {
	case "which", "who", "that":
		return true
	}
	return false
}

// speaks reports whether a sentence speaks in the first person.
func (r *reader) speaks(s tokenRange) bool {
	for i := s.start; i < s.end; i++ {
		if r.w.word(i) == "we" {
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
	if force == "decision" && !strings.HasSuffix(strings.ToLower(r.w.text[g.verb.Start:g.verb.End]), "s") {
		g.own, g.force = "commitment", "commitment" // "We decide" binds those who speak
	}
	s := scope{tokenRange: tokenRange{i, end}, government: g, known: known}
	switch r.w.word(i - 1) {
	case "would", "could", "will", "shall": // "I should be grateful if you would circulate"
		s.bare = true
	}
	return s
}

// beforeConnective leaves the words that tie two performatives together out of the first one's scope.
func (r *reader) beforeConnective(end, sentence int) int {
	if end == sentence {
		return end
	}
	for end > 0 && (r.w.is("coordinator", end-1) || r.w.word(end-1) == "," || r.w.word(end-1) == ";" || r.w.word(end-1) == "we") {
		end--
	}
	return end
}

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
	r.over = &g
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
