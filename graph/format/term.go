package format

import (
	"fmt"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// ParseTerm reads one term in the form of N-Quads, with nothing before or after it: <iri>, _:label,
// "literal", "literal"@tag or "literal"^^<datatype>. Positions in errors are those in s.
func ParseTerm(s string) (quad.Value, error) {
	p := parser{options: (*Options)(nil).orDefault()}
	p.reset([]byte(s), 1)
	if err := p.checkUTF8(); err != nil {
		return nil, err
	}
	form, err := p.object()
	if err == nil && p.pos < len(p.line) {
		err = p.expected(p.pos, "the end of the term")
	}
	if err != nil {
		return nil, err
	}
	return term(string(form)), nil
}

// parser reads the terms of one line as their canonical forms (graph.AppendTerm).
type parser struct {
	line    []byte
	pos     int // byte offset of what comes next
	number  int // of the line
	options Options
	own     []byte   // holds the forms that the line does not
	checked *checked // may be nil
}

func (p *parser) reset(line []byte, number int) {
	p.line, p.pos, p.number = line, 0, number
	if p.own = p.own[:0]; cap(p.own) > firstBuffer {
		p.own = nil // one huge literal should not be paid for until the end
	}
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

// all returns the offset of the first byte at or after at that is not of a class.
func (p *parser) all(class uint8, at int) int {
	line := p.line
	for at < len(line) && classes[line[at]]&class != 0 {
		at++
	}
	return at
}

// resource reads an IRI or a blank node; what names the position for the error.
func (p *parser) resource(what string) ([]byte, error) {
	switch p.peek() {
	case '<':
		return p.iri()
	case '_':
		return p.blank()
	}
	return nil, p.expected(p.pos, what)
}

func (p *parser) object() ([]byte, error) {
	if p.peek() == '"' {
		return p.literal()
	}
	return p.resource("an object: an IRI, a blank node or a literal")
}

// iri reads <...>.
func (p *parser) iri() ([]byte, error) {
	start := p.pos
	known, slot := p.checked.known(p.line[start:])
	if known > 0 {
		p.pos += known
		return p.line[start:p.pos], nil
	}
	at := p.all(iriByte, start+1)
	escaped := at < len(p.line) && p.line[at] == '\\'
	mark := len(p.own)
	if escaped {
		var err error
		if at, err = p.escapedIRI(at); err != nil {
			return nil, err
		}
	}
	if at == len(p.line) {
		return nil, p.fail(start, "IRI is not closed by \">\"")
	}
	if p.line[at] != '>' {
		return nil, p.fail(at, "%q is not allowed in an IRI", p.line[at])
	}
	p.pos = at + 1
	form := p.line[start:p.pos]
	if escaped {
		p.own = append(p.own, '>')
		form = p.own[mark:]
	}
	if !hasScheme(form) {
		return nil, p.fail(start+1, "IRI is not absolute")
	}
	if slot >= 0 && !escaped {
		p.checked.keep(slot, form)
	}
	return form, nil
}

// escapedIRI appends to own an IRI that begins at pos, whose first escape is at offset at, and returns the
// offset of what is no part of it.
func (p *parser) escapedIRI(at int) (int, error) {
	from := p.pos
	for at < len(p.line) && p.line[at] == '\\' {
		p.own = append(p.own, p.line[from:at]...)
		c, size, err := p.codePoint(at)
		if err != nil {
			return 0, err
		}
		if c < utf8.RuneSelf && classes[c]&iriByte == 0 {
			return 0, p.fail(at, "%q is not allowed in an IRI", c)
		}
		p.own = utf8.AppendRune(p.own, c)
		from = at + size
		at = p.all(iriByte, from)
	}
	p.own = append(p.own, p.line[from:at]...)
	return at, nil
}

// hasScheme reports whether the form of an IRI begins with a scheme (RFC 3987, 2.2).
func hasScheme(form []byte) bool {
	at := 1
	for classes[form[at]]&schemeByte != 0 { // ends at the > at the latest
		at++
	}
	return form[at] == ':' && classes[form[1]]&letterByte != 0
}

// blank reads _:label.
func (p *parser) blank() ([]byte, error) {
	if p.pos+1 == len(p.line) || p.line[p.pos+1] != ':' {
		return nil, p.expected(p.pos+1, `":" after "_"`)
	}
	n := label(p.line[p.pos+2:])
	if n == 0 {
		return nil, p.expected(p.pos+2, "a blank node label")
	}
	form := p.line[p.pos : p.pos+2+n]
	p.pos += len(form)
	return form, nil
}
