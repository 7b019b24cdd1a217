package path

import (
	"unicode/utf8"
)

// MaxDepth is how deep groups and quantifiers may nest in a path. People nest three deep; the bound keeps a
// hostile query from exhausting the stack.
const MaxDepth = 200

// Parse reads a whole query. Errors are *SyntaxError.
func Parse(text string) (*Query, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	return p.query()
}

// ParseExpr reads a path alone. Errors are *SyntaxError.
func ParseExpr(text string) (Expr, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	p.space()
	e, err := p.alternative()
	if err != nil {
		return nil, err
	}
	p.space()
	if !p.end() {
		return nil, p.fail(p.off, "", "expected the end of the path, found %s", p.found())
	}
	return e, nil
}

type parser struct {
	lexer
	groups int // open ( and [: white space inside them separates nothing
	depth  int // of the tree
}

func newParser(text string) (*parser, error) {
	if !utf8.ValidString(text) {
		valid := 0
		for i, r := range text {
			if _, n := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && n == 1 {
				valid = i
				break
			}
		}
		return nil, &SyntaxError{Pos: position(text, valid), Message: "expected UTF-8"}
	}
	return &parser{lexer: lexer{text: text}}, nil
}

// nest counts one more level of the tree and refuses one too many.
func (p *parser) nest(by int) error {
	if p.depth += by; p.depth > MaxDepth {
		return p.fail(p.off, "", "expected at most %d nested groups and quantifiers", MaxDepth)
	}
	return nil
}

// inner skips white space inside a group, where it means nothing.
func (p *parser) inner() {
	if p.groups > 0 {
		p.space()
	}
}

// operator reports whether op comes next, alone or touched by white space on either side, and skips it.
func (p *parser) operator(op string) bool {
	from := p.off
	p.space()
	if p.accept(op) {
		p.space()
		return true
	}
	p.off = from
	return false
}

// alternative := sequence ("|" sequence)*
func (p *parser) alternative() (Expr, error) {
	parts, err := p.list("|", p.sequence)
	if err != nil || len(parts) == 1 {
		return first(parts), err
	}
	return Alternative{Parts: parts}, nil
}

// sequence := element ("/" element)*
func (p *parser) sequence() (Expr, error) {
	parts, err := p.list("/", p.element)
	if err != nil || len(parts) == 1 {
		return first(parts), err
	}
	return Sequence{Parts: parts}, nil
}

func (p *parser) list(op string, part func() (Expr, error)) ([]Expr, error) {
	var parts []Expr
	for {
		e, err := part()
		if err != nil {
			return nil, err
		}
		parts = append(parts, e)
		if !p.operator(op) {
			return parts, nil
		}
	}
}

func first(parts []Expr) Expr {
	if len(parts) == 0 {
		return nil
	}
	return parts[0]
}

// element := "^"? primary (quantifier | filter)*
//
// SPARQL reads "^a*" as ^(a*), which joins the same pairs as (^a)*. The latter is what is built here, so
// that in "^a[p = v]" the filter speaks of the node just reached.
func (p *parser) element() (Expr, error) {
	depth := p.depth
	defer func() { p.depth = depth }()
	p.inner()
	inverse := p.accept("^")
	p.inner()
	e, err := p.primary()
	if err != nil {
		return nil, err
	}
	if inverse {
		e = Inverse{X: e}
	}
	for {
		next, err := p.postfix(e)
		if err != nil || next == nil {
			return e, err
		}
		e = next
		if err := p.nest(1); err != nil {
			return nil, err
		}
	}
}

// primary := predicate | "." | "!" negated | "(" alternative ")"
func (p *parser) primary() (Expr, error) {
	opened := p.at()
	switch {
	case p.accept("("):
		return p.group(opened)
	case p.accept("."):
		return AnyStep{}, nil
	case p.accept("!"):
		return p.negated()
	}
	predicate, err := p.predicate()
	return Step{Predicate: predicate}, err
}

func (p *parser) group(opened Pos) (Expr, error) {
	if err := p.nest(1); err != nil {
		return nil, err
	}
	defer p.nest(-1)
	p.groups++
	defer func() { p.groups-- }()
	p.space()
	e, err := p.alternative()
	if err != nil {
		return nil, err
	}
	p.space()
	return e, p.close(")", "group", opened)
}

func (p *parser) close(bracket, what string, opened Pos) error {
	if !p.accept(bracket) {
		return p.fail(p.off, "", "expected %q to close the %s opened at %s", bracket, what, opened)
	}
	return nil
}

// negated := member | "(" (member ("|" member)*)? ")"
func (p *parser) negated() (Expr, error) {
	opened := p.at()
	if !p.accept("(") {
		m, err := p.member()
		return NegatedSet{Members: []Member{m}}, err
	}
	set := NegatedSet{}
	p.space()
	if p.accept(")") {
		return set, nil
	}
	for {
		m, err := p.member()
		if err != nil {
			return nil, err
		}
		set.Members = append(set.Members, m)
		if !p.operator("|") {
			p.space()
			return set, p.close(")", "set", opened)
		}
	}
}

func (p *parser) member() (Member, error) {
	m := Member{Inverse: p.accept("^")}
	p.space()
	var err error
	m.Predicate, err = p.predicate()
	return m, err
}
