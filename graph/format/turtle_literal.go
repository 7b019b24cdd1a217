package format

import (
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"concord/graph/vocab"
)

// literal reads a string with its language tag or datatype. White space and comments may stand between them:
// they are terminals of their own.
func (r *TurtleReader) literal() (quad.Value, error) {
	v, err := r.text()
	if err != nil {
		return nil, err
	}
	c, err := r.peek()
	switch {
	case err != nil:
		return nil, err
	case c == '@':
		tag, err := r.languageTag()
		if err != nil {
			return nil, err
		}
		return quad.LangString{Value: v.(quad.String), Lang: tag}, nil
	case c == '^':
		return r.withDatatype(v.(quad.String))
	}
	return v, nil
}

// text reads a string in quotes.
func (r *TurtleReader) text() (quad.Value, error) {
	for {
		s := r.token()
		q := findQuotes(s)
		switch {
		case q.end > 0:
			return r.textOf(s, q)
		case q.broken:
			return nil, r.fail(r.pos, "literal is not closed on its line")
		}
		if err := r.more(); err != nil {
			return nil, r.atEndOfLiteral(err)
		}
	}
}

func (r *TurtleReader) atEndOfLiteral(err error) error {
	if r.atEnd(err) == nil {
		return r.fail(r.pos, "literal is not closed")
	}
	return err
}

func (r *TurtleReader) textOf(s []byte, q quotes) (quad.Value, error) {
	raw := s[:q.end]
	slot, v := r.slot(raw)
	if v != nil {
		r.pos += len(raw)
		return v, nil
	}
	if err := r.fits(len(raw)); err != nil {
		return nil, err
	}
	content := raw[q.width : len(raw)-q.width]
	if q.escaped {
		decoded, at, problem := appendUnescaped(r.scratch[:0], content, true)
		if problem != "" {
			return nil, r.fail(r.pos+q.width+at, "%s", problem)
		}
		content, r.scratch = decoded, decoded
		if cap(r.scratch) > firstBuffer {
			r.scratch = nil
		}
	}
	if err := r.checkLiteral(len(content)); err != nil {
		return nil, err
	}
	switch {
	case slot == nil:
		v = quad.String(content)
	case q.escaped:
		v = r.remember(slot, string(raw), quad.String(content))
	default:
		kept := string(raw)
		v = r.remember(slot, kept, quad.String(kept[q.width:len(kept)-q.width]))
	}
	r.pos += len(raw)
	return v, nil
}

// checkLiteral refuses a lexical form of n bytes that is too long, at pos.
func (r *TurtleReader) checkLiteral(n int) error {
	if n <= r.options.MaxLiteral {
		return nil
	}
	e := r.fail(r.pos, "literal is longer than %d bytes", r.options.MaxLiteral)
	e.Err = ErrTooLong
	return e
}

// quotes is where a string ends.
type quotes struct {
	width   int // 1, or 3 of a long string
	end     int // behind the closing quotes; 0 when they are not to be seen
	escaped bool
	broken  bool // by the end of its line
}

// findQuotes looks for the end of the string at the start of s.
func findQuotes(s []byte) quotes {
	if len(s) < 3 {
		return quotes{}
	}
	if s[1] == s[0] && s[2] == s[0] {
		return findLongQuotes(s)
	}
	q := quotes{width: 1}
	for i := 1; i < len(s); i++ {
		for i < len(s) && !stopsString[s[i]] {
			i++
		}
		if i == len(s) {
			break
		}
		switch c := s[i]; {
		case c == s[0]:
			q.end = i + 1
			return q
		case c == '\n', c == '\r':
			q.broken = true
			return q
		case c == '\\':
			q.escaped = true
			if i+1 < len(s) && s[i+1] != '\n' && s[i+1] != '\r' {
				i++
			}
		}
	}
	return q
}

func findLongQuotes(s []byte) quotes {
	q := quotes{width: 3}
	for i := 3; i < len(s); i++ {
		for i < len(s) && !stopsString[s[i]] {
			i++
		}
		if i+2 >= len(s) {
			break
		}
		switch c := s[i]; {
		case c == '\\':
			q.escaped = true
			i++
		case c == s[0] && s[i+1] == c && s[i+2] == c:
			q.end = i + 3
			return q
		}
	}
	return q
}

// stopsString are the bytes that may end a string or do not stand for themselves there.
var stopsString = [256]bool{'"': true, '\'': true, '\\': true, '\n': true, '\r': true}

// languageTag reads @tag.
func (r *TurtleReader) languageTag() (string, error) {
	for {
		s := r.token()
		n := languageTag(s[1:])
		end := 1 + n
		if end == len(s) || n > 0 && s[end] == '-' && end+1 == len(s) {
			if err := r.more(); err != nil {
				return "", err
			}
			continue
		}
		if n == 0 {
			return "", r.expected(r.pos+1, "a language tag")
		}
		r.pos += end
		return string(s[1:end]), nil
	}
}

// withDatatype reads ^^ and the IRI of a datatype.
func (r *TurtleReader) withDatatype(value quad.String) (quad.Value, error) {
	for len(r.token()) < 2 {
		if err := r.more(); err != nil {
			return nil, err
		}
	}
	if r.buf[r.pos+1] != '^' {
		return nil, r.expected(r.pos+1, `"^^"`)
	}
	r.pos += 2
	c, err := r.peek()
	if err != nil {
		return nil, err
	}
	start := r.gone + r.pos
	v, err := r.namedIRI(c, "the IRI of a datatype")
	if err != nil {
		return nil, err
	}
	switch datatype := v.(quad.IRI); datatype {
	case vocab.XSDString:
		return value, nil
	case vocab.LangString:
		return nil, r.fail(start-r.gone, "a literal of datatype rdf:langString needs a language tag")
	default:
		return quad.TypedString{Value: value, Type: datatype}, nil
	}
}

// namedIRI reads an IRI in either form that begins with c; what names it for the error.
func (r *TurtleReader) namedIRI(c byte, what string) (quad.Value, error) {
	if c == '<' {
		return r.iri()
	}
	if c != '_' {
		word, v, err := r.nameOrWord()
		if err != nil || word == nil {
			return v, err
		}
	}
	return nil, r.expected(r.pos, what)
}

// appendUnescaped appends what s stands for; letters tells whether escapes such as \n are allowed, as they are
// in literals. A problem is told with where in s it is.
func appendUnescaped(dst, s []byte, letters bool) ([]byte, int, string) {
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			dst = append(dst, s[i])
			i++
			continue
		}
		if i+1 < len(s) && letters && escapeOf[s[i+1]] != 0 {
			dst = append(dst, escapeOf[s[i+1]])
			i += 2
			continue
		}
		c, size, wrong, problem := decodeEscape(s[i:])
		if problem != "" {
			return dst, i + wrong, problem
		}
		dst = utf8.AppendRune(dst, c)
		i += size
	}
	return dst, 0, ""
}
