package format

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
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
	if err := p.checkIRIAt(start+1, raw[1:n]); err != nil {
		return nil, err
	}
	p.pos += len(raw)
	kept := string(raw)
	var v quad.Value
	if bytes.IndexByte(raw, '\\') < 0 {
		v = quad.IRI(kept[1:n])
	} else {
		v = quad.IRI(p.scratch)
	}
	if slot != nil {
		*slot = cached{kept, v}
	}
	return v, nil
}

// checkIRIAt checks what stands between < and >, at offset at. Escapes are left decoded in scratch.
func (p *parser) checkIRIAt(at int, s []byte) error {
	n := bytes.IndexByte(s, '\\')
	if n < 0 {
		if off, message := checkIRI(s); message != "" {
			return p.fail(at+off, "%s", message)
		}
		return nil
	}
	p.scratch = p.scratch[:0]
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c == '\\' {
			var err error
			if c, size, err = p.codePoint(at + i); err != nil {
				return err
			}
			if c < utf8.RuneSelf && notInIRI[c] {
				return p.fail(at+i, "%q is not allowed in an IRI, escaped or not", c)
			}
			p.scratch = utf8.AppendRune(p.scratch, c)
		} else if p.scratch = append(p.scratch, s[i]); notInIRI[s[i]] {
			return p.fail(at+i, "%q is not allowed in an IRI", s[i])
		}
		i += size
	}
	if !hasScheme(p.scratch) {
		return p.fail(at, "IRI <%s> is not absolute", clip(p.scratch))
	}
	return nil
}

func (p *parser) unclosedIRI(start int) error {
	for i, c := range p.line[start+1:] {
		if notInIRI[c] && c != '\\' {
			return p.fail(start+1+i, "%q is not allowed in an IRI", c)
		}
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
