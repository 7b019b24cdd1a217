package canon

import (
	"fmt"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
)

// AppendTerm appends v as graph.AppendTerm does, in the form of canonical N-Quads, when a strict reader
// would read it back: two terms are equal when their forms are. A v that is no RDF term, such as nil, a
// native value, a relative IRI or invalid UTF-8, is an error that Is graph.ErrInvalid, and dst is returned
// as it was.
func AppendTerm(dst []byte, v quad.Value) ([]byte, error) {
	switch t := v.(type) {
	case quad.IRI:
		if err := checkIRI(t); err != nil {
			return dst, err
		}
		return append(append(append(dst, '<'), t...), '>'), nil // nothing to escape is left
	case quad.TypedString:
		if t.Type == vocab.LangString {
			return dst, fmt.Errorf("rdf:langString without a language tag: %w", graph.ErrInvalid)
		}
		if err := checkIRI(t.Type); err != nil {
			return dst, fmt.Errorf("datatype: %w", err)
		}
	}
	v, err := graph.Normal(v)
	if err != nil {
		return dst, err
	}
	return graph.AppendTerm(dst, v), nil
}

func checkIRI(v quad.IRI) error {
	if _, problem := CheckIRI(string(v)); problem != "" {
		return fmt.Errorf("IRI %.100q: %s: %w", string(v), problem, graph.ErrInvalid)
	}
	if !utf8.ValidString(string(v)) {
		return fmt.Errorf("IRI %.100q: not UTF-8: %w", string(v), graph.ErrInvalid)
	}
	return nil
}

// CheckIRI returns what keeps s from being written as an absolute IRI, and the byte where; an empty problem
// when nothing does: IRIREF of N-Quads without escapes, with the scheme of RFC 3987, section 2.2. That s is
// UTF-8 is not checked.
func CheckIRI(s string) (at int, problem string) {
	for i := 0; i < len(s); i++ {
		if notInIRI[s[i]] {
			return i, fmt.Sprintf("%q is not allowed in an IRI", s[i])
		}
	}
	if !hasScheme(s) {
		return 0, "IRI is not absolute"
	}
	return 0, ""
}

var notInIRI = func() (t [256]bool) {
	for c := 0; c <= ' '; c++ {
		t[c] = true
	}
	for _, c := range `<>"{}|^` + "`\\" {
		t[c] = true
	}
	return t
}()

func hasScheme[T string | []byte](s T) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return i > 0 && c == ':'
		}
	}
	return false
}

// AppendQuad appends the line of q in canonical N-Quads, with its line feed. A nil Label is the default
// graph. An invalid quad is an error that Is graph.ErrInvalid, and dst is returned as it was.
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
	if _, ok := q.Predicate.(quad.IRI); !ok {
		return dst, fmt.Errorf("predicate: %w: %v is not an IRI", graph.ErrInvalid, q.Predicate)
	}
	if dst, err = AppendTerm(append(dst, ' '), q.Predicate); err != nil {
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
	return dst, fmt.Errorf("%w: %.100s is neither an IRI nor a blank node", graph.ErrInvalid, v.String())
}
