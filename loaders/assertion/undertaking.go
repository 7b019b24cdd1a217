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
		if p := c.Lexicon.Performatives.Lemma(a.lemma); len(p) > 0 {
			out[i].Family, out[i].Strength = p[0].Family, p[0].Strength
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
		if b.Quoted || b.Class == document.Boilerplate {
			continue // another text's; a page break or a footnote ends no list
		}
		switch b.Role {
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
		t.leave(r, i)
	}
	if b.Role == document.Chapeau {
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
		return b.Role == document.Operative
	}
	return strings.HasPrefix(b.ID, t.parent+"-")
}

// itemFollows reports whether a sub-paragraph of block i comes next.
func (t *turn) itemFollows(i int) bool {
	parent := t.c.Document.Blocks[i].ID + "-"
	for _, b := range t.c.Document.Blocks[i+1:] {
		if b.Class != document.Boilerplate {
			return strings.HasPrefix(b.ID, parent)
		}
	}
	return false
}

// leave notes what the block leaves open.
func (t *turn) leave(r *reader, i int) {
	b := &t.c.Document.Blocks[i]
	end := len(r.w.tokens)
	if r.w.word(end-2) == ":" && strings.Trim(r.w.word(end-1), "0123456789") == "" { // a call of a footnote
		end--
	}
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
		if asks(g.force) || last != "to" { // "Requests the Director-General to", "Decides that States shall"
			g.frame = addresseesFrame
		}
		if r.party(g.lead, end) {
			g.actors, g.addressed = r.parties(g.lead, end-1, g.lead), asks(g.force)
		}
		t.open = &g
	case len(r.acts) > 0 && (colon || asks(r.acts[0].force) && t.itemFollows(i)): // a list may follow a semicolon
		g := r.acts[len(r.acts)-1].government
		g.frame = addresseesFrame // "Decides to establish a Committee with the following tasks:"
		t.open = &g
	case colon && r.over != nil && r.over.force != "":
		g := *r.over
		if asks(g.force) || r.w.word(g.lead) == "that" { // "Demands that Iraq:"
			g.frame = addresseesFrame
			if r.party(g.lead, end) {
				g.actors, g.addressed = r.parties(g.lead, end, g.lead), asks(g.force)
			}
		}
		t.open = &g
	}
	if t.open != nil {
		t.open.verb = source.Span{} // it stands in no item
	}
	t.parent = b.ID
	if b.Role == document.Chapeau {
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
		case r.ownAddressees(s.start, s.end, g): // "calls on: (a) The Government to"
		case r.w.gerund(i) != nil:
			r.noun(i, s.end, g)
		case r.verbalHead(i, s.end):
			r.noun(i, s.end, g)
		}
	}
}

// ownAddressees reads an item that says itself who is asked: "The Government to lead". Those of the list do not count.
func (r *reader) ownAddressees(i, end int, g government) bool {
	if r.w.gerund(i) != nil || !r.party(i, end) {
		return false
	}
	g.own, g.actors, g.addressed = g.force, nil, false
	return r.addressees(i, end, g)
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
