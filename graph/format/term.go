package format

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph/canon"
)

// ParseTerm reads one term in the form of N-Quads, with nothing before or after it: <iri>, _:label,
// "literal", "literal"@tag or "literal"^^<datatype>. Positions in errors are those in s.
func ParseTerm(s string) (quad.Value, error) {
	p := parser{line: []byte(s), number: 1, options: (*Options)(nil).orDefault()}
	if err := p.checkUTF8(); err != nil {
		return nil, err
	}
	v, err := p.object()
	if err == nil && p.pos < len(p.line) {
		err = p.expected(p.pos, "the end of the term")
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// parser reads the terms of one line.
type parser struct {
	line    []byte
	pos     int // byte offset of what comes next
	number  int // of the line
	options Options
	cache   *cache // may be nil
	scratch []byte // for unescaping
}

func (p *parser) fail(at int, format string, args ...any) error {
	return &SyntaxError{Name: p.options.Name, Line: p.number,
		Column: utf8.RuneCount(p.line[:at]) + 1, Message: fmt.Sprintf(format, args...)}
}

// expected is the error for anything else at offset at.
func (p *parser) expected(at int, what string) error {
	if at == len(p.line) {
		return p.fail(at, "expected %s, found the end of the line", what)
	}
	c, _ := utf8.DecodeRune(p.line[at:])
	return p.fail(at, "expected %s, found %q", what, c)
}

func (p *parser) checkUTF8() error {
	if utf8.Valid(p.line) {
		return nil
	}
	at := 0
	for {
		c, size := utf8.DecodeRune(p.line[at:])
		if c == utf8.RuneError && size == 1 {
			return p.fail(at, "byte %#02x is not UTF-8", p.line[at])
		}
		at += size
	}
}

// peek returns the next byte, 0 at the end of the line. No term or separator begins with 0.
func (p *parser) peek() byte {
	if p.pos < len(p.line) {
		return p.line[p.pos]
	}
	return 0
}

func (p *parser) skipSpace() {
	for p.pos < len(p.line) && (p.line[p.pos] == ' ' || p.line[p.pos] == '\t') {
		p.pos++
	}
}

// resource reads an IRI or a blank node; what names the position for the error.
func (p *parser) resource(what string) (quad.Value, error) {
	switch p.peek() {
	case '<':
		return p.iri()
	case '_':
		return p.blank()
	}
	return nil, p.expected(p.pos, what)
}

func (p *parser) object() (quad.Value, error) {
	if p.peek() == '"' {
		return p.literal()
	}
	return p.resource("an object: an IRI, a blank node or a literal")
}

// iri reads <...>.
func (p *parser) iri() (quad.Value, error) {
	start := p.pos
	n := bytes.IndexByte(p.line[start:], '>')
	if n < 0 {
		return nil, p.unclosedIRI(start)
	}
	raw := p.line[start : start+n+1]
	slot := p.cache.slot(raw)
	if slot != nil && slot.raw == string(raw) {
		p.pos += len(raw)
		return slot.term, nil
	}
	v, kept, err := p.newIRI(raw)
	if err != nil {
		return nil, err
	}
	p.pos += len(raw)
	if slot != nil {
		*slot = cached{kept, v}
	}
	return v, nil
}

// newIRI checks raw, which begins at pos with < and ends with >, and returns it as a string too.
func (p *parser) newIRI(raw []byte) (quad.Value, string, error) {
	kept := string(raw)
	iri := kept[1 : len(kept)-1]
	escaped := strings.IndexByte(iri, '\\') >= 0
	if escaped {
		if err := p.unescape(p.pos+1, p.pos+len(iri)+1, false); err != nil {
			return nil, "", err
		}
		iri = string(p.scratch)
	}
	if at, problem := canon.CheckIRI(iri); problem != "" {
		if escaped {
			at = 0 // where that came from is not known; the IRI is
		}
		return nil, "", p.fail(p.pos+1+at, "%s", problem)
	}
	return quad.IRI(iri), kept, nil
}

func (p *parser) unclosedIRI(start int) error {
	if n := bytes.IndexAny(p.line[start+1:], " \"<"); n >= 0 {
		return p.fail(start+1+n, "%q is not allowed in an IRI", p.line[start+1+n])
	}
	return p.fail(start, "IRI is not closed by \">\"")
}

// blank reads _:label.
func (p *parser) blank() (quad.Value, error) {
	if p.pos+1 == len(p.line) || p.line[p.pos+1] != ':' {
		return nil, p.expected(p.pos+1, `":" after "_"`)
	}
	n := label(p.line[p.pos+2:])
	if n == 0 {
		return nil, p.expected(p.pos+2, "a blank node label")
	}
	raw := p.line[p.pos : p.pos+2+n]
	p.pos += len(raw)
	slot := p.cache.slot(raw)
	if slot != nil && slot.raw == string(raw) {
		return slot.term, nil
	}
	kept := string(raw)
	v := quad.BNode(kept[2:])
	if slot != nil {
		*slot = cached{kept, v}
	}
	return v, nil
}
