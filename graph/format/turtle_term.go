package format

import (
	"bytes"
	"fmt"
	"hash/maphash"

	"github.com/cayleygraph/quad"

	"concord/graph/canon"
	"concord/graph/vocab"
)

// terms is what a reader of Turtle knows about the terms of its file.
type terms struct {
	options  Options
	base     reference
	baseIRI  string            // "" for none
	prefixes map[string]string // without the colon
	declared []string          // their names, in the order in which they came
	labels   labels
	names    int // bytes that prefixes and changed labels take, about

	seed    maphash.Seed
	epoch   uint32 // counts the changes of prefixes and base
	slots   [cacheSlots]remembered
	scratch []byte
}

// remembered is a token that was read and the term it stood for then, as in cache.
type remembered struct {
	raw   string
	term  quad.Value
	epoch uint32
}

// slot returns where a term written as raw would be, nil when it is not to be remembered, and the term if it
// is there.
func (t *terms) slot(raw []byte) (*remembered, quad.Value) {
	if len(raw) > cacheLength {
		return nil, nil
	}
	s := &t.slots[maphash.Bytes(t.seed, raw)%cacheSlots]
	if s.epoch == t.epoch && s.raw == string(raw) {
		return s, s.term
	}
	return s, nil
}

// remember puts v into a slot, which may be nil.
func (t *terms) remember(s *remembered, raw string, v quad.Value) quad.Value {
	if s != nil {
		*s = remembered{raw, v, t.epoch}
	}
	return v
}

// resource reads the IRI in angle brackets or the blank node that begins with c.
func (r *TurtleReader) resource(c byte) (quad.Value, error) {
	if c == '<' {
		return r.iri()
	}
	return r.blank()
}

// objectTerm reads the term that begins with c, if it has no brackets.
func (r *TurtleReader) objectTerm(c byte) (quad.Value, error) {
	switch {
	case c == '<':
		return r.iri()
	case c == '"', c == '\'':
		return r.literal()
	case c == '_':
		return r.blank()
	case isDigit(c), c == '+', c == '-', c == '.':
		return r.number()
	}
	word, v, err := r.nameOrWord()
	if err != nil || word == nil {
		return v, err
	}
	if string(word) != "true" && string(word) != "false" {
		return nil, r.expected(r.pos, whatObject)
	}
	return r.typed(word, vocab.XSDBoolean)
}

const whatObject = "an object: an IRI, a blank node, a literal or a collection"

// iri reads <...>.
func (r *TurtleReader) iri() (quad.Value, error) {
	for {
		s := r.token()
		if n := bytes.IndexByte(s, '>'); n >= 0 {
			return r.iriOf(s[:n+1])
		}
		if n := notInIRI(s[1:]); n >= 0 {
			return nil, r.badIRI(r.pos + 1 + n)
		}
		if err := r.more(); err != nil {
			return nil, err
		}
	}
}

func (r *TurtleReader) iriOf(raw []byte) (quad.Value, error) {
	slot, v := r.slot(raw)
	if v != nil {
		r.pos += len(raw)
		return v, nil
	}
	kept, iri, err := r.reference(raw)
	if err != nil {
		return nil, err
	}
	r.pos += len(raw)
	return r.remember(slot, kept, quad.IRI(iri)), nil
}

// reference returns raw, which stands in angle brackets at pos, as a string, and the absolute IRI that it means.
func (r *TurtleReader) reference(raw []byte) (kept, iri string, err error) {
	text := raw[1 : len(raw)-1]
	if n := notInIRI(text); n >= 0 {
		return "", "", r.badIRI(r.pos + 1 + n)
	}
	if err := r.fits(len(raw)); err != nil {
		return "", "", err
	}
	kept = string(raw)
	iri = kept[1 : len(kept)-1]
	if bytes.IndexByte(text, '\\') >= 0 {
		if iri, err = r.unescapeIRI(text); err != nil {
			return "", "", err
		}
	}
	switch {
	case schemeLength(iri) > 0:
	case r.baseIRI != "":
		iri = r.base.resolve(iri)
	default:
		e := r.fail(r.pos+1, "IRI is not absolute, and no base IRI is known")
		e.Err = ErrRelative
		return "", "", e
	}
	return kept, iri, nil
}

func (r *TurtleReader) unescapeIRI(text []byte) (string, error) {
	decoded, at, problem := appendUnescaped(r.scratch[:0], text, false)
	if problem != "" {
		return "", r.fail(r.pos+1+at, "%s", problem)
	}
	r.scratch = decoded
	if n := notInIRI(decoded); n >= 0 || bytes.IndexByte(decoded, '\\') >= 0 {
		return "", r.fail(r.pos+1, "an escape stands for a character that is not allowed in an IRI")
	}
	return string(decoded), nil
}

