package path

import "strings"

// query := "COUNT"? mode? term path term? ("IN" graphs)? ("LIMIT" n)? ("OFFSET" n)?
func (p *parser) query() (*Query, error) {
	q := &Query{Limit: None}
	var err error
	p.space()
	q.Count = p.keyword("COUNT")
	if q.Mode, err = p.mode(); err != nil {
		return nil, err
	}
	if q.Start, err = p.term("the start of a path"); err != nil {
		return nil, err
	}
	if !p.space() {
		return nil, p.fail(p.off, "START PATH END", "expected a path after the start, found %s", p.found())
	}
	if q.Path, err = p.alternative(); err != nil {
		return nil, err
	}
	if !p.space() && !p.end() {
		return nil, p.fail(p.off, "", "expected / | * + ? { [ or white space after a step, found %s", p.found())
	}
	if word := p.nextWord(); !p.end() && !reserved(word) {
		if q.End, err = p.term("the end of the path"); err != nil {
			return nil, err
		}
	}
	return q, p.clauses(q)
}

// clauses reads what follows the end of the path.
func (p *parser) clauses(q *Query) (err error) {
	p.space()
	if p.keyword("IN") {
		if q.Dataset, err = p.dataset(); err != nil {
			return err
		}
	}
	if p.keyword("LIMIT") {
		if q.Limit, err = p.integer("a number of answers"); err != nil {
			return err
		}
		p.space()
	}
	if p.keyword("OFFSET") {
		if q.Offset, err = p.integer("a number of answers"); err != nil {
			return err
		}
		p.space()
	}
	if p.end() {
		return nil
	}
	if word := p.nextWord(); unsupported[word] {
		return p.fail(p.off, "", "%s is not supported yet", word)
	}
	return p.fail(p.off, "in this order: START PATH END IN graphs LIMIT n OFFSET n", "expected the end of the query, found %s", p.found())
}

// dataset := "text" | "EACH" | graph ("," graph)*
func (p *parser) dataset() (Dataset, error) {
	switch {
	case p.keyword("EACH"):
		return Dataset{Scope: EachScope}, nil
	case p.keyword("text"):
		return Dataset{Scope: TextScope}, nil
	}
	d := Dataset{Scope: NamedScope}
	for {
		g, err := p.graph()
		if err != nil {
			return d, err
		}
		d.Graphs = append(d.Graphs, g)
		p.space()
		if !p.accept(",") {
			return d, nil
		}
		p.space()
	}
}

// graph reads the name of a graph: a term, or a version's name by itself.
func (p *parser) graph() (Term, error) {
	from := p.off
	if word := p.run(keyChar); word != "" && (p.end() || !notSpace(p.peek()) || p.peek() == ',') && !strings.Contains(word, "/") {
		if reserved(word) {
			return Term{}, p.fail(from, "text, EACH, the name of a version, graph/NAME, or several with commas between", "expected graphs after IN, found %s", word)
		}
		return Term{Kind: Bare, Text: word, At: position(p.text, from)}, nil
	}
	p.off = from
	t, err := p.term("a graph")
	if err == nil && t.Kind != Key && t.Kind != IRI && t.Kind != Prefixed {
		err = p.fail(from, "the name of a version, graph/NAME or <iri>", "expected a graph")
	}
	return t, err
}

// mode reads a path search prefix of GQL.
func (p *parser) mode() (Mode, error) {
	from := p.off
	all := p.keyword("ALL")
	switch any := !all && p.keyword("ANY"); {
	case (any || all) && p.keyword("SHORTEST"):
		p.keyword("WALK")
		if word := p.nextWord(); unsupported[word] {
			return 0, p.fail(p.off, "", "%s is not supported yet", word)
		}
		if all {
			return AllShortest, nil
		}
		return AnyShortest, nil
	case any || all:
		return 0, p.fail(from, "ANY SHORTEST and ALL SHORTEST are", "this mode is not supported yet")
	}
	if word := p.nextWord(); unsupported[word] {
		return 0, p.fail(from, "ANY SHORTEST and ALL SHORTEST are", "%s is not supported yet", word)
	}
	return Ends, nil
}

// unsupported holds the words of the language that nothing evaluates yet. A query must not use them as if
// they said nothing.
var unsupported = map[string]bool{
	"SHORTEST": true, "TRAIL": true, "ACYCLIC": true, "SIMPLE": true, "WALK": true, "GROUPS": true,
	"WHERE": true, "MAX": true, "ORDER": true, "AND": true, "OPTIONAL": true, "NOT": true,
}

// reserved reports whether word is a word of the language that may follow a path.
func reserved(word string) bool {
	return unsupported[word] || word == "IN" || word == "LIMIT" || word == "OFFSET" || word == "EACH"
}

// nextWord returns the letters that come next, up to white space, without reading them; "" when something
// else is among them.
func (p *parser) nextWord() string {
	from := p.off
	word := p.run(nameStart)
	whole := p.end() || !notSpace(p.peek())
	p.off = from
	if !whole {
		return ""
	}
	return word
}

// keyword skips word and the white space behind it, and reports whether it came next.
func (p *parser) keyword(word string) bool {
	if p.nextWord() != word {
		return false
	}
	p.off += len(word)
	p.space()
	return true
}
