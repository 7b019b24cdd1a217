package querytest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"concord/graph"
	"concord/graph/vocab"
	"concord/queries/path"
)

// wall reports whether "." does not leave v.
func (n *Naive) wall(v quad.Value) bool {
	if slices.Contains(n.Named, v) {
		return false
	}
	iri, isIRI := v.(quad.IRI)
	if _, isBNode := v.(quad.BNode); !isIRI && !isBNode {
		return true
	}
	if name, ok := vocab.Local(iri); ok && name != "" && strings.ToUpper(name[:1]) == name[:1] && name[:1] != "_" {
		return true
	}
	return slices.ContainsFunc(n.Lookup, func(t Triple) bool { return t.P == vocab.Type && t.O == v })
}

// test evaluates a filter at a node.
func (n *Naive) test(f path.Filter, node quad.Value) bool {
	p := Resolve(f.Predicate)
	found := slices.ContainsFunc(n.Lookup, func(t Triple) bool {
		return t.S == node && t.P == p && compares(t.O, f.Op, f.Value)
	})
	return found != (f.Op == path.NotEqual)
}

func compares(v quad.Value, op path.Op, value path.Term) bool {
	plain := value.Kind == path.Literal && value.Language == "" && value.Datatype == nil
	if value.Kind != path.Number && !plain && op <= path.NotEqual {
		return v == Resolve(value)
	}
	text, ok := graph.Lexical(v)
	if !ok {
		return false
	}
	if op == path.Match {
		return regexp.MustCompile("(?i:" + value.Text + ")").MatchString(text)
	}
	sign := strings.Compare(text, value.Text)
	if value.Kind == path.Number {
		a, err := strconv.ParseFloat(text, 64)
		b, _ := strconv.ParseFloat(value.Text, 64)
		if _, lang := v.(quad.LangString); err != nil || lang {
			return false
		}
		sign = 0
		if a != b {
			sign = map[bool]int{true: -1, false: 1}[a < b]
		}
	}
	switch op {
	case path.Less:
		return sign < 0
	case path.LessEqual:
		return sign <= 0
	case path.Greater:
		return sign > 0
	case path.GreaterEqual:
		return sign >= 0
	}
	return sign == 0
}

// Resolve returns the RDF term that a constant of a script writes, in vocab.DefaultBase. It knows the
// prefixes con, rdf and xsd; other prefixed names are IRIs.
func Resolve(t path.Term) quad.Value {
	switch t.Kind {
	case path.Key:
		return vocab.DefaultBase.IRI(t.Text)
	case path.Bare:
		if t.Text == "a" || t.Text == "type" {
			return vocab.Type
		}
		return vocab.IRI(t.Text)
	case path.Prefixed:
		prefix, local, _ := strings.Cut(t.Text, ":")
		switch prefix {
		case "con":
			return vocab.IRI(local)
		case "rdf":
			return quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#" + local)
		case "xsd":
			return quad.IRI("http://www.w3.org/2001/XMLSchema#" + local)
		}
		return quad.IRI(t.Text)
	case path.Literal:
		if t.Language != "" {
			return quad.LangString{Value: quad.String(t.Text), Lang: t.Language}
		}
		if t.Datatype != nil {
			return quad.TypedString{Value: quad.String(t.Text), Type: Resolve(*t.Datatype).(quad.IRI)}
		}
		return quad.String(t.Text)
	case path.Name:
		return quad.String(t.Text)
	}
	return quad.IRI(t.Text)
}
