package path

import (
	"strconv"
	"strings"
)

// String returns the term as a query writes it at its start or end.
func (t Term) String() string {
	switch t.Kind {
	case Unnamed:
		return ""
	case Variable:
		return "?" + t.Text
	case IRI:
		return "<" + t.Text + ">"
	case Name:
		return quote(t.Text)
	case Literal:
		if t.Language == "" && t.Datatype == nil {
			return "lit:" + quote(t.Text)
		}
		return t.literal()
	}
	return t.Text
}

// literal returns a literal as Turtle writes it, which is how a filter does.
func (t Term) literal() string {
	s := quote(t.Text)
	if t.Language != "" {
		return s + "@" + t.Language
	}
	if t.Datatype != nil {
		return s + "^^" + t.Datatype.String()
	}
	return s
}

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\b", `\b`, "\f", `\f`)

func quote(s string) string { return `"` + escapes.Replace(s) + `"` }

func (e Step) String() string { return e.Predicate.String() }

func (AnyStep) String() string { return "." }

func (e NegatedSet) String() string {
	members := make([]string, len(e.Members))
	for i, m := range e.Members {
		members[i] = m.Predicate.String()
		if m.Inverse {
			members[i] = "^" + members[i]
		}
	}
	if len(members) == 1 {
		return "!" + members[0]
	}
	return "!(" + strings.Join(members, "|") + ")"
}

func (e Inverse) String() string {
	switch e.X.(type) {
	case Step, AnyStep, NegatedSet:
		return "^" + e.X.String()
	}
	return "^(" + e.X.String() + ")"
}

func (e Sequence) String() string {
	return join(e.Parts, "/", func(x Expr) bool { _, seq := x.(Sequence); return seq || loose(x) })
}

func (e Alternative) String() string { return join(e.Parts, "|", loose) }

// loose reports whether x binds no tighter than "|".
func loose(x Expr) bool { _, alt := x.(Alternative); return alt }

func join(parts []Expr, sep string, grouped func(Expr) bool) string {
	s := make([]string, len(parts))
	for i, x := range parts {
		s[i] = x.String()
		if grouped(x) {
			s[i] = "(" + s[i] + ")"
		}
	}
	return strings.Join(s, sep)
}

func (e Repeat) String() string {
	x := operand(e.X)
	if _, twice := e.X.(Repeat); twice {
		x = "(" + x + ")"
	}
	switch {
	case e.Min == 0 && e.Max == Unbounded:
		return x + "*"
	case e.Min == 1 && e.Max == Unbounded:
		return x + "+"
	case e.Min == 0 && e.Max == 1:
		return x + "?"
	case e.Max == Unbounded:
		return x + "{" + strconv.Itoa(e.Min) + ",}"
	case e.Min == e.Max:
		return x + "{" + strconv.Itoa(e.Min) + "}"
	case e.Min == 0:
		return x + "{," + strconv.Itoa(e.Max) + "}"
	}
	return x + "{" + strconv.Itoa(e.Min) + "," + strconv.Itoa(e.Max) + "}"
}

func (e Filter) String() string {
	value := e.Value.String()
	if e.Value.Kind == Literal {
		value = e.Value.literal()
	}
	return operand(e.X) + "[" + e.Predicate.String() + " " + e.Op.String() + " " + value + "]"
}

// operand prints what a postfix stands behind.
func operand(x Expr) string {
	switch x.(type) {
	case Sequence, Alternative:
		return "(" + x.String() + ")"
	}
	return x.String()
}

// String returns the query in canonical form, which Parse reads back.
func (q *Query) String() string {
	var words []string
	add := func(s ...string) { words = append(words, s...) }
	if q.Count {
		add("COUNT")
	}
	if q.Mode != Ends {
		add(q.Mode.String())
	}
	add(q.Start.String(), q.Path.String())
	if q.End.Kind != Unnamed {
		add(q.End.String())
	}
	switch q.Dataset.Scope {
	case TextScope:
		add("IN", "text")
	case EachScope:
		add("IN", "EACH")
	case NamedScope:
		graphs := make([]string, len(q.Dataset.Graphs))
		for i, g := range q.Dataset.Graphs {
			graphs[i] = g.String()
		}
		add("IN", strings.Join(graphs, ", "))
	}
	if q.Limit != None {
		add("LIMIT", strconv.Itoa(q.Limit))
	}
	if q.Offset != 0 {
		add("OFFSET", strconv.Itoa(q.Offset))
	}
	return strings.Join(words, " ")
}
