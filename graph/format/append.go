package format

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
		if err := checkWholeIRI(t); err != nil {
			return dst, err
		}
		return append(append(append(dst, '<'), t...), '>'), nil // nothing to escape is left
	case quad.TypedString:
		if t.Type == vocab.LangString {
			return dst, fmt.Errorf("rdf:langString without a language tag: %w", graph.ErrInvalid)
		}
		if err := checkWholeIRI(t.Type); err != nil {
			return dst, fmt.Errorf("datatype: %w", err)
		}
	}
	v, err := graph.Normal(v)
	if err != nil {
		return dst, err
	}
	return graph.AppendTerm(dst, v), nil
}

func checkWholeIRI(v quad.IRI) error {
	if _, message := checkIRI(v); message != "" {
		return fmt.Errorf("IRI %q: %s: %w", clip(v), message, graph.ErrInvalid)
	}
	if !utf8.ValidString(string(v)) {
		return fmt.Errorf("IRI %q: invalid UTF-8: %w", clip(v), graph.ErrInvalid)
	}
	return nil
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
	return dst, fmt.Errorf("%w: %s is neither an IRI nor a blank node", graph.ErrInvalid, clip(v.String()))
}
