package format

import (
	"fmt"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// AppendTerm appends v in the form of canonical N-Quads: characters are written as they are, except that
// in literals \t \b \n \r \f \" and \\ are written so, and other control characters, DEL, U+FFFE and U+FFFF
// as \uXXXX; the datatype xsd:string is not written. Two terms are equal when their forms are. A v that is no RDF term,
// such as nil, a native value, a relative IRI or invalid UTF-8, is an error that Is ErrNotRDF, and dst is
// returned as it was.
func AppendTerm(dst []byte, v quad.Value) ([]byte, error) {
	switch v := v.(type) {
	case quad.IRI:
		return appendIRI(dst, v)
	case quad.BNode:
		if n := label(v); n != len(v) || n == 0 || !utf8.ValidString(string(v)) {
			return dst, fmt.Errorf("blank node label %q: %w", clip(v), ErrNotRDF)
		}
		return append(append(dst, '_', ':'), v...), nil
	case quad.String:
		return appendLiteral(dst, v)
	case quad.LangString:
		return appendLangString(dst, v)
	case quad.TypedString:
		return appendTypedString(dst, v)
	case nil:
		return dst, fmt.Errorf("no term: %w", ErrNotRDF)
	}
	return dst, fmt.Errorf("native value %T: %w", v, ErrNotRDF)
}

// AppendQuad appends the line of q in canonical N-Quads, with its line feed. A nil Label is the default
// graph. An invalid quad is an error that Is ErrNotRDF, and dst is returned as it was.
func AppendQuad(dst []byte, q quad.Quad) ([]byte, error) {
	line, err := appendStatement(dst, q)
	if err != nil {
		return dst, err
	}
	return line, nil
}

func appendStatement(dst []byte, q quad.Quad) ([]byte, error) {
	dst, err := appendResource(dst, q.Subject)
	if err != nil {
		return dst, fmt.Errorf("subject: %w", err)
	}
	predicate, ok := q.Predicate.(quad.IRI)
	if !ok {
		return dst, fmt.Errorf("predicate %v: an IRI is needed: %w", q.Predicate, ErrNotRDF)
	}
	if dst, err = appendIRI(append(dst, ' '), predicate); err != nil {
		return dst, fmt.Errorf("predicate: %w", err)
	}
	if dst, err = AppendTerm(append(dst, ' '), q.Object); err != nil {
		return dst, fmt.Errorf("object: %w", err)
	}
	if q.Label != nil {
		if dst, err = appendResource(append(dst, ' '), q.Label); err != nil {
			return dst, fmt.Errorf("graph: %w", err)
		}
	}
	return append(dst, " .\n"...), nil
}

func appendResource(dst []byte, v quad.Value) ([]byte, error) {
	switch v.(type) {
	case quad.IRI, quad.BNode, nil:
		return AppendTerm(dst, v)
	}
	return dst, fmt.Errorf("%s: an IRI or a blank node is needed: %w", clip(v.String()), ErrNotRDF)
}

func appendIRI(dst []byte, v quad.IRI) ([]byte, error) {
	if _, message := checkIRI(string(v)); message != "" {
		return dst, fmt.Errorf("IRI %q: %s: %w", clip(v), message, ErrNotRDF)
	}
	if !utf8.ValidString(string(v)) {
		return dst, fmt.Errorf("IRI %q: invalid UTF-8: %w", clip(v), ErrNotRDF)
	}
	return append(append(append(dst, '<'), v...), '>'), nil
}

func appendLangString(dst []byte, v quad.LangString) ([]byte, error) {
	if n := languageTag(v.Lang); n != len(v.Lang) || n == 0 {
		return dst, fmt.Errorf("language tag %q: %w", clip(v.Lang), ErrNotRDF)
	}
	dst, err := appendLiteral(dst, v.Value)
	if err != nil {
		return dst, err
	}
	return append(append(dst, '@'), v.Lang...), nil
}

func appendTypedString(dst []byte, v quad.TypedString) ([]byte, error) {
	if v.Type == vocab.LangString {
		return dst, fmt.Errorf("rdf:langString without a language tag: %w", ErrNotRDF)
	}
	start := len(dst)
	dst, err := appendLiteral(dst, v.Value)
	if err != nil || v.Type == vocab.XSDString {
		return dst, err
	}
	if dst, err = appendIRI(append(dst, '^', '^'), v.Type); err != nil {
		return dst[:start], fmt.Errorf("datatype: %w", err)
	}
	return dst, nil
}

func appendLiteral(dst []byte, v quad.String) ([]byte, error) {
	if !utf8.ValidString(string(v)) {
		return dst, fmt.Errorf("literal %q: invalid UTF-8: %w", clip(v), ErrNotRDF)
	}
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(v); i++ {
		escape := escapes[v[i]]
		if escape == "" {
			continue
		}
		size := 1
		if v[i] == noncharacterLead {
			if escape, size = noncharacter(v[i:]); size == 0 {
				continue
			}
		}
		dst = append(append(dst, v[from:i]...), escape...)
		from = i + size
	}
	return append(append(dst, v[from:]...), '"'), nil
}

// noncharacterLead is the first byte of U+FFFE and U+FFFF, which XML 1.1 does not have as characters:
// https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples.
const noncharacterLead = 0xEF

// noncharacter returns the escape of U+FFFE or U+FFFF at the start of v and its length, 0 for another.
func noncharacter(v quad.String) (string, int) {
	switch v[:3] { // valid UTF-8: two bytes follow the lead
	case "\uFFFE":
		return `\uFFFE`, 3
	case "\uFFFF":
		return `\uFFFF`, 3
	}
	return "", 0
}

// escapes holds how canonical N-Quads writes the bytes of a literal that it does not write as they are; for
// noncharacterLead, that it needs a look.
var escapes = func() (t [256]string) {
	for c := range 0x20 {
		t[c] = fmt.Sprintf(`\u%04X`, c)
	}
	t[0x7F] = `\u007F`
	t['\t'], t['\b'], t['\n'], t['\r'], t['\f'] = `\t`, `\b`, `\n`, `\r`, `\f`
	t[noncharacterLead] = "?"
	t['"'], t['\\'] = `\"`, `\\`
	return t
}()