func (r *TurtleReader) badIRI(at int) error {
	if r.over(at) {
		return r.fail(r.pos, "IRI is not closed by \">\"")
	}
	if at == r.pos+1 && r.buf[at] == '<' {
		return r.fail(r.pos, "triples in angle brackets are RDF 1.2, which is not read")
	}
	return r.fail(at, "%q is not allowed in an IRI", r.buf[at])
}

// notInIRI returns the first byte of s that no IRIREF has, -1 when there is none. Escapes are not looked into.
func notInIRI(s []byte) int {
	for i, c := range s {
		if classes[c]&iriByte == 0 && c != '\\' {
			return i
		}
	}
	return -1
}

// nameOrWord reads a prefixed name. A word without a colon is returned as it is, and not passed over.
func (r *TurtleReader) nameOrWord() (word []byte, v quad.Value, err error) {
	s := r.token()
	colon, end := nameEnd(s)
	for end < 0 {
		if err := r.more(); err != nil {
			return nil, nil, r.atEndOf("a name", err)
		}
		s = r.token()
		colon, end = nameEnd(s)
	}
	if colon < 0 {
		return s[:end], nil, nil
	}
	raw := s[:end]
	slot, v := r.slot(raw)
	if v == nil {
		iri, err := r.expand(raw, colon)
		if err != nil {
			return nil, nil, err
		}
		v = r.remember(slot, string(raw), iri)
	}
	r.pos += end
	if c := s[end]; c == '%' || c == '\\' {
		return nil, nil, r.expected(r.pos, "the name to go on: % and two hexadecimal digits, \\ and one of _~.-!$&'()*+,;=/?#@%")
	}
	return nil, v, nil
}

// atEndOf is the error of what the input breaks off in.
func (r *TurtleReader) atEndOf(what string, err error) error {
	if r.ended && r.atEnd(err) == nil {
		return r.fail(r.end, "the input ends in %s", what)
	}
	return err
}

// expand returns the IRI of the prefixed name raw with its colon at that offset.
func (r *TurtleReader) expand(raw []byte, colon int) (quad.IRI, error) {
	namespace, ok := r.prefixes[string(raw[:colon])]
	if !ok {
		return "", r.fail(r.pos, "prefix \"%.100s:\" is not declared", raw[:colon])
	}
	r.scratch = append(r.scratch[:0], namespace...)
	for local := raw[colon+1:]; ; {
		n := bytes.IndexByte(local, '\\')
		if n < 0 {
			r.scratch = append(r.scratch, local...)
			break
		}
		r.scratch = append(append(r.scratch, local[:n]...), local[n+1])
		local = local[n+2:]
	}
	return quad.IRI(r.scratch), nil
}

// number reads an integer, decimal or double without quotes. Its lexical form is what stands in the file.
func (r *TurtleReader) number() (quad.Value, error) {
	kind, end := numberEnd(r.token())
	for end < 0 {
		if err := r.more(); err != nil {
			return nil, err
		}
		kind, end = numberEnd(r.token())
	}
	if end == 0 {
		return nil, r.expected(r.pos, whatObject)
	}
	return r.typed(r.token()[:end], [...]quad.IRI{vocab.XSDInteger, vocab.XSDDecimal, vocab.XSDDouble}[kind])
}

// typed reads raw, a literal without quotes.
func (r *TurtleReader) typed(raw []byte, datatype quad.IRI) (quad.Value, error) {
	slot, v := r.slot(raw)
	if v == nil {
		if err := r.checkLiteral(len(raw)); err != nil {
			return nil, err
		}
		kept := string(raw)
		v = r.remember(slot, kept, quad.TypedString{Value: quad.String(kept), Type: datatype})
	}
	r.pos += len(raw)
	return v, nil
}

// setOptions takes the options that can be wrong.
func (r *TurtleReader) setOptions() error {
	if a := r.options.Anonymous; label([]byte(a)) != len(a) {
		return fmt.Errorf("%q does not begin blank node labels", a)
	}
	if r.options.Base == "" {
		return nil
	}
	if at, problem := canon.CheckIRI(r.options.Base); problem != "" {
		return fmt.Errorf("base IRI %.100q: character %d: %s", r.options.Base, at+1, problem)
	}
	r.base, r.baseIRI = splitReference(r.options.Base), r.options.Base
	return nil
}
