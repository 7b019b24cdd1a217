package badgerstore

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// parseTerm is the inverse of graph.AppendTerm.
func parseTerm(form []byte) (quad.Value, error) {
	s := string(form)
	switch {
	case len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>':
		iri, err := unescape(s[1 : len(s)-1])
		return quad.IRI(iri), err
	case strings.HasPrefix(s, "_:"):
		return quad.BNode(s[2:]), nil
	}
	// Quotes are escaped in literals and in IRIs, so the last one ends the lexical form.
	end := strings.LastIndexByte(s, '"')
	if end < 1 || s[0] != '"' {
		return nil, fmt.Errorf("malformed term %.40q", s)
	}
	text, err := unescape(s[1:end])
	if err != nil {
		return nil, err
	}
	switch rest := s[end+1:]; {
	case rest == "":
		return quad.String(text), nil
	case rest[0] == '@':
		return quad.LangString{Value: quad.String(text), Lang: rest[1:]}, nil
	case strings.HasPrefix(rest, "^^<") && strings.HasSuffix(rest, ">"):
		iri, err := unescape(rest[3 : len(rest)-1])
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI(iri)}, err
	}
	return nil, fmt.Errorf("malformed term %.40q", s)
}

// unescape decodes the escapes that graph.AppendTerm writes.
func unescape(s string) (string, error) {
	at := strings.IndexByte(s, '\\')
	if at < 0 {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for ; at >= 0; at = strings.IndexByte(s, '\\') {
		b, s = append(b, s[:at]...), s[at+1:]
		if s == "" {
			return "", fmt.Errorf("malformed term: escape at the end")
		}
		if i := strings.IndexByte(`btnfr"\`, s[0]); i >= 0 {
			b, s = append(b, "\b\t\n\f\r\"\\"[i]), s[1:]
			continue
		}
		if len(s) < 5 || s[0] != 'u' {
			return "", fmt.Errorf("malformed term: escape \\%.5s", s)
		}
		code, err := strconv.ParseUint(s[1:5], 16, 16)
		if err != nil {
			return "", fmt.Errorf("malformed term: escape \\%.5s", s)
		}
		b, s = utf8.AppendRune(b, rune(code)), s[5:]
	}
	return string(append(b, s...)), nil
}
