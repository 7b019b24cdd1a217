package graph

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// ErrInvalid is returned for a quad that RDF does not allow.
var ErrInvalid = errors.New("invalid quad")

// xsdString is the datatype of a literal that is written without one.
const xsdString quad.IRI = "http://www.w3.org/2001/XMLSchema#string"

// Normal returns a term as stores keep it, or an error that Is ErrInvalid. The lexical form, the datatype
// and the case of a language tag stay as they are; a literal typed xsd:string is the same term as the plain
// literal (RDF 1.1 Concepts, 3.3) and becomes it. Refused are nil, empty IRIs, texts that are not UTF-8,
// labels and language tags that no RDF syntax can write, and the Int, Float, Bool and Time values of
// package quad, because they rewrite the lexical form.
func Normal(v quad.Value) (quad.Value, error) {
	switch t := v.(type) {
	case nil:
		return nil, fmt.Errorf("%w: no term", ErrInvalid)
	case quad.IRI:
		return v, checkIRI(t)
	case quad.BNode:
		if !isLabel(string(t)) {
			return nil, fmt.Errorf("%w: blank node label %q", ErrInvalid, clip(string(t)))
		}
		return v, nil
	case quad.String:
		return v, checkText(t)
	case quad.LangString:
		if !isLanguage(t.Lang) {
			return nil, fmt.Errorf("%w: language tag %q", ErrInvalid, clip(t.Lang))
		}
		return v, checkText(t.Value)
	case quad.TypedString:
		if t.Type == xsdString {
			return t.Value, checkText(t.Value)
		}
		if err := checkIRI(t.Type); err != nil {
			return nil, fmt.Errorf("datatype: %w", err)
		}
		return v, checkText(t.Value)
	}
	return nil, fmt.Errorf("%w: %T is not an RDF term, use quad.TypedString", ErrInvalid, v)
}

// NormalQuad returns a quad with its terms as Normal gives them, or an error that Is ErrInvalid and names
// the position: subjects and graphs are IRIs or blank nodes, predicates are IRIs (RDF 1.1 Concepts, 3.1).
// A nil Label is the default graph.
func NormalQuad(q quad.Quad) (quad.Quad, error) {
	var err error
	if q.Subject, err = Normal(q.Subject); err != nil {
		return q, fmt.Errorf("subject: %w", err)
	}
	if q.Predicate, err = Normal(q.Predicate); err != nil {
		return q, fmt.Errorf("predicate: %w", err)
	}
	if q.Object, err = Normal(q.Object); err != nil {
		return q, fmt.Errorf("object: %w", err)
	}
	if q.Label != nil {
		if q.Label, err = Normal(q.Label); err != nil {
			return q, fmt.Errorf("graph: %w", err)
		}
	}
	if _, ok := q.Predicate.(quad.IRI); !ok {
		return q, fmt.Errorf("predicate: %w: %s is not an IRI", ErrInvalid, clip(q.Predicate.String()))
	}
	if !isNode(q.Subject) {
		return q, fmt.Errorf("subject: %w: %s is a literal", ErrInvalid, clip(q.Subject.String()))
	}
	if q.Label != nil && !isNode(q.Label) {
		return q, fmt.Errorf("graph: %w: %s is a literal", ErrInvalid, clip(q.Label.String()))
	}
	return q, nil
}

// AppendTerm appends the canonical N-Quads form of a term that Normal returned (RDF 1.2 N-Quads, 3). The
// byte order of these forms is the order in which terms stand in a canonical file.
func AppendTerm(dst []byte, v quad.Value) []byte {
	switch t := v.(type) {
	case quad.IRI:
		return appendIRI(dst, t)
	case quad.BNode:
		return append(append(dst, "_:"...), t...)
	case quad.String:
		return appendText(dst, t)
	case quad.LangString:
		return append(append(appendText(dst, t.Value), '@'), t.Lang...)
	case quad.TypedString:
		return appendIRI(append(appendText(dst, t.Value), "^^"...), t.Type)
	}
	return dst
}

func isNode(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode:
		return true
	}
	return false
}

func checkIRI(iri quad.IRI) error {
	if iri == "" {
		return fmt.Errorf("%w: empty IRI", ErrInvalid)
	}
	return checkText(quad.String(iri))
}

func checkText(s quad.String) error {
	if !utf8.ValidString(string(s)) {
		return fmt.Errorf("%w: %q is not UTF-8", ErrInvalid, clip(string(s)))
	}
	return nil
}

