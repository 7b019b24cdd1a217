package path

import (
	"fmt"
	"strings"
)

// postfix reads one quantifier or filter behind e; nil when there is none.
func (p *parser) postfix(e Expr) (Expr, error) {
	from := p.off
	p.inner()
	r := Repeat{X: e}
	switch {
	case p.accept("*"):
		r.Min, r.Max = 0, Unbounded
	case p.accept("+"):
		r.Min, r.Max = 1, Unbounded
	case p.peek() == '?':
		p.off++
		if nameChar(p.peek()) && p.peek() != '-' {
			return nil, p.fail(p.off-1, "separate the end from the path by a space", "expected white space before a variable")
		}
		r.Min, r.Max = 0, 1
	case p.accept("{"):
		if err := p.bounds(&r, from); err != nil {
			return nil, err
		}
	case p.accept("["):
		return p.filter(e, position(p.text, from))
	case p.peek() == '@':
		return nil, p.fail(p.off, "IN says which graphs the whole query sees", "steps in one version (@) are not supported yet")
	default:
		p.off = from
		return nil, nil
	}
	if _, twice := e.(Repeat); twice && p.text[from-1] != ')' {
		return nil, p.fail(from, "group the inner one: ("+e.String()+")", "expected one quantifier, found two")
	}
	return r, nil
}

// bounds reads "n}", "n,m}", "n,}" or ",m}".
func (p *parser) bounds(r *Repeat, opened int) (err error) {
	p.space()
	bounded := digit(p.peek())
	if bounded {
		if r.Min, err = p.integer("a count"); err != nil {
			return err
		}
		p.space()
	}
	r.Max = r.Min
	if p.accept(",") {
		p.space()
		r.Max = Unbounded
		if !bounded || digit(p.peek()) {
			if r.Max, err = p.integer("a count"); err != nil {
				return err
			}
			p.space()
		}
	} else if !bounded {
		return p.fail(p.off, "{n}, {n,m}, {n,} or {,m}", "expected a count, found %s", p.found())
	}
	if r.Max != Unbounded && r.Max < r.Min {
		return p.fail(opened, "", "expected {%d,%d} to count upwards", r.Min, r.Max)
	}
	return p.close("}", "count", position(p.text, opened))
}

// filter reads "predicate op value]".
func (p *parser) filter(x Expr, opened Pos) (Expr, error) {
	p.groups++
	defer func() { p.groups-- }()
	f := Filter{X: x}
	var err error
	p.space()
	if f.Predicate, err = p.predicate(); err != nil {
		return nil, err
	}
	p.space()
	if f.Op, err = p.comparison(); err != nil {
		return nil, err
	}
	p.space()
	if f.Value, err = p.value(f); err != nil {
		return nil, err
	}
	p.space()
	return f, p.close("]", "filter", opened)
}

func (p *parser) comparison() (Op, error) {
	for _, op := range []Op{NotEqual, LessEqual, GreaterEqual, Equal, Less, Greater, Match} {
		if p.accept(op.String()) {
			return op, nil
		}
	}
	hint := ""
	if p.peek() == '/' {
		hint = "the left side of a comparison is one predicate"
	}
	return 0, p.fail(p.off, hint, "expected %s, found %s", strings.Join(opNames[:], " "), p.found())
}

// value reads the right side of a comparison.
func (p *parser) value(f Filter) (Term, error) {
	from := p.off
	t := Term{At: p.at()}
	var err error
	switch c := p.peek(); {
	case c == '"' || c == '\'':
		t.Kind = Literal
		err = p.literal(&t)
	case c == '<':
		t.Kind = IRI
		t.Text, err = p.iri()
	case digit(c) || c == '-' || c == '+':
		t.Kind = Number
		err = p.number(&t)
	case nameStart(c):
		err = p.named(&t, f.Predicate)
	default:
		return t, p.fail(from, "", "expected a key, a class, a literal or a number, found %s", p.found())
	}
	if err == nil && f.Op == Match && (t.Kind != Literal || t.Language != "" || t.Datatype != nil) {
		err = p.fail(from, "", `expected a regular expression in quotes after "~"`)
	}
	if err == nil && f.Op > NotEqual && f.Op != Match && t.Kind != Literal && t.Kind != Number {
		err = p.fail(from, "", "expected a literal or a number after %q", f.Op.String())
	}
	return t, err
}

// named reads a key, a prefixed name or, after a type, a class.
func (p *parser) named(t *Term, predicate Term) error {
	from := p.off
	var prefixed bool
	switch t.Text, prefixed = p.name(); {
	case prefixed:
		t.Kind = Prefixed
	case p.peek() == '/':
		p.off = from
		t.Kind, t.Text = Key, p.run(keyChar)
	case IsType(predicate):
		t.Kind = Bare
	default:
		return p.fail(from, fmt.Sprintf("write %q for a literal; a key has a type and a slash", t.Text), "expected a key, a literal or a number, found %q", t.Text)
	}
	return nil
}

// IsType reports whether t is a predicate as "a", "type" or "rdf:type".
func IsType(t Term) bool {
	return t.Kind == Bare && (t.Text == "a" || t.Text == "type") || t.Kind == Prefixed && t.Text == "rdf:type"
}

// number reads an integer or a decimal.
func (p *parser) number(t *Term) error {
	from := p.off
	if !p.accept("-") {
		p.accept("+")
	}
	whole := p.run(digit)
	if point := p.off; whole != "" && p.accept(".") && p.run(digit) == "" {
		p.off = point
	}
	t.Text = p.text[from:p.off]
	if whole == "" || nameChar(p.peek()) {
		return p.fail(from, "a date stands in quotes", "expected a number")
	}
	return nil
}
