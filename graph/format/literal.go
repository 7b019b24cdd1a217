package format

import (
	"bytes"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// literal reads "..." with its language tag or datatype.
func (p *parser) literal() (quad.Value, error) {
	start := p.pos
	quote, escaped := p.closingQuote(start + 1)
	if quote < 0 {
		return nil, p.fail(start, "literal is not closed on its line")
	}
	p.pos = quote + 1
	end, err := p.literalEnd()
	if err != nil {
		return nil, err
	}
	raw := p.line[start:end]
	slot := p.cache.slot(raw)
	if slot != nil && slot.raw == string(raw) {
		p.pos = end
		return slot.term, nil
	}
	value, err := p.lexicalForm(start+1, quote, escaped)
	if err != nil {
		return nil, err
	}
	v, err := p.withSuffix(value, end)
	if err != nil {
		return nil, err
	}
	p.pos = end
	if slot != nil {
		*slot = cached{string(raw), v}
	}
	return v, nil
}

// closingQuote returns the offset of the quote that closes a literal whose content begins at from, -1 when
// there is none, and whether there are escapes before it. It is linear: a quote found is kept until an
// escape covers it.
func (p *parser) closingQuote(from int) (quote int, escaped bool) {
	for {
		n := bytes.IndexByte(p.line[from:], '"')
		if n < 0 {
			return -1, escaped
		}
		quote = from + n
		for {
			b := bytes.IndexByte(p.line[from:quote], '\\')
			if b < 0 {
				return quote, escaped
			}
			escaped = true
			from += b + 2
			if from > quote {
				break
			}
		}
	}
}

// literalEnd moves pos to the tag or datatype of the literal whose quotes end at pos, if it has one, and
// returns the offset behind that, which is found but not checked further. White space may stand between
// the two, and before the datatype's IRI: they are terminals of their own.
func (p *parser) literalEnd() (int, error) {
	quotes := p.pos
	switch p.skipSpace(); p.peek() {
	case '@':
		n := languageTag(p.line[p.pos+1:])
		if n == 0 {
			return 0, p.expected(p.pos+1, "a language tag")
		}
		return p.pos + 1 + n, nil
	case '^':
		return p.datatypeEnd()
	}
	p.pos = quotes
	return quotes, nil
}

func (p *parser) datatypeEnd() (int, error) {
	if p.pos++; p.peek() != '^' {
		return 0, p.expected(p.pos, `"^^"`)
	}
	p.pos++
	if p.skipSpace(); p.peek() != '<' {
		return 0, p.expected(p.pos, "the IRI of a datatype")
	}
	n := bytes.IndexByte(p.line[p.pos:], '>')
	if n < 0 {
		return 0, p.unclosedIRI(p.pos)
	}
	return p.pos + n + 1, nil
}

// withSuffix makes the term of a lexical form and the tag or datatype's IRI between pos and end.
func (p *parser) withSuffix(value quad.String, end int) (quad.Value, error) {
	if p.pos == end {
		return value, nil
	}
	if p.line[p.pos] == '@' {
		return quad.LangString{Value: value, Lang: string(p.line[p.pos+1 : end])}, nil
	}
	at := p.pos
	v, err := p.iri()
	if err != nil {
		return nil, err
	}
	switch datatype := v.(quad.IRI); datatype {
	case vocab.XSDString:
		return value, nil
	case vocab.LangString:
		return nil, p.fail(at, "a literal of datatype rdf:langString needs a language tag")
	default:
		return quad.TypedString{Value: value, Type: datatype}, nil
	}
}

// lexicalForm returns what a literal's bytes from start to end stand for.
func (p *parser) lexicalForm(start, end int, escaped bool) (quad.String, error) {
	s := p.line[start:end]
	if escaped {
		if err := p.unescape(start, end, true); err != nil {
			return "", err
		}
		s = p.scratch
	}
	if len(s) > p.options.MaxLiteral {
		err := p.fail(start-1, "literal is longer than %d bytes", p.options.MaxLiteral)
		err.(*SyntaxError).Err = ErrTooLong
		return "", err
	}
	v := quad.String(s)
	if cap(p.scratch) > firstBuffer {
		p.scratch = nil
	}
	return v, nil
}
