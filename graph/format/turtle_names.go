package format

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/canon"
	"concord/graph/vocab"
)

// Names are how a writer of Turtle or TriG shortens IRIs. It shortens only where what it writes is read as the
// same IRI, so that no IRI, however it is made, can be more than an IRI.
type Names struct {
	Base     quad.IRI       // what IRIs are relative to; "" for none. It is of use when it ends in "/", else it is not used
	Prefixes []vocab.Prefix // in the order in which they are declared; of two that fit the longer one counts
}

// Check returns an error when Turtle does not have one of the names.
func (n *Names) Check() error {
	_, err := newShortener(*n)
	return err
}

// shortener writes terms in the words of Turtle.
type shortener struct {
	base     string
	prefixes []vocab.Prefix // the longest IRI first
	probe    []byte
}

// newShortener returns an error when a reader would not take one of the names.
func newShortener(n Names) (*shortener, error) {
	s := &shortener{base: string(n.Base), prefixes: slices.Clone(n.Prefixes)}
	if s.base != "" {
		if err := checkNamespace("base", n.Base); err != nil {
			return nil, err
		}
		if base := splitReference(s.base); !strings.HasSuffix(s.base, "/") || base.resolve("x.y") != s.base+"x.y" {
			s.base = "" // what comes behind it is no relative IRI
		}
	}
	names := map[string]bool{}
	for _, p := range n.Prefixes {
		end := wordEnd([]byte(p.Name + ":"))
		if end != len(p.Name) || strings.HasSuffix(p.Name, ".") || !utf8.ValidString(p.Name) {
			return nil, fmt.Errorf("prefix %.100q: not a name that Turtle has", p.Name)
		}
		if names[p.Name] {
			return nil, fmt.Errorf("prefix %.100q is there twice", p.Name)
		}
		names[p.Name] = true
		if err := checkNamespace("prefix "+p.Name, p.IRI); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(s.prefixes, func(a, b vocab.Prefix) int { return cmp.Compare(len(b.IRI), len(a.IRI)) })
	return s, nil
}

func checkNamespace(what string, iri quad.IRI) error {
	if _, err := canon.AppendTerm(nil, iri); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if len(iri) > maxNamespace {
		return fmt.Errorf("%s: IRI is longer than %d bytes", what, maxNamespace)
	}
	return nil
}

// appendTerm appends v. What RDF does not have is an error, as it is of canon.AppendTerm.
func (s *shortener) appendTerm(dst []byte, v quad.Value) ([]byte, error) {
	from := len(dst)
	dst, err := canon.AppendTerm(dst, v)
	if err != nil {
		return dst, err
	}
	switch t := v.(type) {
	case quad.IRI:
		return s.appendIRI(dst[:from], string(t)), nil
	case quad.TypedString:
		if bare(t) {
			return append(dst[:from], t.Value...), nil
		}
		if t.Type != vocab.XSDString {
			dst = graph.AppendTerm(dst[:from], t.Value)
			return s.appendIRI(append(dst, "^^"...), string(t.Type)), nil
		}
	}
	return dst, nil
}

// appendIRI appends an IRI that was found to be one.
func (s *shortener) appendIRI(dst []byte, iri string) []byte {
	for _, p := range s.prefixes {
		if local, ok := strings.CutPrefix(iri, string(p.IRI)); ok && s.isLocal(local) {
			return append(append(append(dst, p.Name...), ':'), local...)
		}
	}
	if path, ok := strings.CutPrefix(iri, s.base); ok && s.base != "" && isPath(path) {
		iri = path
	}
	return append(append(append(dst, '<'), iri...), '>')
}

// isLocal reports whether text can stand behind a prefix as it is.
func (s *shortener) isLocal(text string) bool {
	s.probe = append(append(s.probe[:0], text...), afterEnd...)
	return localEnd(s.probe, 0) == len(text)
}

// isPath reports whether text, relative to a base that ends in "/", is that base with text behind it: it has no
// scheme, authority, query or fragment, and no dots to resolve.
func isPath(text string) bool {
	if text == "" || text[0] == '/' || strings.ContainsAny(text, ":?#") {
		return false
	}
	for segment := range strings.SplitSeq(text, "/") {
		if segment == "." || segment == ".." {
			return false
		}
	}
	return true
}

// bare reports whether a literal is written without quotes: only in the canonical form of its datatype, which
// readers that know numbers rather than lexical forms keep too (XML Schema 1.1, part 2).
func bare(v quad.TypedString) bool {
	s := string(v.Value)
	switch v.Type {
	case vocab.XSDBoolean:
		return s == "true" || s == "false"
	case vocab.XSDInteger:
		digits := strings.TrimPrefix(s, "-")
		return s == "0" || digits != "" && digits[0] != '0' && strings.Trim(digits, "0123456789") == ""
	case vocab.XSDDecimal:
		return s != "-0.0" && canonicalDecimal.MatchString(s)
	case vocab.XSDDouble:
		return canonicalDouble.MatchString(s)
	}
	return false
}

var (
	canonicalDecimal = regexp.MustCompile(`^-?(0|[1-9][0-9]*)\.([0-9]|[0-9]*[1-9])$`)
	canonicalDouble  = regexp.MustCompile(`^(0\.0E0|-?[1-9]\.([0-9]|[0-9]*[1-9])E(0|-?[1-9][0-9]*))$`)
)
