package canon

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"concord/graph"
	"concord/graph/vocab"
)

// part is the forms of some terms of a batch.
type part struct {
	number uint32
	forms  []byte
	ids    []graph.ID
	ends   []int
	err    error
}

// errTooMany is the error of a part with more bytes than it may have.
var errTooMany = errors.New("too many bytes of terms")

const askAtOnce = 256 // terms: before the next ones the bytes are counted

// asked is an id whose form is wanted, and its place in the batch's spans.
type asked struct {
	id    graph.ID
	place uint32
}

// resolve appends the forms of the terms that are asked for, which are sorted, and sets their spans.
func (p *part) resolve(ctx context.Context, forms graph.Canonical, spans []span, all []asked, most int) error {
	for from := 0; from < len(all); {
		if len(p.forms) > most {
			return errTooMany
		}
		to := min(from+askAtOnce, len(all))
		if err := p.append(ctx, forms, spans, all[from:to]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// append appends the forms of some terms, each once, and sets their spans.
func (p *part) append(ctx context.Context, forms graph.Canonical, spans []span, some []asked) (err error) {
	p.ids = p.ids[:0]
	for i, a := range some {
		if i == 0 || a.id != some[i-1].id {
			p.ids = append(p.ids, a.id)
		}
	}
	start, at := len(p.forms), -1
	if p.forms, p.ends, err = forms.AppendForms(ctx, p.ids, p.forms, p.ends[:0]); err != nil {
		return err
	}
	for i, a := range some {
		if i == 0 || a.id != some[i-1].id {
			if at++; at > 0 {
				start = p.ends[at-1]
			}
			if err := checkForm(p.forms[start:p.ends[at]]); err != nil {
				return err
			}
		}
		spans[a.place] = span{start, uint32(p.ends[at] - start), p.number}
	}
	return nil
}

// sortAsked sorts a by id and returns it and its spare memory, which may have changed places: by digits, the last
// first, which costs a fifth of comparing.
func sortAsked(a, spare []asked) (sorted, rest []asked) {
	const bits = 11
	if cap(spare) < len(a) {
		spare = make([]asked, cap(a))
	}
	spare = spare[:len(a)]
	for shift := 0; shift < 64; shift += bits {
		var ends [1 << bits]int
		for _, x := range a {
			ends[uint64(x.id)>>shift&(1<<bits-1)]++
		}
		if len(a) == 0 || ends[uint64(a[0].id)>>shift&(1<<bits-1)] == len(a) {
			continue // all have this digit
		}
		sum := 0
		for d, n := range ends {
			ends[d] = sum
			sum += n
		}
		for _, x := range a {
			d := uint64(x.id) >> shift & (1<<bits - 1)
			spare[ends[d]] = x
			ends[d]++
		}
		a, spare = spare, a
	}
	return a, spare
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
