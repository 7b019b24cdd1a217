package canon

import (
	"bytes"
	"context"
	"fmt"

	"concord/graph"
	"concord/graph/vocab"
)

// batch is quads with the forms of their terms.
type batch struct {
	rows  []row // places of terms in ends
	forms []byte
	ends  []int // where each form ends in forms; it begins where the one before ends
	err   error
}

func (b *batch) form(place uint32) []byte {
	start := 0
	if place > 0 {
		start = b.ends[place-1]
	}
	return b.forms[start:b.ends[place]]
}

// reader cuts quads into batches.
type reader struct {
	*stream
	in      quads
	at      graph.Quad // the next quad
	more    bool       // there is one
	carried []graph.Quad
	quads   []graph.Quad
	ids     []graph.ID
	slots   [1 << slotBits]slot
	filled  uint32 // the number of the batch
}

// slot remembers where an id is in the batch's ids. Another id with its hash replaces it, and may have the term
// resolved twice.
type slot struct {
	id    graph.ID
	batch uint32
	place uint32
}

const slotBits = 12

// next moves to the next quad of another line.
func (r *reader) next() bool {
	before := r.at
	for r.in.Next() {
		r.at = r.in.Quad()
		if !r.named {
			if r.at.G = graph.DefaultGraph; r.at == before {
				continue
			}
		}
		return true
	}
	return false
}

// fill reads the next batch. Literals at its end are carried over when more of the same subject and predicate may
// follow, for they must be sorted together.
func (r *reader) fill(ctx context.Context, b *batch) error {
	r.quads = append(r.quads[:0], r.carried...)
	most := max(r.size, 2*len(r.carried))
	for r.more && len(r.quads) < most {
		r.quads = append(r.quads, r.at)
		r.more = r.next()
	}
	if err := r.resolve(ctx, b); err != nil {
		return err
	}
	r.carried = r.carried[:0]
	if last := len(r.quads) - 1; r.more && sameGroup(r.at, r.quads[last]) && isLiteral(b.form(b.rows[last][2])) {
		from := last
		for from > 0 && sameGroup(r.quads[from-1], r.quads[last]) {
			from--
		}
		r.carried = append(r.carried, r.quads[from:]...)
		b.rows = b.rows[:from]
	}
	return nil
}

func sameGroup(a, b graph.Quad) bool { return a.S == b.S && a.P == b.P }

func isLiteral(form []byte) bool { return len(form) > 0 && form[0] == '"' }

// resolve sets the rows of b to the quads, and its forms to those of their terms.
func (r *reader) resolve(ctx context.Context, b *batch) error {
	r.filled++
	r.ids = r.ids[:0]
	b.rows = b.rows[:0]
	var last graph.Quad
	var places row
	for i, q := range r.quads {
		if i == 0 || q.S != last.S {
			places[0] = r.place(q.S)
		}
		if i == 0 || q.P != last.P {
			places[1] = r.place(q.P)
		}
		if i == 0 || q.O != last.O {
			places[2] = r.place(q.O)
		}
		if i == 0 || q.G != last.G {
			places[3] = r.place(q.G)
		}
		b.rows = append(b.rows, places)
		last = q
	}
	var err error
	b.forms, b.ends, err = r.forms.AppendForms(ctx, r.ids, b.forms[:0], b.ends[:0])
	if err != nil {
		return err
	}
	start := 0
	for _, end := range b.ends {
		if err := checkForm(b.forms[start:end]); err != nil {
			return err
		}
		start = end
	}
	return nil
}

func (r *reader) place(id graph.ID) uint32 {
	const golden = 0x9E3779B97F4A7C15 // spreads ids that are evenly spaced
	s := &r.slots[uint64(id)*golden>>(64-slotBits)]
	if s.id != id || s.batch != r.filled {
		*s = slot{id, r.filled, uint32(len(r.ids))}
		r.ids = append(r.ids, id)
	}
	return s.place
}

// checkForm is an error that Is graph.ErrInvalid for the form of a term that graph.Normal lets through and that no strict
// reader would read back: AppendTerm refuses the same.
func checkForm(form []byte) error {
	iri := form
	if isLiteral(form) {
		if iri = form[bytes.LastIndexByte(form, '"')+1:]; len(iri) == 0 || iri[0] != '^' {
			return nil
		}
		iri = iri[len("^^"):]
		if string(iri[1:len(iri)-1]) == string(vocab.LangString) {
			return fmt.Errorf("rdf:langString without a language tag: %w", graph.ErrInvalid)
		}
	}
	if len(iri) == 0 || iri[0] != '<' {
		return nil
	}
	if bytes.IndexByte(iri, '\\') >= 0 || !hasScheme(iri[1:]) {
		return fmt.Errorf("IRI %.100q: relative, or with characters that are not allowed in one: %w", iri[1:len(iri)-1], graph.ErrInvalid)
	}
	return nil
}
