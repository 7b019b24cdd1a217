package format

import (
	"unicode/utf8"

	"concord/graph/vocab"
)

const (
	stringForm     = "<" + string(vocab.XSDString) + ">"
	langStringForm = "<" + string(vocab.LangString) + ">"
)

// literal reads "..." with its language tag or datatype. White space may stand before and, of a datatype, after
// ^^: they are terminals of their own.
func (p *parser) literal() ([]byte, error) {
	start, mark := p.pos, len(p.own)
	text, err := p.text()
	if err != nil {
		return nil, err
	}
	quoted := p.pos
	switch p.skipSpace(); p.peek() {
	case '@':
		tag := p.pos
		n := languageTag(p.line[tag+1:])
		if n == 0 {
			return nil, p.expected(tag+1, "a language tag")
		}
		p.pos = tag + 1 + n
		if tag > quoted || len(p.own) > mark {
			return p.joined(text, p.line[tag:p.pos]), nil
		}
	case '^':
		at, err := p.datatype()
		if err != nil {
			return nil, err
		}
		datatype, err := p.iri()
		switch {
		case err != nil:
			return nil, err
		case string(datatype) == stringForm:
			return text, nil
		case string(datatype) == langStringForm:
			return nil, p.fail(at, "a literal of datatype rdf:langString needs a language tag")
		case at > quoted+2 || len(p.own) > mark:
			return p.joined(p.joined(text, hats), datatype), nil
		}
	default:
		p.pos = quoted
		return text, nil
	}
	return p.line[start:p.pos], nil
}

var hats = []byte("^^")

// joined returns what appends b to a, in own.
func (p *parser) joined(a, b []byte) []byte {
	mark := len(p.own)
	p.own = append(append(p.own, a...), b...)
	return p.own[mark:]
}

// datatype moves pos behind ^^ and white space to the IRI of a datatype and returns that.
func (p *parser) datatype() (int, error) {
	if p.pos++; p.peek() != '^' {
		return 0, p.expected(p.pos, `"^^"`)
	}
	p.pos++
	if p.skipSpace(); p.peek() != '<' {
		return 0, p.expected(p.pos, "the IRI of a datatype")
	}
	return p.pos, nil
}

// text reads "...".
func (p *parser) text() ([]byte, error) {
	start, mark := p.pos, len(p.own)
	from := start // line[from:at] is read and not in own
	at := p.all(textByte, start+1)
	for ; at < len(p.line) && !endsText(p.line[at]); at = p.all(textByte, at) {
		c, size, canonical, err := p.character(at)
		if err != nil {
			return nil, err
		}
		if !canonical {
			p.own = appendCharacter(append(p.own, p.line[from:at]...), c)
			from = at + size
		}
		at += size
	}
	if at == len(p.line) || p.line[at] != '"' {
		return nil, p.fail(start, "literal is not closed on its line")
	}
	p.pos = at + 1
	form := p.line[start:p.pos]
	if len(p.own) > mark {
		p.own = append(p.own, p.line[from:p.pos]...)
		form = p.own[mark:]
	}
	if len(form)-2 > p.options.MaxLiteral && len(lexical(string(form[1:len(form)-1]))) > p.options.MaxLiteral {
		return nil, p.tooLong(start)
	}
	return form, nil
}

func endsText(c byte) bool { return c == '"' || c == '\n' || c == '\r' }

// character returns the character at offset at of a literal, how many bytes it takes and whether the canonical
// form has it written so.
func (p *parser) character(at int) (c rune, size int, canonical bool, err error) {
	if p.line[at] != '\\' {
		c, size = utf8.DecodeRune(p.line[at:])
		return c, size, c >= utf8.RuneSelf && c != 0xFFFE && c != 0xFFFF, nil
	}
	if at+1 < len(p.line) {
		if letter := p.line[at+1]; escapeOf[letter] != 0 {
			return rune(escapeOf[letter]), 2, classes[letter]&escapeByte != 0, nil
		}
	}
	c, size, err = p.codePoint(at)
	return c, size, false, err
}

func (p *parser) tooLong(at int) error {
	err := p.fail(at, "literal is longer than %d bytes", p.options.MaxLiteral)
	err.(*SyntaxError).Err = ErrTooLong
	return err
}
