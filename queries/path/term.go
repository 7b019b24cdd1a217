package path

import (
	"strings"
	"unicode"

	"concord/graph/vocab"
)

// ParseTerm reads a term as it stands at the start or end of a query: a variable, <iri>, prefix:name, a key,
// "name", or a literal. Errors are *SyntaxError.
func ParseTerm(text string) (Term, error) {
	p, err := newParser(text)
	if err != nil {
		return Term{}, err
	}
	p.space()
	t, err := p.term("a term")
	if err != nil {
		return Term{}, err
	}
	p.space()
	if !p.end() {
		return Term{}, p.fail(p.off, "", "expected one term, found more: %s", p.found())
	}
	return t, nil
}

const termHint = `a key such as state/tj, "a name", ?variable, <iri>, prefix:name or lit:"text"`

// term reads a term up to white space or a comma.
func (p *parser) term(what string) (Term, error) {
	from := p.off
	t := Term{At: p.at()}
	var err error
	switch c := p.peek(); {
	case c == '?' || c == '$':
		p.off++
		t.Kind, t.Text = Variable, p.run(func(r rune) bool { return nameChar(r) && r != '-' })
		if t.Text == "" {
			return t, p.fail(p.off, "", "expected the name of a variable, found %s", p.found())
		}
	case c == '<':
		t.Kind = IRI
		t.Text, err = p.iri()
	case c == '"' || c == '\'':
		t.Kind = Name
		if err = p.literal(&t); err == nil && (t.Language != "" || t.Datatype != nil) {
			t.Kind = Literal
		}
	case strings.HasPrefix(p.rest(), `lit:"`) || strings.HasPrefix(p.rest(), `lit:'`):
		p.off += len("lit:")
		t.Kind = Literal
		err = p.literal(&t)
	default:
		t.Text = p.run(wordChar)
		t.Kind, err = p.word(t.Text, from, what)
	}
	if err != nil {
		return t, err
	}
	if !p.end() && notSpace(p.peek()) && p.peek() != ',' {
		return t, p.fail(p.off, "", "expected white space after %s", p.text[from:p.off])
	}
	return t, nil
}

// wordChar reports whether r may stand in a key or prefixed name at the start or end of a query.
func wordChar(r rune) bool {
	return r > ' ' && !unicode.IsSpace(r) && !strings.ContainsRune("<>\"'{},|^`\\", r)
}

// word tells a prefixed name from a key, and refuses everything else.
func (p *parser) word(text string, from int, what string) (Kind, error) {
	colon, slash := strings.IndexByte(text, ':'), strings.IndexByte(text, '/')
	switch {
	case text != "" && strings.ContainsRune("[]()*+/^!.@", rune(text[0])):
		return 0, p.fail(from, "white space ends a path, except inside brackets and around / and |", "expected %s, found %q", what, text[:1])
	case text == "":
		return 0, p.fail(from, termHint, "expected %s, found %s", what, p.found())
	case strings.HasPrefix(text, "_:"):
		return 0, p.fail(from, "a variable stands for it", "expected %s, found a blank node, which has no name outside its file", what)
	case colon > 0 && (slash < 0 || colon < slash):
		return Prefixed, nil
	case slash > 0:
		if i := strings.IndexFunc(text, func(r rune) bool { return !keyChar(r) }); i >= 0 {
			return 0, p.fail(from+i, "letters, digits, _ . - and / make a key", "expected a key, found %q in it", firstRune(text[i:]))
		}
		return Key, nil
	case strings.Trim(text, "+-.0123456789") == "":
		return 0, p.fail(from, `write "`+text+`"^^xsd:integer, or lit:"`+text+`"`, "expected %s, found a bare number", what)
	}
	return 0, p.fail(from, `a name stands in quotes: "`+text+`"`, "expected %s, found %q", what, text)
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// literal reads a quoted string into t, with the language or datatype behind it.
func (p *parser) literal(t *Term) (err error) {
	if t.Text, err = p.quoted(); err != nil {
		return err
	}
	switch {
	case p.accept("@"):
		t.Language = p.run(func(r rune) bool { return r < unicode.MaxASCII && (nameStart(r) && r != '_' || digit(r) || r == '-') })
		if t.Language == "" || !unicode.IsLetter(rune(t.Language[0])) {
			return p.fail(p.off, "", "expected a language tag")
		}
	case p.accept("^^"):
		d := Term{At: p.at()}
		if p.peek() == '<' {
			d.Kind = IRI
			d.Text, err = p.iri()
		} else {
			d, err = p.prefixed("a datatype")
		}
		t.Datatype = &d
	}
	return err
}

// prefixed reads a prefixed name.
func (p *parser) prefixed(what string) (Term, error) {
	from := p.off
	t := Term{Kind: Prefixed, At: p.at()}
	var ok bool
	if nameStart(p.peek()) {
		t.Text, ok = p.name()
	}
	if !ok {
		p.off = from
		return t, p.fail(from, "", "expected %s: <iri> or prefix:name", what)
	}
	return t, nil
}

// predicate reads a predicate inside a path or a filter.
func (p *parser) predicate() (Term, error) {
	from := p.off
	t := Term{At: p.at()}
	switch c := p.peek(); {
	case c == '<':
		var err error
		t.Kind = IRI
		t.Text, err = p.iri()
		return t, err
	case nameStart(c):
		var prefixed bool
		t.Kind = Bare
		if t.Text, prefixed = p.name(); prefixed {
			t.Kind = Prefixed
		} else if p.peek() == '/' && isKeyType(t.Text) {
			return t, p.fail(from, "keys stand at the two ends of a path, and right of a comparison in [ ]", "expected a predicate, found a key")
		}
		return t, nil
	case c == '?' && len(p.rest()) > 1:
		return t, p.fail(from, "a path holds no variables; they stand at its two ends", "expected a predicate, found a variable or a quantifier")
	}
	return t, p.fail(from, "", "expected a predicate, found %s", p.found())
}

// isKeyType reports whether keys begin with name, and no predicate is named so.
func isKeyType(name string) bool {
	if _, predicate := vocab.Lookup(vocab.IRI(name)); predicate {
		return false
	}
	return vocab.IsKeyType(name)
}
