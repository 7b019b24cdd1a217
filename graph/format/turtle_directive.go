package format

import (
	"bytes"

	"github.com/cayleygraph/quad"
)

const (
	// maxNamespace is the longest IRI of a prefix or base, in bytes. Every short name stands for all of it, so
	// that without a limit a small file could ask for any amount of work.
	maxNamespace = 8 << 10
	// maxNames is how much memory prefixes, and blank node labels that had to change, may take together.
	maxNames = 64 << 20
	mapEntry = 96 // bytes an entry of a map takes beside its strings, about
)

const whatSubject = "a subject: an IRI, a blank node or a collection"

// directive reads @prefix or @base.
func (r *TurtleReader) directive() error {
	end := wordEnd(r.token()[1:])
	for end < 0 {
		if err := r.more(); err != nil {
			return err
		}
		end = wordEnd(r.token()[1:])
	}
	var err error
	switch string(r.token()[1 : 1+end]) {
	case "prefix":
		r.pos += 1 + end
		err = r.prefix()
	case "base":
		r.pos += 1 + end
		err = r.setBase()
	default:
		return r.expected(r.pos, whatSubject+`; or "@prefix" or "@base"`)
	}
	if err != nil {
		return err
	}
	c, err := r.peek()
	if err == nil && c != '.' {
		err = r.expected(r.pos, `"." to end the directive`)
	}
	r.pos++
	return err
}

// keyword reads what a word without a colon begins, where a statement may begin.
func (r *TurtleReader) keyword(word []byte) error {
	switch {
	case r.braced:
	case bytes.EqualFold(word, []byte("prefix")):
		r.pos += len(word)
		return r.prefix()
	case bytes.EqualFold(word, []byte("base")):
		r.pos += len(word)
		return r.setBase()
	case r.trig && bytes.EqualFold(word, []byte("graph")):
		r.pos += len(word)
		return r.namedGraph()
	}
	if len(word) > 0 {
		return r.fail(r.pos, "expected %s, found the word %.100q", whatSubject, word)
	}
	return r.expected(r.pos, whatSubject)
}

// prefix reads the name and IRI of a prefix.
func (r *TurtleReader) prefix() error {
	const what = `a prefix and ":"`
	if _, err := r.peek(); err != nil {
		return err
	}
	s := r.token()
	n := wordEnd(s)
	for n < 0 {
		if err := r.more(); err != nil {
			return err
		}
		s = r.token()
		n = wordEnd(s)
	}
	if s[n] != ':' || n > 0 && s[n-1] == '.' {
		return r.expected(r.pos+n, what)
	}
	name := string(s[:n])
	r.pos += n + 1
	iri, err := r.namespace()
	if err != nil {
		return err
	}
	old, known := r.prefixes[name]
	switch {
	case known && old == iri:
		return nil
	case r.prefixes == nil:
		r.prefixes = map[string]string{}
	}
	r.prefixes[name] = iri
	r.epoch++
	if known {
		return r.keep(len(iri) - len(old))
	}
	r.declared = append(r.declared, name)
	return r.keep(len(name) + len(iri) + mapEntry)
}

func (r *TurtleReader) setBase() error {
	iri, err := r.namespace()
	if err != nil {
		return err
	}
	r.base, r.baseIRI = splitReference(iri), iri
	r.epoch++
	return nil
}

// namespace reads the IRI of a directive.
func (r *TurtleReader) namespace() (string, error) {
	c, err := r.peek()
	if err != nil {
		return "", err
	}
	if c != '<' {
		return "", r.expected(r.pos, "an IRI in angle brackets")
	}
	start := r.gone + r.pos
	v, err := r.iri()
	if err != nil {
		return "", err
	}
	iri := string(v.(quad.IRI))
	if len(iri) > maxNamespace {
		e := r.fail(start-r.gone, "IRI of a prefix or base is longer than %d bytes", maxNamespace)
		e.Err = ErrTooLong
		return "", e
	}
	return iri, nil
}

// keep counts n bytes of names that are kept to the end.
func (r *TurtleReader) keep(n int) error {
	if r.names += n; r.names <= maxNames {
		return nil
	}
	e := r.fail(r.pos, "prefixes and blank node labels to remember take more than %d bytes", maxNames)
	e.Err = ErrTooLong
	return e
}