// isLanguage reports whether tag is LANGTAG of N-Quads without its @.
func isLanguage(tag string) bool {
	for i, part := range strings.Split(tag, "-") {
		if part == "" {
			return false
		}
		for _, c := range []byte(part) {
			letter := 'a' <= c|0x20 && c|0x20 <= 'z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}

// isLabel reports whether s is BLANK_NODE_LABEL of N-Quads without its _: in front.
func isLabel(s string) bool {
	for i, r := range s {
		last := i+utf8.RuneLen(r) == len(s)
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			return false
		case isNameStart(r), '0' <= r && r <= '9':
		case i > 0 && (r == '-' || r == 0xB7 || 0x300 <= r && r <= 0x36F || r == 0x203F || r == 0x2040):
		case i > 0 && !last && r == '.':
		default:
			return false
		}
	}
	return s != ""
}

// isNameStart reports whether r is in PN_CHARS_U of N-Quads, without the colon that its errata took out.
func isNameStart(r rune) bool {
	switch {
	case 'A' <= r && r <= 'Z', 'a' <= r && r <= 'z', r == '_',
		0xC0 <= r && r <= 0x2FF && r != 0xD7 && r != 0xF7, 0x370 <= r && r <= 0x1FFF && r != 0x37E,
		r == 0x200C, r == 0x200D, 0x2070 <= r && r <= 0x218F, 0x2C00 <= r && r <= 0x2FEF,
		0x3001 <= r && r <= 0xD7FF, 0xF900 <= r && r <= 0xFDCF, 0xFDF0 <= r && r <= 0xFFFD,
		0x10000 <= r && r <= 0xEFFFF:
		return true
	}
	return false
}

// appendIRI writes what IRIREF does not allow as it is with \u00XX, so that no IRI can end its own brackets.
func appendIRI(dst []byte, iri quad.IRI) []byte {
	return append(appendEscaped(append(dst, '<'), string(iri), &iriEscapes), '>')
}

func appendText(dst []byte, s quad.String) []byte {
	return append(appendEscaped(append(dst, '"'), string(s), &textEscapes), '"')
}

// escapes holds how a byte is written that is not written as it is.
type escapes [256]string

// appendEscaped appends s. A byte whose escape is look may begin U+FFFE or U+FFFF.
func appendEscaped(dst []byte, s string, e *escapes) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		escape, size := e[s[i]], 1
		if escape == look {
			escape, size = noncharacter(s[i:])
		}
		if escape == "" {
			continue
		}
		dst = append(append(dst, s[from:i]...), escape...)
		from = i + size
	}
	return append(dst, s[from:]...)
}

const look = "?"

// noncharacter returns the escape of U+FFFE or U+FFFF at the start of s and its length. They are no
// characters of XML 1.1, which is why canonical N-Quads does not write them as they are.
func noncharacter(s string) (string, int) {
	switch {
	case strings.HasPrefix(s, "\uFFFE"):
		return `\uFFFE`, 3
	case strings.HasPrefix(s, "\uFFFF"):
		return `\uFFFF`, 3
	}
	return "", 1
}

var iriEscapes = func() (e escapes) {
	for c := 0; c < len(e); c++ {
		if c <= 0x20 || strings.IndexByte(`<>"{}|^`+"`\\", byte(c)) >= 0 {
			e[c] = fmt.Sprintf(`\u%04X`, c)
		}
	}
	return e
}()

var textEscapes = func() (e escapes) {
	for c := range 0x20 {
		e[c] = fmt.Sprintf(`\u%04X`, c)
	}
	e[0x7F] = `\u007F`
	e['\t'], e['\b'], e['\n'], e['\r'], e['\f'] = `\t`, `\b`, `\n`, `\r`, `\f`
	e['"'], e['\\'] = `\"`, `\\`
	e["\uFFFE"[0]] = look
	return e
}()

// clip shortens what an error quotes.
func clip(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// Lexical returns the lexical form of a literal, and whether v is a literal (RDF 1.1 Concepts, 3.3).
func Lexical(v quad.Value) (string, bool) {
	switch v := v.(type) {
	case quad.String:
		return string(v), true
	case quad.LangString:
		return string(v.Value), true
	case quad.TypedString:
		return string(v.Value), true
	}
	return "", false
}
