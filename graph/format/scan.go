package format

import (
	"errors"

	"concord/graph"
)

// Scanner reads lines of N-Quads or N-Triples 1.1 as statements, whose terms are bytes and are not copied where
// a line holds them in canonical form. It allocates nothing that it does not keep for the next line.
type Scanner struct {
	parser
	triples bool
}

// NewNQuadsScanner returns a scanner of lines of https://www.w3.org/TR/n-quads/.
func NewNQuadsScanner(o *Options) *Scanner { return newScanner(o, false) }

// NewNTriplesScanner returns a scanner of lines of https://www.w3.org/TR/n-triples/.
func NewNTriplesScanner(o *Options) *Scanner { return newScanner(o, true) }

func newScanner(o *Options, triples bool) *Scanner {
	return &Scanner{parser{options: o.orDefault(), checked: &checked{}}, triples}
}

// Scan reads a line, which is without its line end; number is its place in the file, 1-based, for errors. The
// zero Statement is that of a line without one. Its forms are valid until the next Scan or a change of the line.
// What the format forbids is a *SyntaxError.
func (s *Scanner) Scan(line []byte, number int) (graph.Statement, error) {
	s.reset(line, number)
	if err := s.checkUTF8(); err != nil {
		return graph.Statement{}, err
	}
	if s.skipSpace(); s.pos == len(line) || line[s.pos] == '#' {
		return graph.Statement{}, nil
	}
	st, err := s.statement()
	if err != nil {
		return graph.Statement{}, err
	}
	return st, nil
}

func (s *Scanner) statement() (st graph.Statement, err error) {
	if st.Subject, err = s.resource("a subject: an IRI or a blank node"); err != nil {
		return st, s.hint(err)
	}
	s.skipSpace()
	if s.peek() != '<' {
		return st, s.expected(s.pos, "a predicate: an IRI")
	}
	if st.Predicate, err = s.iri(); err != nil {
		return st, err
	}
	s.skipSpace()
	if st.Object, err = s.object(); err != nil {
		return st, err
	}
	s.skipSpace()
	if st.Graph, err = s.graph(); err != nil {
		return st, err
	}
	return st, s.end()
}

func (s *Scanner) graph() ([]byte, error) {
	if s.peek() == '.' {
		return nil, nil
	}
	if s.triples {
		return nil, s.expected(s.pos, `"." (N-Triples names no graph)`)
	}
	form, err := s.resource(`"." or a graph: an IRI or a blank node`)
	s.skipSpace()
	return form, err
}

// end reads the full stop and what may follow it.
func (s *Scanner) end() error {
	if s.peek() != '.' {
		return s.expected(s.pos, `"."`)
	}
	s.pos++
	if s.skipSpace(); s.pos < len(s.line) && s.line[s.pos] != '#' {
		return s.expected(s.pos, "the end of the line or a comment")
	}
	return nil
}

// hint says what a line that begins like another format is.
func (s *Scanner) hint(err error) error {
	var e *SyntaxError
	if !errors.As(err, &e) || s.pos == len(s.line) {
		return err
	}
	switch rest := s.line[s.pos:]; {
	case rest[0] == '@':
		e.Message += "; directives belong to Turtle and TriG"
	case len(rest) >= 3 && string(rest[:3]) == "\uFEFF" && e.Line == 1:
		e.Message += "; a byte order mark is not allowed"
	}
	return err
}
