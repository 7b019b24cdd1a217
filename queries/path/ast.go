// Package path is the path language: its syntax tree, its parser and its printer.
//
// It knows the words of the language and no store: what a name stands for, and whether it stands for
// anything, is decided by package queries. Start with Parse for a whole query and ParseExpr for a path
// alone. It promises that parsing what String printed gives the same tree, positions aside.
package path

// Expr is a path expression. It is one of Step, AnyStep, NegatedSet, Inverse, Sequence, Alternative, Repeat
// and Filter; no other package can add to them.
type Expr interface {
	// String returns the expression in canonical form, which ParseExpr reads back.
	String() string
	isExpr()
}

// Step walks one statement from its subject to its object.
type Step struct{ Predicate Term }

// AnyStep is ".": it walks any statement from subject to object.
type AnyStep struct{}

// NegatedSet is "!(a|^b)": it walks, from subject to object, a statement whose predicate is none of the plain
// members, and from object to subject one whose predicate is none of the inverse members. A direction without
// members is not walked, except that the empty set "!()" walks every statement forward (SPARQL 1.1, 18.4).
type NegatedSet struct{ Members []Member }

// Member is a predicate of a NegatedSet.
type Member struct {
	Predicate Term
	Inverse   bool
}

// Inverse is "^X": X walked from its end to its start.
type Inverse struct{ X Expr }

// Sequence is "a/b": its parts one after the other. It has two parts or more.
type Sequence struct{ Parts []Expr }

// Alternative is "a|b": one of its parts. It has two parts or more.
type Alternative struct{ Parts []Expr }

// Unbounded is the Max of a Repeat without upper bound.
const Unbounded = -1

// Repeat is X walked Min to Max times: "X*" is {0, Unbounded}, "X+" {1, Unbounded}, "X?" {0, 1}.
type Repeat struct {
	X        Expr
	Min, Max int
}

// Filter is "X[p = v]": X where the node just reached has a statement with Predicate whose object compares
// with Value as Op says. With NotEqual no such object may be equal.
type Filter struct {
	X         Expr
	Predicate Term
	Op        Op
	Value     Term
}

func (Step) isExpr()        {}
func (AnyStep) isExpr()     {}
func (NegatedSet) isExpr()  {}
func (Inverse) isExpr()     {}
func (Sequence) isExpr()    {}
func (Alternative) isExpr() {}
func (Repeat) isExpr()      {}
func (Filter) isExpr()      {}

// Op is the comparison of a Filter.
type Op uint8

// The comparisons. Match is "~": the value is an RE2 regular expression, matched without regard to case.
const (
	Equal Op = iota
	NotEqual
	Less
	LessEqual
	Greater
	GreaterEqual
	Match
)

var opNames = [...]string{"=", "!=", "<", "<=", ">", ">=", "~"}

// String returns the comparison as it is written.
func (o Op) String() string { return opNames[o] }

// Pos is a place in the text of a query, 1-based, the column in code points. The zero Pos is no place.
type Pos struct{ Line, Column int }

// Kind tells how a Term is written.
type Kind uint8

// The kinds of terms. The zero Kind is the end of a query that names none: a variable without a name.
const (
	Unnamed  Kind = iota
	Variable      // ?Text
	IRI           // <Text>
	Prefixed      // Text, with its colon: "con:cites"
	Bare          // Text, a local name of the vocabulary: "cites", "Resolution"; "a" and "type" are rdf:type
	Key           // Text: "state/tj"
	Name          // "Text": what bears this label in the registry
	Literal       // Text with Language or Datatype
	Number        // Text, as written: only in a filter
)

// Term is a term as the query writes it, without its delimiters and escapes.
type Term struct {
	Kind     Kind
	Text     string
	Language string // of a Literal; or ""
	Datatype *Term  // of a Literal: IRI or Prefixed; nil is a plain literal
	At       Pos
}

// Query is a whole query: COUNT MODE START PATH END IN graphs LIMIT n OFFSET n.
type Query struct {
	Count   bool
	Mode    Mode
	Start   Term
	Path    Expr
	End     Term // Unnamed when the query gives none
	Dataset Dataset
	Limit   int // None: no limit
	Offset  int
}

// None is the Limit of a query without one.
const None = -1

// Mode tells which of the walks between two ends are answers.
type Mode uint8

// The modes. Ends gives each pair of ends that the path joins, as SPARQL does; the others are GQL's path
// search prefixes and give walks.
const (
	Ends        Mode = iota
	AnyShortest      // "ANY SHORTEST": one shortest walk for each pair of ends
	AllShortest      // "ALL SHORTEST": all shortest walks for each pair of ends
)

var modeNames = [...]string{"", "ANY SHORTEST", "ALL SHORTEST"}

// String returns the keywords of the mode, "" for Ends.
func (m Mode) String() string { return modeNames[m] }

// Scope tells which graphs a query sees.
type Scope uint8

// The scopes.
const (
	DefaultScope Scope = iota // what the store says a query sees
	TextScope                 // "IN text": the graphs of the versions
	EachScope                 // "IN EACH": those, one after the other, each for itself
	NamedScope                // "IN g, h": the graphs named
)

// Dataset is what follows IN.
type Dataset struct {
	Scope  Scope
	Graphs []Term // of NamedScope: IRI, Prefixed, Key, or Bare for a version's name; "default" is the default graph
}
